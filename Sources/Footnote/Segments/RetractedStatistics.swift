import PassageStore
import PostingIndex
import Rescoring

/// What passages that are taken out counted.
struct RetractedStatistics {
  var frequencies = FrequencyTally()
  var words: WordTally
  var contents = PassageStatistics()

  /// - Parameter documentCount: passages of the whole index that are alive then, or more.
  init(documentCount: Int) { words = WordTally(statisticsDocumentCount: documentCount) }

  /// Bytes that are held, about.
  var memoryByteCount: Int { frequencies.memoryByteCount + words.memoryByteCount }

  /// Counts a page with all its passages.
  mutating func add(_ page: ProcessedArticle) {
    for posting in page.postings { frequencies.add(posting.features) }
    words.add(page.words)
    contents.add(page.revision, page.records)
  }
}

extension RetractedStatistics {
  /// What some pages with all their passages add to the statistics.
  ///
  /// - Parameters:
  ///   - documentCount: Passages of an index that are alive, or more: as many as its statistics
  ///     must be fine enough for.
  ///   - memory: What counting may hold.
  init(
    of pages: sending some PageSequence, by pump: ArticlePump, documentCount: Int,
    within memory: GrowthLimit?
  ) async throws(FootnoteError) {
    var pump = pump
    // Vectors are part of no statistics.
    pump.embedding = nil
    let sink = SegmentSink(
      counting: RetractedStatistics(documentCount: documentCount), within: memory)
    try await pump.move(ArticleSource(StoredFeed(pages)), into: sink)
    guard let counted = await sink.retracted else {
      preconditionFailure("a sink that counts has counted")
    }
    self = counted
  }
}
