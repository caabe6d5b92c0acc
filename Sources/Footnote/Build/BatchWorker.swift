/// What one thread does with the batches of articles that it gets.
protocol BatchWorker: SendableMetatype {
  func work(on batch: ArticleSource.Batch) async throws(FootnoteError)
}

/// Why a batch could not be done.
struct BatchFailure: Error {
  /// The batch; one that could not be read has the number that it would have got.
  var number: Int
  var error: FootnoteError
}

extension ArticleSource {
  /// Hands every batch to one of some threads, each with a worker of its own.
  ///
  /// - Parameter wake: called after a failure, so that threads which wait for the failed batch end.
  /// - Throws: of several failures the first in the input, whichever thread was faster.
  nonisolated func work<Worker: BatchWorker>(
    threads: Int, by makeWorker: @escaping @Sendable () -> Worker,
    wake: @Sendable () async -> Void
  ) async throws(FootnoteError) {
    let failure = await withTaskGroup(of: BatchFailure?.self) { group in
      for _ in 0..<threads { group.addTask { await self.work(by: makeWorker()) } }
      var first: BatchFailure?
      for await failure in group {
        guard let failure else { continue }
        await stop()
        await wake()
        if let known = first, known.number <= failure.number { continue }
        first = failure
      }
      return first
    }
    if let failure { throw failure.error }
  }

  /// One thread's work: take a batch, do it, until there is none.
  private nonisolated func work(by worker: some BatchWorker) async -> BatchFailure? {
    do throws(BatchFailure) {
      while let batch = try await next() {
        do throws(FootnoteError) {
          try await worker.work(on: batch)
        } catch {
          throw BatchFailure(number: batch.number, error: error)
        }
      }
      return nil
    } catch {
      return error
    }
  }
}
