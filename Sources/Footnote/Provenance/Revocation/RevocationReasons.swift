import WikiModel

/// Why passages were taken back, for those who hold copies of them.
struct RevocationReasons: Sendable {
  private var reasons: [RevocationList.Target: String] = [:]

  init(_ list: RevocationList) {
    for entry in list.entries where entry.action == .remove {
      reasons[entry.target] = entry.reason
    }
  }

  /// The reason for a passage; nil where it was not taken back.
  ///
  /// - Parameter contentDigest: SHA-256 of its text; nil where the text is not known.
  func reason(_ key: PassageKey, _ contentDigest: String?) -> String? {
    reasons[.passage(key)] ?? reasons[.page(wiki: key.wiki, key.page)]
      ?? reasons[.revision(wiki: key.wiki, key.revision)]
      ?? contentDigest.flatMap { reasons[.text(sha256: $0)] }
  }
}
