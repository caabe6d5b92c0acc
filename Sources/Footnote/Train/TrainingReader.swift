import Embedding
import Storage
import WikiIngest

/// Cuts articles into the texts of a training, and hands them on to its corpus.
struct TrainingReader: BatchWorker {
  let source: ArticleSource
  let sink: TrainingSink
  let maker: TrainingTextMaker
  let skipsBadPages: Bool
  let progress: (@Sendable (EmbeddingTrainingProgress) -> Void)?

  func work(on batch: ArticleSource.Batch) async throws(FootnoteError) {
    var texts: [TrainingText] = []
    for article in batch.articles {
      if Task.isCancelled { throw .cancelled }
      guard case .read(let page, let converter) = article,
        try await source.admits(page, inBatch: batch.number, skipsBadPages: skipsBadPages)
      else { continue }
      texts += maker.texts(of: page.article, converter: converter)
    }
    do throws(StorageError) {
      try await sink.submit(texts, number: batch.number)
    } catch {
      throw .storage(error)
    }
    if let progress {
      await source.report(passageCount: await sink.passageCount) {
        progress(EmbeddingTrainingProgress($0))
      }
    }
  }
}

extension EmbeddingTrainingProgress {
  init(_ reading: BuildProgress) {
    self.init(
      phase: .reading, bytesRead: reading.bytesRead, bytesTotal: reading.bytesTotal,
      passageCount: reading.passageCount)
  }

  init(_ phase: Phase, _ state: ArticleSource.State, passageCount: Int) {
    self.init(
      phase: phase, bytesRead: state.bytesRead, bytesTotal: state.bytesTotal,
      passageCount: passageCount)
  }
}
