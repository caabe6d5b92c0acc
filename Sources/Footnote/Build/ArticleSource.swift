import WikiIngest
import WikiModel

/// Where a build's articles come from, one after the other.
protocol ArticleFeed {
  /// The next article, with what turns its markup into text; nil at the end.
  mutating func next() throws(FootnoteError) -> SourcedArticle?
  /// Bytes of the inputs read so far, and of all inputs where that is known.
  var bytesRead: UInt64 { get }
  var bytesTotal: UInt64? { get }
  /// Pages left out so far, by reason.
  var skipped: [SkipReason: Int] { get }
  /// What was wrong with pages that were left out as bad; the first ones where they are many.
  var faults: [IngestError] { get }
}

/// An article as it was read, and what its wiki's markup needs to be read.
struct SourcedArticle: Sendable {
  var page: RawPage
  var converter: WikitextConverter
}

/// Hands out articles in numbered batches to the threads that ask.
actor ArticleSource {
  struct Batch: Sendable {
    var number: Int
    var articles: [SourcedArticle]
  }

  /// Enough that handing out costs nothing beside the work, little enough that few are in memory.
  private static let batchByteCount = 512 << 10

  private var feed: any ArticleFeed
  private var batchCount = 0
  private var pageCount = 0
  private var isAtEnd = false
  private var lateFaults: [IngestError] = []

  init(_ feed: sending any ArticleFeed) { self.feed = feed }

  /// The next batch; nil at the end, for every caller.
  ///
  /// - Throws: `FootnoteError.cancelled` when the task was cancelled, and the feed's errors.
  func next() throws(FootnoteError) -> Batch? {
    if Task.isCancelled { throw .cancelled }
    guard !isAtEnd else { return nil }
    var articles: [SourcedArticle] = []
    var byteCount = 0
    while byteCount < Self.batchByteCount {
      guard let article = try feed.next() else {
        isAtEnd = true
        break
      }
      byteCount += article.page.article.text.count
      articles.append(article)
    }
    guard !articles.isEmpty else { return nil }
    pageCount += articles.count
    defer { batchCount += 1 }
    return Batch(number: batchCount, articles: articles)
  }

  /// Notes a page that turned out bad after it was handed out.
  func note(_ fault: IngestError) { lateFaults.append(fault) }

  /// What was read so far.
  struct State: Sendable {
    var bytesRead: UInt64
    var bytesTotal: UInt64?
    var pageCount: Int
    var skipped: [SkipReason: Int]
    var faults: [IngestError]

    /// ``skipped`` under the names that people read.
    var skippedByName: [String: Int] {
      Dictionary(uniqueKeysWithValues: skipped.map { ($0.key.rawValue, $0.value) })
    }
  }

  var state: State {
    var skipped = feed.skipped
    if !lateFaults.isEmpty { skipped[.badPage, default: 0] += lateFaults.count }
    return State(
      bytesRead: feed.bytesRead, bytesTotal: feed.bytesTotal, pageCount: pageCount,
      skipped: skipped, faults: feed.faults + lateFaults)
  }
}
