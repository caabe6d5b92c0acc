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
    try article.validateText()
    articleCount += 1
    bytesRead += UInt64(article.text.count)
    let location = PageLocation(path: article.source.name, line: articleCount, offset: bytesRead)
    return .read(
      RawPage(article: article, claimedDigest: nil, location: location), converter)
  }
}
