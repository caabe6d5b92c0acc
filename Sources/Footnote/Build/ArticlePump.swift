import Chunking
import Features

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
    try await source.work(
      threads: threadCount,
      by: {
        let processor = ArticleProcessor(
          chunking: chunking, analysis: AnalyzerOptions(), embedding: embedding,
          makesFeatures: makesFeatures)
        return BuildWorker(
          source: source, sink: sink, processor: processor, skipsBadPages: skipsBadPages,
          progress: progress)
      },
      wake: { await sink.close() })
  }
}
