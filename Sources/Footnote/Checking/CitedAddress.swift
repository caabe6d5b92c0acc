import WikiModel

/// A web address as citations have it: where it leads, and to which revision.
struct CitedAddress: Hashable {
  /// In small letters, without the mark of a mobile site.
  let host: String
  /// Nil where the address shows the newest revision of a page.
  let revision: RevisionID?
  /// What follows the host, without the fragment.
  let rest: String

  init?(_ text: String) {
    guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) })
    else { return nil }
    let rest = text.dropFirst(scheme.count).prefix { $0 != "#" }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.isEmpty else { return nil }
    self.rest = String(rest.dropFirst(authority.count))
    host = authority.lowercased().replacing(".m.", with: ".", maxReplacements: 1)
    revision = Self.revision(in: rest)
  }

  /// The first key and the first address in a text: a title, a file's name, or just these.
  static func references(in text: String) -> (key: PassageKey?, address: CitedAddress?) {
    var key: PassageKey?
    if !text.contains(where: \.isWhitespace), let address = CitedAddress(text) {
      return (nil, address)
    }
    var address: CitedAddress?
    for word in text.split(whereSeparator: \.isWhitespace) {
      let bare = trimmed(word)
      if let found = CitedAddress(String(bare)) {
        address = address ?? found
      } else if key == nil {
        // The name of a file has an ending: "enwiki:12:345:0.txt".
        key = PassageKey(String(bare.split(separator: ".", maxSplits: 1).first ?? bare))
      }
    }
    return (key, address)
  }

  /// The word without marks around it, which addresses may have within.
  private static func trimmed(_ word: Substring) -> Substring {
    let marks = "()[]<>{}\"'|,;“”‘’«»"
    var word = word.drop { marks.contains($0) }
    while let last = word.last, marks.contains(last) { word.removeLast() }
    return word
  }

  /// The number after `oldid=`, or after a special page's name: `/wiki/Special:PermanentLink/123`.
  private static func revision(in address: Substring) -> RevisionID? {
    for name in ["?oldid=", "&oldid=", "&amp;oldid="] {
      guard let place = address.ranges(of: name).first else { continue }
      return number(address[place.upperBound...].prefix { $0 != "&" })
    }
    let parts = address.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 2, let last = parts.last else { return nil }
    let name = parts[parts.count - 2].lowercased()
    return name.contains(":perma") || name.contains("%3aperma") ? number(last) : nil
  }

  private static func number(_ digits: Substring) -> RevisionID? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return UInt64(digits).map { RevisionID(rawValue: $0) }
  }
}
