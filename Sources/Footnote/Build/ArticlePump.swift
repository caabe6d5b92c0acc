import Chunking
import Storage

/// The threads through which articles go on their way into a segment.
struct ArticlePump: Sendable {
  var threadCount: Int
  var chunking: ChunkingOptions
  /// What passages are embedded by, where they are.
  var embedding: PassageEmbedding?
  var makesFeatures = true
  var skipsBadPages = false
  var progress: (@Sendable (BuildProgress) -> Void)?

  /// Moves every article from the source through the threads into the sink.
  func move(_ source: ArticleSource, into sink: SegmentSink) async throws(FootnoteError) {
    let worker = BuildWorker(
      source: source, sink: sink, chunking: chunking, embedding: embedding,
      makesFeatures: makesFeatures, skipsBadPages: skipsBadPages, progress: progress)
    let failure = await withTaskGroup(of: BatchFailure?.self) { group in
      for _ in 0..<threadCount { group.addTask { await worker.run() } }
      var first: BatchFailure?
      for await failure in group {
        guard let failure else { continue }
        // No batch is begun any more, and threads that wait for the failed one must wake to end.
        await source.stop()
        await sink.close()
        // Of several failures the first in the input counts, whichever thread was faster.
        if let known = first, known.number <= failure.number { continue }
        first = failure
      }
      return first
    }
    if let failure { throw failure.error }
  }
}
