import WikiIngest
import WikiModel

/// Articles that the caller has in memory, or makes one after the other.
struct SequenceFeed<Articles: Sequence>: ArticleFeed where Articles.Element == Article {
  private var iterator: Articles.Iterator
  private let converter = WikitextConverter()
  private var articleCount = 0
  private(set) var bytesRead: UInt64 = 0

  init(_ articles: Articles) { iterator = articles.makeIterator() }

  var bytesTotal: UInt64? { nil }
  var skipped: [SkipReason: Int] { [:] }
  var faults: [IngestError] { [] }

  mutating func next() throws(FootnoteError) -> SourcedArticle? {
    guard let article = iterator.next() else { return nil }
    try article.validate()
    articleCount += 1
    bytesRead += UInt64(article.text.count)
    let location = PageLocation(path: article.source.name, line: articleCount, offset: bytesRead)
    return SourcedArticle(
      page: RawPage(article: article, claimedDigest: nil, location: location),
      converter: converter)
  }
}

extension Article {
  /// Refuses an article that no attribution could be made of, or whose text is not UTF-8.
  fileprivate func validate() throws(FootnoteError) {
    func refuse(_ expected: String, _ found: String) -> FootnoteError {
      .invalidArticle(wiki: wiki, page: page, expected: expected, found: found)
    }
    if wiki.isEmpty { throw refuse("a wiki's name", "none") }
    if title.isEmpty { throw refuse("a title", "none") }
    if language.isEmpty { throw refuse("a language", "none") }
    if licenses.isEmpty { throw refuse("at least one licence", "none") }
    guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
      throw refuse("a page's address", "\"\(url)\"")
    }
    guard max(page.rawValue, revision.rawValue) <= Self.identifierLimit else {
      throw refuse("numbers up to 2^53 - 1", "page \(page.rawValue), revision \(revision.rawValue)")
    }
    guard String(validating: text, as: UTF8.self) != nil else {
      throw refuse("text in UTF-8", "other bytes")
    }
  }
}
