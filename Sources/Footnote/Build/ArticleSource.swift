import PassageStore
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
  /// How far feeds of changes were read.
  var progress: FeedProgress { get }
  /// The names of the namespaces for files and categories that an input tells, by its name.
  var namespaceNames: Manifest.NamespaceNames { get }
  /// The names of the namespace of templates that the last article's input tells.
  var templateNamespaces: [String] { get }
}

extension ArticleFeed {
  var templateNamespaces: [String] { [] }
  var progress: FeedProgress { FeedProgress() }
  var namespaceNames: Manifest.NamespaceNames { [:] }
}

/// An article on its way into a segment.
enum SourcedArticle: Sendable {
  /// As it was read, and what its wiki's markup needs to be read.
  case read(RawPage, WikitextConverter)
  /// Out of another segment, cut into passages.
  case stored(RevisionRecord, [PassageRecord])

  /// Bytes of its text, about.
  var byteCount: Int {
    switch self {
    case .read(let page, _): page.article.text.count
    case .stored(_, let records): records.reduce(0) { $0 + $1.passage.text.count }
    }
  }
}

/// Hands out articles in numbered batches to the threads that ask.
actor ArticleSource {
  struct Batch: Sendable {
    var number: Int
    var articles: [SourcedArticle]
  }

  /// Enough that handing out costs nothing beside the work, little enough that few are in memory.
  private static let batchByteCount = 512 << 10

  /// What an article takes besides its text, about; there may be many without any.
  private static let articleByteCount = 512

  private var feed: any ArticleFeed
  private var batchCount = 0
  private var pageCount = 0
  private var isAtEnd = false
  /// Of the pages that turned out bad later, the first ones.
  private var lateFaults: [(batch: Int, fault: IngestError)] = []
  private var lateFaultCount = 0
  private var reportedPassageCount = 0
  private static let lateFaultLimit = 1_000

  init(_ feed: sending any ArticleFeed) { self.feed = feed }

  /// The next batch; nil at the end, for every caller.
  ///
  /// - Throws: `FootnoteError.cancelled` when the task was cancelled, and the feed's errors.
  func next() throws(BatchFailure) -> Batch? {
    do throws(FootnoteError) {
      return try read()
    } catch {
      throw BatchFailure(number: batchCount, error: error)
    }
  }

  /// Hands out nothing more.
  func stop() { isAtEnd = true }

  private func read() throws(FootnoteError) -> Batch? {
    if Task.isCancelled { throw .cancelled }
    guard !isAtEnd else { return nil }
    var articles: [SourcedArticle] = []
    var byteCount = 0
    // True until the batch is full, so that a feed that fails is not asked again.
    isAtEnd = true
    while byteCount < Self.batchByteCount {
      guard let article = try feed.next() else { break }
      byteCount += article.byteCount + Self.articleByteCount
      articles.append(article)
    }
    isAtEnd = byteCount < Self.batchByteCount
    guard !articles.isEmpty else { return nil }
    pageCount += articles.count
    defer { batchCount += 1 }
    return Batch(number: batchCount, articles: articles)
  }

  /// Whether the text has the digest that its source claims; a bad page is noted or thrown.
  nonisolated func admits(
    _ page: RawPage, inBatch batch: Int, skipsBadPages: Bool
  ) async throws(FootnoteError) -> Bool {
    try page.article.validate()
    do throws(IngestError) {
      try page.checkDigest()
      return true
    } catch {
      guard skipsBadPages else { throw .input(error) }
      await note(error, inBatch: batch)
      return false
    }
  }

  /// Notes a page of a batch that turned out bad after it was handed out.
  private func note(_ fault: IngestError, inBatch number: Int) {
    lateFaultCount += 1
    lateFaults.append((number, fault))
    // The first in the order of the input are kept, not the first to be found.
    if lateFaults.count >= 2 * Self.lateFaultLimit { lateFaults = firstLateFaults }
  }

  private var firstLateFaults: [(batch: Int, fault: IngestError)] {
    Array(lateFaults.sorted { $0.batch < $1.batch }.prefix(Self.lateFaultLimit))
  }

  /// Tells how far the build has come, one call at a time, each further than the one before.
  func report(passageCount: Int, to progress: (BuildProgress) -> Void) {
    reportedPassageCount = max(reportedPassageCount, passageCount)
    progress(BuildProgress(.reading, state, passageCount: reportedPassageCount))
  }

  /// What was read so far.
  struct State: Sendable {
    var bytesRead: UInt64
    var bytesTotal: UInt64?
    var pageCount: Int
    var skipped: [SkipReason: Int]
    var faults: [IngestError]
    var progress: FeedProgress
    var namespaceNames: Manifest.NamespaceNames

    /// ``skipped`` under the names that people read.
    var skippedByName: [String: Int] {
      Dictionary(uniqueKeysWithValues: skipped.map { ($0.key.rawValue, $0.value) })
    }
  }

  var state: State {
    var skipped = feed.skipped
    if lateFaultCount > 0 { skipped[.badPage, default: 0] += lateFaultCount }
    return State(
      bytesRead: feed.bytesRead, bytesTotal: feed.bytesTotal, pageCount: pageCount,
      skipped: skipped, faults: feed.faults + firstLateFaults.map(\.fault),
      progress: feed.progress, namespaceNames: feed.namespaceNames)
  }
}
