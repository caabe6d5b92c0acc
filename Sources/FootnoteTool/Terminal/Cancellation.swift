import Synchronization

/// Whether the person at the terminal has asked the process to stop: Ctrl-C or a request to end.
///
/// Only a command that has something to tidy up listens; others end at once.
struct Cancellation: Sendable {
  /// Listens to the signals from now on.
  static func fromSignals() -> Cancellation {
    // The flag exists before the handler that sets it, so the handler allocates nothing.
    interruptionFlag.store(false, ordering: .relaxed)
    OperatingSystem.onInterruption { number in
      OperatingSystem.restoreDefault(of: number)
      interruptionFlag.store(true, ordering: .relaxed)
    }
    return Cancellation()
  }

  var isRequested: Bool { interruptionFlag.load(ordering: .relaxed) }

  /// Does the work in a task that is cancelled when stopping is asked for.
  ///
  /// `whenSlow` is called when the work has not ended a second later.
  func cancelling<Value: Sendable>(
    whenSlow: @escaping @Sendable () -> Void, _ work: @escaping @Sendable () async -> Value
  ) async -> Value {
    let task = Task { await work() }
    let watcher = Task {
      do {
        while !isRequested { try await Task.sleep(for: .milliseconds(50)) }
        task.cancel()
        try await Task.sleep(for: .seconds(1))
        whenSlow()
      } catch {
        // The work has ended, so there is nothing to watch.
      }
    }
    defer { watcher.cancel() }
    return await task.value
  }
}

/// Set by the signal handler, which may do little else.
private let interruptionFlag = Atomic<Bool>(false)
