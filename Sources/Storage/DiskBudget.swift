import Synchronization

/// What a piece of work may take on disk, and what it takes: the files that it has made.
///
/// Every file that is made by the task that a budget is set for, or by those that it starts, is
/// counted by its length. Files that were there before are not, even where they go.
package final class DiskBudget: Sendable {
  /// The budget of a task and of those that it starts; none is the rule.
  @TaskLocal package static var current: DiskBudget?

  private struct State {
    var files: [String: UInt64] = [:]
    var sum: UInt64 = 0
    var peak: UInt64 = 0
  }

  /// Bytes that the files may have together.
  package let limit: UInt64
  private let state = Mutex(State())

  package init(limit: UInt64) { self.limit = limit }

  /// Bytes that the files have now.
  package var byteCount: UInt64 { state.withLock { $0.sum } }
  /// Bytes that they had at most.
  package var peak: UInt64 { state.withLock { $0.peak } }

  /// Notes a file that was made.
  func make(_ path: String) {
    state.withLock { $0.files[path] = 0 }
  }

  /// Makes room for a file that is about to reach a length; one that is as long already needs none.
  ///
  /// - Throws: `StorageError.limit` where there is no such room; nothing is noted then.
  func extend(_ path: String, toByteCount end: UInt64) throws(StorageError) {
    let needed: UInt64? = state.withLock { state in
      guard let known = state.files[path], end > known else { return nil }
      let sum = state.sum + (end - known)
      if sum > limit { return sum }
      state.files[path] = end
      state.sum = sum
      state.peak = max(state.peak, sum)
      return nil
    }
    if let needed { throw .limit(.disk, path: path, allowed: limit, needed: needed) }
  }

  /// Notes that a file was cut.
  func cut(_ path: String, toByteCount end: UInt64) {
    state.withLock { state in
      guard let known = state.files[path], end < known else { return }
      state.files[path] = end
      state.sum -= known - end
    }
  }

  /// Notes that a file is gone.
  func remove(_ path: String) {
    state.withLock { $0.sum -= $0.files.removeValue(forKey: path) ?? 0 }
  }

  /// Notes another name of a file that is written, or of a folder with all in it.
  func rename(_ path: String, to target: String) {
    let inside = path + "/"
    state.withLock { state in
      for (name, byteCount) in state.files where name == path || name.hasPrefix(inside) {
        state.files[name] = nil
        let newName = target + name.dropFirst(path.count)
        state.sum -= state.files.updateValue(byteCount, forKey: newName) ?? 0
      }
    }
  }
}
