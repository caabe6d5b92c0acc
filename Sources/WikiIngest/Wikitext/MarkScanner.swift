/// The first pass: finds every bracketed construct and its end, in one run over the bytes.
///
/// Marks come out in the order of their starts, and closed ones nest. Openers wait on two stacks:
/// one of templates, tables and variants, which enclose anything, and one of links, which an
/// enclosing construct's end takes off. Each byte is looked at a bounded number of times and each
/// opener is pushed and popped once, so the time is linear whatever the input.
struct MarkScanner {
  private(set) var marks: [Mark] = []
  /// Bytes looked at and openers taken off, to hold the cost to its bound in tests.
  private(set) var work = 0

  /// An opener of a construct that may enclose others.
  private struct Opener {
    var kind: Mark.Kind
    var start: Int
    /// Its mark; for a run of braces the first of several.
    var mark: Int
    /// Marks of a run of braces that are not taken yet.
    var slots: Int
    /// Braces that are not matched yet.
    var braces: Int
    /// The next opener of the same kind further down the stack, -1 for none.
    var previous: Int
  }

  private struct LinkOpener {
    var mark: UInt32
    /// The number of enclosing openers when it was pushed.
    var depth: UInt32
    var line: UInt32
    /// How many brackets close it.
    var width: UInt8
    var isExternal: Bool
  }

  private var openers: [Opener] = []
  private var links: [LinkOpener] = []
  private var topBraces = -1
  private var topTable = -1
  private var topHTMLTable = -1
  private var topVariant = -1
  private var line: UInt32 = 0
  /// Names of elements of which no closing tag follows any more.
  private var unclosedNames: Set<[UInt8]> = []

  /// Constructs of one run of brackets that are told apart; further brackets stay literal.
  private static let slotsPerRun = 4

  private static let isMarkup: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "\n{}[]<".utf8 { table[Int(byte)] = true }
    return table
  }()

  /// Scans a whole text.
  ///
  /// O(bytes).
  mutating func scan(_ whole: Span<UInt8>) {
    let text = whole.extracting(first: Mark.longestText)
    marks.reserveCapacity(text.count / 64)
    let table = Self.isMarkup
    let isMarkup = table.span
    var index = 0
    work += text.count
    while index < text.count {
      let byte = text[index]
      if !isMarkup[Int(byte)] {
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\n"):
        line &+= 1
        index += 1
      case UInt8(ascii: "{"): index = openBraces(text, index)
      case UInt8(ascii: "}"): index = closeBraces(text, index)
      case UInt8(ascii: "["): index = openBrackets(text, index)
      case UInt8(ascii: "]"): index = closeBrackets(text, index)
      default: index = scanTag(text, index)
      }
    }
  }

  private mutating func add(_ kind: Mark.Kind, _ start: Int, _ end: Int = 0) {
    marks.append(Mark(start: start, end: end, next: marks.count + 1, kind: kind))
  }

  private mutating func close(_ mark: Int, at end: Int) {
    marks[mark].end = end
    marks[mark].next = marks.count
  }
}

// MARK: - Braces

extension MarkScanner {
  private func run(_ text: Span<UInt8>, _ start: Int) -> Int {
    let byte = text[start]
    var end = start + 1
    while end < text.count, text[end] == byte { end += 1 }
    return end
  }

  private mutating func push(_ kind: Mark.Kind, _ start: Int, braces: Int = 0, slots: Int = 1) {
    let mark = marks.count
    add(kind, start)
    for _ in 1..<max(slots, 1) { add(.none, start) }
    let previous: Int
    switch kind {
    case .braces: (previous, topBraces) = (topBraces, openers.count)
    case .table: (previous, topTable) = (topTable, openers.count)
    case .htmlTable: (previous, topHTMLTable) = (topHTMLTable, openers.count)
    default: (previous, topVariant) = (topVariant, openers.count)
    }
    openers.append(
      Opener(
        kind: kind, start: start, mark: mark, slots: slots, braces: braces, previous: previous))
  }

