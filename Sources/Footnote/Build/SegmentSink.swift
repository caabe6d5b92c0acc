import PassageStore
import Storage
import WikiModel

/// Takes processed batches in any order and writes them in the order of their numbers.
///
/// A thread that runs far ahead waits, so that few batches are held in memory.
actor SegmentSink {
  private let builder: SegmentBuilder?
  /// What passages count, where that is all that is wanted of them.
  private(set) var retracted: RetractedStatistics?
  private let memory: GrowthLimit?
  private var batches = OrderedBatches<[ProcessedArticle]>()
  private(set) var passageCount = 0
  /// Of a dry run, which has no builder to count.
  private(set) var textByteCount: UInt64 = 0
  private(set) var pageCount = 0

  /// A sink without a builder counts, and writes nothing.
  init(_ builder: sending SegmentBuilder?, within memory: GrowthLimit? = nil) {
    self.builder = builder
    self.memory = memory
    retracted = nil
  }

  /// A sink that counts what passages add to an index's statistics.
  init(counting retracted: RetractedStatistics, within memory: GrowthLimit?) {
    builder = nil
    self.memory = memory
    self.retracted = retracted
  }

  /// Bytes held of what grows with the input.
  var memoryByteCount: Int {
    (builder?.memoryByteCount ?? 0) + (retracted?.memoryByteCount ?? 0)
  }

  /// Takes a batch; after ``close()`` drops it.
  func submit(_ articles: [ProcessedArticle], number: Int) async throws(StorageError) {
    batches.add(articles, number: number)
    while let articles = batches.next() {
      for article in articles {
        try write(article)
        try memory?.check(memoryByteCount)
      }
    }
    if batches.isFull {
      await withCheckedContinuation { batches.hold($0) }
    } else {
      batches.release()
    }
  }

  /// Lets every waiting thread go on, now and later: a thread has failed, so that its batch will
  /// never come.
  func close() { batches.close() }

  private func write(_ article: ProcessedArticle) throws(StorageError) {
    if let builder { try builder.append(article) }
    retracted?.add(article)
    passageCount += article.records.count
    if !article.records.isEmpty { pageCount += 1 }
    textByteCount += article.records.reduce(0) { $0 + UInt64($1.passage.text.count) }
  }

  /// Writes the segment's files; throws `FootnoteError.cancelled` where the task is cancelled
  /// before the last one is there.
  ///
  /// - Parameters:
  ///   - choice: of several revisions of a page, which counts.
  ///   - others: passages that other segments of the index have.
  func finish(
    _ choice: RevisionChoice = .newest, besides others: Int = 0
  ) async throws(FootnoteError) -> SegmentBuilder.Finished {
    guard let builder else { preconditionFailure("a sink that counts writes nothing") }
    let finished = try await builder.finish(choice, besides: others)
    if Task.isCancelled { throw .cancelled }
    return finished
  }

  /// Which of some pages have come, each with the revisions that did, in their order.
  func revisions(of pages: Set<PageName>) -> [PageName: [SegmentBuilder.Came]] {
    builder?.revisions(of: pages) ?? [:]
  }
}
