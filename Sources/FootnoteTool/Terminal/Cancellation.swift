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
  /// The work calls the checkpoint that it is given now and then, from any thread: work that keeps
  /// every thread busy leaves none to look at the flag. `whenSlow` is called when the work has not
  /// ended a second after it was asked to.
  func cancelling<Value: Sendable>(
    whenSlow: @escaping @Sendable () -> Void,
    _ work: @escaping @Sendable (_ checkpoint: @escaping @Sendable () -> Void) async -> Value
  ) async -> Value {
    let handle = TaskHandle()
    let task = Task {
      await work {
        if isRequested { handle.cancel() }
      }
    }
    handle.hold { task.cancel() }
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

/// Lets work cancel the task that it runs in, once that task is known.
private final class TaskHandle: Sendable {
  private let cancelTask = Mutex<(@Sendable () -> Void)?>(nil)

  func hold(_ cancelTask: @escaping @Sendable () -> Void) {
    self.cancelTask.withLock { $0 = cancelTask }
  }

  func cancel() { cancelTask.withLock { $0 }?() }
}

/// Set by the signal handler, which may do little else.
private let interruptionFlag = Atomic<Bool>(false)
