/// What is expected of an article or a notice, and what it has instead.
package struct ArticleFault: Hashable, Sendable {
  package var expected: String
  package var found: String

  package init(expected: String, found: String) {
    self.expected = expected
    self.found = found
  }
}

extension Article {
  /// The most licences that an index keeps of an article.
  private static let licenseLimit = 16
  /// Longer than any tag that is in use.
  private static let languageByteLimit = 64
  /// The longest title, in bytes: it is analysed and hashed for each passage; MediaWiki's have 255.
  package static let titleByteLimit = 4_096
  /// The longest address, in bytes: room for a title of that length with each byte as %XX.
  package static let urlByteLimit = 16_384
  /// From 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z, which four digits of a year can say.
  private static let seconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Why no attribution can be made of the article or, where it has no text, why no page of an
  /// index can be told by it; nil where it is sound.
  package var fault: ArticleFault? {
    if let fault = ArticleFault(wiki: wiki) { return fault }
    if !text.isEmpty, let fault = attributionFault { return fault }
    guard max(page.rawValue, revision.rawValue) <= Self.identifierLimit else {
      return ArticleFault(
        expected: "numbers up to 2^53 - 1",
        found: "page \(page.rawValue), revision \(revision.rawValue)")
    }
    guard Self.seconds.contains(timestamp.secondsSince1970) else {
      return ArticleFault(expected: "a moment of the years 0001 to 9999", found: "\(timestamp)")
    }
    guard text.count <= Int(UInt32.max) else {
      return ArticleFault(expected: "a text below 4 GB", found: "\(text.count) bytes")
    }
    return nil
  }

  private var attributionFault: ArticleFault? {
    if title.isEmpty { return ArticleFault(expected: "a title", found: "none") }
    if let fault = ArticleFault(title: title) { return fault }
    guard isName(language), (2...Self.languageByteLimit).contains(language.utf8.count) else {
      return ArticleFault(
        expected: "a language's tag of two letters or more, such as en or zh-Hant",
        found: quoted(language))
    }
    return ArticleFault(address: url) ?? licenseFault
  }

  private var licenseFault: ArticleFault? {
    if licenses.isEmpty { return ArticleFault(expected: "at least one licence", found: "none") }
    guard licenses.count <= Self.licenseLimit else {
      return ArticleFault(
        expected: "at most \(Self.licenseLimit) licences", found: "\(licenses.count)")
    }
    for license in licenses {
      guard isName(license.spdxIdentifier), !license.name.isEmpty, isWebAddress(license.url) else {
        return ArticleFault(
          expected: "a licence with an identifier, a name and an address",
          found: [license.spdxIdentifier, license.name, license.url].map(quoted)
            .joined(separator: ", "))
      }
    }
    return nil
  }
}

extension PageNotice {
  /// Why the notice can be about no page of an index; nil where it is sound.
  package var fault: ArticleFault? {
    if let fault = ArticleFault(wiki: wiki) ?? ArticleFault(title: title) { return fault }
    return url.flatMap { ArticleFault(address: $0) }
  }
}

extension ArticleFault {
  fileprivate init?(wiki: String) {
    if isName(wiki) { return nil }
    self.init(
      expected: "a wiki's name of at most \(nameByteLimit) bytes, without control characters",
      found: wiki.isEmpty ? "none" : quoted(wiki))
  }

  fileprivate init?(title: String) {
    if title.utf8.count <= Article.titleByteLimit { return nil }
    self.init(
      expected: "a title of at most \(Article.titleByteLimit) bytes",
      found: "one of \(title.utf8.count): \(quoted(title))")
  }

  fileprivate init?(address: String) {
    guard isWebAddress(address) else {
      self.init(expected: "a page's address", found: quoted(address))
      return
    }
    if address.utf8.count <= Article.urlByteLimit { return nil }
    self.init(
      expected: "an address of at most \(Article.urlByteLimit) bytes",
      found: "one of \(address.utf8.count): \(quoted(address))")
  }
}

private let nameByteLimit = 255

/// Whether a text can stand for a wiki, a language or a licence: in one line, and in a manifest.
private func isName(_ text: String) -> Bool {
  (1...nameByteLimit).contains(text.utf8.count)
    && !text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
}

/// Whether a text starts as an address of the web does, with a host; what is rendered is escaped.
private func isWebAddress(_ text: String) -> Bool {
  for scheme in ["https://", "http://"] where text.utf8.starts(with: scheme.utf8) {
    guard let host = text.utf8.dropFirst(scheme.utf8.count).first else { return false }
    return host > UInt8(ascii: " ") && !"/?#".utf8.contains(host)
  }
  return false
}
