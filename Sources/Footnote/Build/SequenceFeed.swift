import WikiIngest
import WikiModel

/// Articles that the caller has in memory, or makes one after the other.
struct SequenceFeed<Articles: Sequence>: ArticleFeed where Articles.Element == Article {
  private var iterator: Articles.Iterator
  private let converter = WikitextConverter()
  private var articleCount = 0
  private let exclusion: RevisionExclusion?
  private(set) var bytesRead: UInt64 = 0
  private(set) var skipped: [SkipReason: Int] = [:]

  init(_ articles: Articles, without exclusion: RevisionExclusion? = nil) {
    iterator = articles.makeIterator()
    self.exclusion = exclusion
  }

  var bytesTotal: UInt64? { nil }
  var faults: [IngestError] { [] }

  mutating func next() throws(FootnoteError) -> SourcedArticle? {
    try nextPage().map { .read($0, converter) }
  }

  private mutating func nextPage() throws(FootnoteError) -> RawPage? {
    var next = iterator.next()
    while let article = next, !article.text.isEmpty,
      let reason = exclusion?.reason(article.wiki, article.page, article.revision, nil)
    {
      skipped[reason, default: 0] += 1
      next = iterator.next()
    }
    guard let article = next else { return nil }
    try article.validateText()
    articleCount += 1
    bytesRead += UInt64(article.text.count)
    let location = PageLocation(path: article.source.name, line: articleCount, offset: bytesRead)
    return RawPage(article: article, claimedDigest: nil, location: location)
  }
}

extension SequenceFeed: ChangeFeed {
  mutating func nextChange() throws(FootnoteError) -> PageChange? {
    try nextPage().map { PageChange($0) }
  }

  func openConverter() -> WikitextConverter { converter }

  var progress: FeedProgress { FeedProgress() }
  var namespaceNames: Manifest.NamespaceNames { [:] }
}
