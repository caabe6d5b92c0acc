import WikiModel

/// The words of an answer, in which a licence, an address or a note of changes may stand.
struct NoticeText {
  /// In small letters, without what Markdown and HTML put before characters.
  private let bytes: [UInt8]

  /// - Parameter quotations: Words of passages, in which nothing is said of these.
  init(_ text: String, without quotations: [String]) {
    var rest = Array(text.utf8)
    for quotation in quotations {
      if let place = rest.firstRange(of: Array(quotation.utf8)) {
        rest.replaceSubrange(place, with: [UInt8(ascii: " ")])
      }
    }
    bytes = Array(
      String(decoding: rest, as: UTF8.self).replacing("\\", with: "")
        .replacing("&amp;", with: "&").lowercased().utf8)
  }

  var tellsChanges: Bool { ChangeWords.stand(in: bytes) }

  /// Whether the address of a revision is there, in one of MediaWiki's forms.
  func links(to revision: RevisionID) -> Bool {
    ["oldid=", "permalink/", "permanentlink/"].contains { name in
      holdsNumber(Array("\(name)\(revision.rawValue)".utf8))
    }
  }

  /// Whether a licence's address is there, be it of its deed or of another language's.
  func links(to license: License) -> Bool {
    var address = license.url.lowercased()[...]
    for scheme in ["https://", "http://"] where address.hasPrefix(scheme) {
      address = address.dropFirst(scheme.count)
    }
    while address.hasSuffix("/") { address = address.dropLast() }
    return bytes.contains(Array(address.utf8))
  }

  /// Whether a licence is named: by its name, its identifier, or as people shorten it.
  func names(_ license: License) -> Bool {
    let identifier = license.spdxIdentifier.lowercased()
    let name = license.name.lowercased()
    var spaced = identifier.split(separator: "-").map(String.init)
    if spaced.count > 2 {
      spaced = [
        spaced[0], spaced[1..<(spaced.count - 1)].joined(separator: "-"), spaced.last ?? "",
      ]
    }
    let short = spaced.joined(separator: " ")
    // "… 4.0 International" is mostly written without its last word.
    let words = name.split(separator: " ")
    let shorter =
      identifier.hasPrefix("cc-") && words.count > 4
      ? words.dropLast().joined(separator: " ") : name
    return [identifier, name, short, shorter].contains { bytes.contains(Array($0.utf8)) }
  }

  /// Whether some bytes stand there without a digit after them.
  private func holdsNumber(_ wanted: [UInt8]) -> Bool {
    var start = 0
    while start + wanted.count <= bytes.count {
      if bytes[start] == wanted[0], bytes[start..<start + wanted.count].elementsEqual(wanted) {
        let end = start + wanted.count
        if end == bytes.count || !(0x30...0x39).contains(bytes[end]) { return true }
      }
      start += 1
    }
    return false
  }
}
