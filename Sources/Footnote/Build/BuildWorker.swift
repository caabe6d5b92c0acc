import Chunking
import Features
import Storage
import WikiIngest

/// One thread's work: take a batch, process it, hand it on, until there is none.
struct BuildWorker: Sendable {
  let source: ArticleSource
  let sink: SegmentSink
  let chunking: ChunkingOptions
  /// What passages are embedded by, where they are.
  let embedding: PassageEmbedding?
  let makesFeatures: Bool
  let skipsBadPages: Bool
  let progress: (@Sendable (BuildProgress) -> Void)?

  /// Works until there is nothing left to do, or something failed.
  func run() async -> BatchFailure? {
    let processor = ArticleProcessor(
      chunking: chunking, analysis: AnalyzerOptions(), embedding: embedding,
      makesFeatures: makesFeatures)
    do throws(BatchFailure) {
      while let batch = try await source.next() {
        do throws(FootnoteError) {
          try await work(on: batch, with: processor)
        } catch {
          throw BatchFailure(number: batch.number, error: error)
        }
      }
      return nil
    } catch {
      return error
    }
  }

  private func work(
    on batch: ArticleSource.Batch, with processor: ArticleProcessor
  ) async throws(FootnoteError) {
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

/// Why a batch could not be done.
struct BatchFailure: Error {
  /// The batch; one that could not be read has the number that it would have got.
  var number: Int
  var error: FootnoteError
}
