package import Storage
import Synchronization

/// The paths below a folder that calls on files have named.
package final class NamedPaths: SystemInterceptor {
  private struct State {
    var paths: Set<String> = []
    var hasChanges = false
  }

  private let root: String
  private let state = Mutex(State())

  package init(below root: String) { self.root = root }

  /// The paths, as they continue that of the folder.
  package var paths: [String] { state.withLock { $0.paths.sorted() } }
  /// Whether anything on disk may have been changed.
  package var hasChanges: Bool { state.withLock { $0.hasChanges } }

  package func begin(_ call: SystemCall) -> SystemVerdict {
    state.withLock { state in
      for path in [call.path, call.target] where path.hasPrefix(root) {
        state.paths.insert(String(path.dropFirst(root.count).drop { $0 == "/" }))
      }
      if call.kind.isChange { state.hasChanges = true }
    }
    return .proceed
  }

  package func end(_ call: SystemCall, result: Int, written: [UInt8]) {}
}

/// What was found of states of a disk, kept for the states that show the same.
///
/// Who only reads, and meets at every path that it names what it met before, does as before. So a
/// state need not be written and read where another one has the same at all paths that were named
/// when that one was read.
package final class KnownStates<Finding: Sendable>: Sendable {
  /// By the paths that were named, what was found for each fingerprint of them.
  private let findings = Mutex<[[String]: [UInt64: Finding]]>([:])

  package init() {}

  package func finding(of state: DiskState) -> Finding? {
    for (paths, known) in findings.withLock({ $0 }) {
      if let finding = known[state.fingerprint(of: paths)] { return finding }
    }
    return nil
  }

  /// - Parameter paths: All that were named by a reading of the state that changed nothing.
  package func keep(_ finding: Finding, of state: DiskState, named paths: [String]) {
    let fingerprint = state.fingerprint(of: paths)
    findings.withLock { $0[paths, default: [:]][fingerprint] = finding }
  }

  /// How many different states had to be read.
  package var count: Int { findings.withLock { $0.values.reduce(0) { $0 + $1.count } } }
}