  /// Takes openers and the links inside them off until `count` openers are left.
  private mutating func popOpeners(to count: Int) {
    while openers.count > count, let opener = openers.popLast() {
      work += 1
      switch opener.kind {
      case .braces: topBraces = opener.previous
      case .table: topTable = opener.previous
      case .htmlTable: topHTMLTable = opener.previous
      default: topVariant = opener.previous
      }
    }
    while let last = links.last, Int(last.depth) > count {
      work += 1
      links.removeLast()
    }
  }

  private mutating func openBraces(_ text: Span<UInt8>, _ start: Int) -> Int {
    let end = run(text, start)
    let count = end - start
    if count == 1 {
      if end < text.count, text[end] == UInt8(ascii: "|"), isLineStart(text, start) {
        push(.table, start)
        return end + 1
      }
      if start > 0, text[start - 1] == UInt8(ascii: "-") { push(.variant, start - 1) }
      return end
    }
    push(.braces, start, braces: count, slots: min(count / 2, Self.slotsPerRun))
    return end
  }

  private mutating func closeBraces(_ text: Span<UInt8>, _ start: Int) -> Int {
    let end = run(text, start)
    var index = start
    if start > 0, text[start - 1] == UInt8(ascii: "|"), topTable > topBraces,
      end - start != 2 || topBraces < 0, isLineStart(text, start - 1)
    {
      close(openers[topTable].mark, at: start + 1)
      popOpeners(to: topTable)
      index += 1
    }
    while end - index >= 2, topBraces >= 0 {
      index = closeBracePair(at: index, available: end - index)
    }
    if end - index == 1, end < text.count, text[end] == UInt8(ascii: "-"), topVariant > topBraces {
      close(openers[topVariant].mark, at: end + 1)
      popOpeners(to: topVariant)
      return end + 1
    }
    return end
  }

  /// Matches two or three closing braces with the innermost opening ones; gives the offset after.
  private mutating func closeBracePair(at index: Int, available: Int) -> Int {
    let top = topBraces
    popOpeners(to: top + 1)
    let width = available >= 3 && openers[top].braces >= 3 ? 3 : 2
    openers[top].braces -= width
    openers[top].slots -= 1
    let mark = openers[top].mark + openers[top].slots
    marks[mark].start = openers[top].start + openers[top].braces
    marks[mark].kind = width == 3 ? .parameter : .template
    close(mark, at: index + width)
    while let last = links.last, Int(last.mark) > mark {
      work += 1
      links.removeLast()
    }
    if openers[top].braces < 2 || openers[top].slots == 0 { popOpeners(to: top) }
    return index + width
  }

  /// Whether only blanks and list markers stand between the beginning of the line and `index`.
  private func isLineStart(_ text: Span<UInt8>, _ index: Int) -> Bool {
    var before = index - 1
    while before >= 0 {
      let byte = text[before]
      if byte.isLineFeed { return true }
      let isMarker =
        byte == UInt8(ascii: ":") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#")
      guard byte.isBlank || isMarker || byte == UInt8(ascii: ";") else {
        // A comment or an opened template may stand before a table on its line.
        return byte == UInt8(ascii: ">") && before >= 2 && text[before - 1] == UInt8(ascii: "-")
      }
      before -= 1
    }
    return true
  }
}

// MARK: - Brackets

