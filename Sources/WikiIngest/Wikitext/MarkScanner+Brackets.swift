/// Links.
extension MarkScanner {
  mutating func openBrackets(_ text: Span<UInt8>, _ start: Int) -> Int {
    let end = run(text, start)
    let count = end - start
    if Protocols.isAddress(text, at: end) {
      let width = min(count, 2)
      pushLink(width: width, isExternal: true)
      add(.external, end - width)
      return end
    }
    let pairs = min(count / 2, Self.slotsPerRun)
    for pair in 0..<pairs {
      pushLink(width: 2, isExternal: false)
      add(.link, end - 2 * (pairs - pair))
    }
    return end
  }

  mutating func pushLink(width: Int, isExternal: Bool) {
    links.append(
      LinkOpener(
        mark: UInt32(truncatingIfNeeded: marks.count),
        depth: UInt32(truncatingIfNeeded: openers.count), line: line,
        width: UInt8(truncatingIfNeeded: width), isExternal: isExternal))
  }

  mutating func closeBrackets(_ text: Span<UInt8>, _ start: Int) -> Int {
    let end = run(text, start)
    var index = start
    while index < end, let top = links.last, Int(top.depth) == openers.count {
      if top.isExternal {
        links.removeLast()
        work += 1
        if top.line != line { continue }
        index = min(end, index + Int(top.width))
        close(Int(top.mark), at: index)
      } else if end - index >= 2 {
        links.removeLast()
        index += 2
        close(Int(top.mark), at: index)
      } else {
        break
      }
    }
    return end
  }
}

/// The beginnings of addresses that `[address label]` may hold.
enum Protocols {
  private static let all: [[UInt8]] = [
    "http://", "https://", "//", "ftp://", "ftps://", "sftp://", "mailto:", "news:", "irc://",
    "ircs://", "gopher://", "telnet://", "nntp://", "worldwind://", "svn://", "git://", "mms://",
    "ssh://", "bitcoin:", "magnet:", "tel:", "sip:", "sips:", "urn:", "geo:", "redis://", "xmpp:",
  ].map { Array($0.utf8) }

  static func isAddress(_ text: Span<UInt8>, at start: Int) -> Bool {
    // Most brackets hold words: only letters before a colon, or two slashes, are looked up.
    let limit = min(text.count, start + 12)
    var index = start
    while index < limit, text[index].isASCIILetter { index += 1 }
    guard index < limit,
      text[index] == (index == start ? UInt8(ascii: "/") : UInt8(ascii: ":"))
    else { return false }
    return all.contains { text.hasWord($0, at: start, before: text.count) }
  }
}
