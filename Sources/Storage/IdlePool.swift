import Synchronization

/// Things that are costly to make and serve one thread at a time, kept until they are wanted again.
///
/// A thread gets what it had before where that is idle, since its memory is then in the cache of
/// the thread's processor. There are as many as were ever in use at once.
package final class IdlePool<Element>: Sendable {
  /// Unchecked: whoever takes an element out is the only one to hold it until it is back.
  private struct Idle: @unchecked Sendable {
    let element: Element
    /// The thread that had it.
    let thread: UInt
  }

  private let idle = Mutex<[Idle]>([])

  package init() {}

  /// What this thread had, or else what was given back last; nil where nothing is idle.
  package func take() -> Element? {
    let thread = System.currentThread
    let taken = idle.withLock { idle -> Idle? in
      let own = idle.lastIndex { $0.thread == thread }
      guard let index = own ?? idle.indices.last else { return nil }
      return idle.remove(at: index)
    }
    return taken?.element
  }

  /// Gives an element back, which the caller uses no more.
  package func put(_ element: consuming Element) {
    let idled = Idle(element: element, thread: System.currentThread)
    idle.withLock { $0.append(idled) }
  }
}
