import Chunking
import Embedding
import Storage
import WikiIngest

/// Reads articles on some threads into the corpus of a training, in the order of the input.
struct TrainingReader: Sendable {
  let source: ArticleSource
  let sink: TrainingSink
  let chunking: ChunkingOptions
  let skipsBadPages: Bool
  let progress: (@Sendable (EmbeddingTrainingProgress) -> Void)?

  /// Reads everything; gives the first failure in the input's order, if there was one.
  func run(threads: Int) async -> FootnoteError? {
    await withTaskGroup(of: BatchFailure?.self) { group in
      for _ in 0..<threads { group.addTask { await work() } }
      var first: BatchFailure?
      for await failure in group {
        guard let failure else { continue }
        await source.stop()
        if let known = first, known.number <= failure.number { continue }
        first = failure
      }
      return first?.error
    }
  }

  /// One thread's work: take a batch, cut it, hand it on, until there is none.
  private func work() async -> BatchFailure? {
    let maker = TrainingTextMaker(chunking)
    do throws(BatchFailure) {
      while let batch = try await source.next() {
        do throws(FootnoteError) {
          try await work(on: batch, with: maker)
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
    on batch: ArticleSource.Batch, with maker: TrainingTextMaker
  ) async throws(FootnoteError) {
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