extension MarkScanner {
  private mutating func openBrackets(_ text: Span<UInt8>, _ start: Int) -> Int {
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

  private mutating func pushLink(width: Int, isExternal: Bool) {
    links.append(
      LinkOpener(
        mark: UInt32(truncatingIfNeeded: marks.count),
        depth: UInt32(truncatingIfNeeded: openers.count), line: line,
        width: UInt8(truncatingIfNeeded: width), isExternal: isExternal))
  }

  private mutating func closeBrackets(_ text: Span<UInt8>, _ start: Int) -> Int {
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

// MARK: - Tags and comments

extension MarkScanner {
  private mutating func scanTag(_ text: Span<UInt8>, _ start: Int) -> Int {
    guard start + 1 < text.count else { return start + 1 }
    if text[start + 1] == UInt8(ascii: "!") { return scanComment(text, start) }
    guard let found = TagOccurrence.read(text, at: start, before: text.count) else {
      return start + 1
    }
    work += found.end - start
    if found.tag == .table {
      if !found.isClosing {
        push(.htmlTable, start)
      } else if topHTMLTable > topBraces {
        close(openers[topHTMLTable].mark, at: found.end)
        popOpeners(to: topHTMLTable)
      }
      return start + 1
    }
    guard found.tag.hasRawContent else { return start + 1 }
    let kind = Mark.Kind(found.tag)
    if found.isClosing || found.isSelfClosing {
      add(kind.ofTagAlone, start, found.end)
    } else if let end = endOfElement(text, found) {
      work += end - found.end
      add(kind, start, end)
      return end
    } else {
      // Nothing closes it: the tag alone goes.
      add(kind.ofTagAlone, start, found.end)
    }
    return found.end
  }

  private mutating func scanComment(_ text: Span<UInt8>, _ start: Int) -> Int {
    guard start + 3 < text.count, text[start + 2] == UInt8(ascii: "-"),
      text[start + 3] == UInt8(ascii: "-")
    else { return start + 1 }
    var index = start + 4
    while index < text.count {
      if text[index] == UInt8(ascii: ">"), text[index - 1] == UInt8(ascii: "-"),
        text[index - 2] == UInt8(ascii: "-"), index >= start + 6
      {
        index += 1
        break
      }
      index += 1
    }
    add(.comment, start, index)
    return index
  }

  /// The offset after the closing tag of an element whose content is skipped.
  ///
  /// Once a name has been sought in vain to the end of the text it is not sought again.
  private mutating func endOfElement(_ text: Span<UInt8>, _ opening: TagOccurrence) -> Int? {
    let name = (opening.nameStart..<opening.nameEnd).map { text[$0].asciiLowercased }
    if unclosedNames.contains(name) { return nil }
    var index = opening.end
    while index < text.count {
      guard text[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      let closes = index + 1 < text.count && text[index + 1] == UInt8(ascii: "/")
      let nameAt = closes ? index + 2 : index + 1
      if closes, text.hasWord(name, at: nameAt, before: text.count),
        let end = endOfClosingTag(text, nameAt + name.count)
      {
        return end
      }
      // A reference does not hold another one: the first was meant to close itself.
      if !closes, opening.tag == .reference, text.hasWord(name, at: nameAt, before: text.count),
        let inner = TagOccurrence.read(text, at: index, before: text.count), inner.tag == .reference
      {
        work += index - opening.end
        return nil
      }
      index += 1
    }
    work += text.count - opening.end
    unclosedNames.insert(name)
    return nil
  }

  private func endOfClosingTag(_ text: Span<UInt8>, _ nameEnd: Int) -> Int? {
    let index = text.skippingWhitespace(nameEnd, text.count)
    guard index < text.count, text[index] == UInt8(ascii: ">") else { return nil }
    return index + 1
  }
}

extension Mark.Kind {
  /// The mark of an element whose content the scanner skips.
  fileprivate init(_ tag: Tag) {
    switch tag {
    case .reference: self = .reference
    case .nowiki: self = .nowiki
    case .pre: self = .pre
    case .code: self = .code
    case .math: self = .math
    case .chemistry: self = .chemistry
    default: self = .dropped
    }
  }

  /// The mark of a tag that has no content: `<ref name="a"/>`, `</pre>`.
  fileprivate var ofTagAlone: Self {
    switch self {
    case .nowiki: .comment
    case .reference: .reference
    default: .dropped
    }
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
    guard start < text.count, text[start].isASCIILetter || text[start] == UInt8(ascii: "/") else {
      return false
    }
    return all.contains { text.hasWord($0, at: start, before: text.count) }
  }
}
