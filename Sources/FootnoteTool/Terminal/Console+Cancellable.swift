import Footnote

extension Console {
  /// Runs something long that shows its progress and ends when the person at the terminal asks.
  ///
  /// - Parameters:
  ///   - leftBehind: What a second Ctrl-C leaves, as the end of a sentence.
  ///   - cancelled: What is said where the person asked for the end.
  func cancellable<Value: Sendable>(
    isQuiet: Bool, leftBehind: String, cancelled: Failure = Failure(FootnoteError.cancelled),
    _ work:
      @escaping @Sendable (
        _ progress: @escaping @Sendable (ProgressSample) -> Void
      ) async throws(FootnoteError) -> Value
  ) async throws(Failure) -> Value {
    let display = progress(isQuiet: isQuiet)
    let messages = messages
    let cancellation = Cancellation.fromSignals()
    let result: Result<Value, FootnoteError> = await cancellation.cancelling(
      whenSlow: {
        messages.warning(
          "still stopping", nextStep: "Ctrl-C again ends it at once; \(leftBehind)")
      },
      { checkpoint in
        do throws(FootnoteError) {
          return .success(
            try await work { progress in
              checkpoint()
              display.update(progress)
            })
        } catch {
          return .failure(error)
        }
      })
    display.finish()
    switch result {
    case .success(let value): return value
    // Ctrl-C also ends the program that writes to the pipe; the input's sudden end is no news then.
    case .failure where cancellation.isRequested: throw cancelled
    case .failure(let error): throw Failure(error)
    }
  }
}
