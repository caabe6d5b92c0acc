import Storage
import WikiIngest

/// Makes passages of articles, and hands them on to a segment.
struct BuildWorker: BatchWorker {
  let source: ArticleSource
  let sink: SegmentSink
  let processor: ArticleProcessor
  let skipsBadPages: Bool
  let progress: (@Sendable (BuildProgress) -> Void)?

  func work(on batch: ArticleSource.Batch) async throws(FootnoteError) {
    var processed: [ProcessedArticle] = []
    processed.reserveCapacity(batch.articles.count)
    for article in batch.articles {
      if Task.isCancelled { throw .cancelled }
      switch article {
      case .read(let page, let converter):
        guard
          try await source.admits(page, inBatch: batch.number, skipsBadPages: skipsBadPages)
        else { continue }
        processed.append(processor.process(page.article, converter: converter))
      case .stored(let revision, let records):
        processed.append(processor.process(revision, records))
      }
    }
    do throws(StorageError) {
      try await sink.submit(processed, number: batch.number)
    } catch {
      throw .storage(error)
    }
    if let progress {
      await source.report(passageCount: await sink.passageCount, to: progress)
    }
  }
}
