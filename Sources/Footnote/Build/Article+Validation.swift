import WikiModel

extension Article {
  /// The most licences that an index keeps of an article.
  private static let licenseLimit = 16
  /// From 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z, which four digits of a year can say.
  private static let seconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Refuses an article that no attribution could be made of, or, without text, that no page of an
  /// index can be told by.
  func validate() throws(FootnoteError) {
    if wiki.isEmpty { throw refusal("a wiki's name", "none") }
    if !text.isEmpty { try validateAttribution() }
    guard max(page.rawValue, revision.rawValue) <= Self.identifierLimit else {
      throw refusal(
        "numbers up to 2^53 - 1", "page \(page.rawValue), revision \(revision.rawValue)")
    }
    guard Self.seconds.contains(timestamp.secondsSince1970) else {
      throw refusal("a moment of the years 0001 to 9999", "\(timestamp)")
    }
    guard text.count <= Int(UInt32.max) else {
      throw refusal("a text below 4 GB", "\(text.count) bytes")
    }
  }

  /// Refuses a text that is not UTF-8; readers of files have seen to that already.
  func validateText() throws(FootnoteError) {
    guard String(validating: text, as: UTF8.self) != nil else {
      throw refusal("text in UTF-8", "other bytes")
    }
  }

  private func validateAttribution() throws(FootnoteError) {
    if title.isEmpty { throw refusal("a title", "none") }
    guard language.utf8.count >= 2 else {
      throw refusal("a language's tag of two letters or more", "\"\(language)\"")
    }
    guard isWebAddress(url) else { throw refusal("a page's address", "\"\(url)\"") }
    try validateLicenses()
  }

  private func validateLicenses() throws(FootnoteError) {
    if licenses.isEmpty { throw refusal("at least one licence", "none") }
    guard licenses.count <= Self.licenseLimit else {
      throw refusal("at most \(Self.licenseLimit) licences", "\(licenses.count)")
    }
    for license in licenses {
      guard !license.spdxIdentifier.isEmpty, !license.name.isEmpty, isWebAddress(license.url)
      else {
        throw refusal(
          "a licence with an identifier, a name and an address",
          "\"\(license.spdxIdentifier)\", \"\(license.name)\", \"\(license.url)\"")
      }
    }
  }

  private func refusal(_ expected: String, _ found: String) -> FootnoteError {
    .invalidArticle(wiki: wiki, page: page, expected: expected, found: found)
  }
}

/// Whether the text starts as an address of the web does, with a host.
private func isWebAddress(_ text: String) -> Bool {
  for scheme in ["https://", "http://"] where text.utf8.starts(with: scheme.utf8) {
    guard let host = text.utf8.dropFirst(scheme.utf8.count).first else { return false }
    return host > UInt8(ascii: " ") && !"/?#".utf8.contains(host)
  }
  return false
}
