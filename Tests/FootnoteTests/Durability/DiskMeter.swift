import Storage
import Synchronization

/// Counts the bytes of the files below a folder that are made while it looks on.
final class DiskMeter: SystemInterceptor {
  private struct State {
    var files: [String: Int] = [:]
    var peak = 0
  }

  private let folder: String
  private let state = Mutex(State())

  init(below folder: String) { self.folder = folder }

  /// Bytes that the files had together at most.
  var peak: Int { state.withLock { $0.peak } }

  func begin(_ call: SystemCall) -> SystemVerdict { .proceed }

  func end(_ call: SystemCall, result: Int, written: [UInt8]) {
    guard call.path.hasPrefix(folder) else { return }
    state.withLock { state in
      switch call.kind {
      case .create: state.files[call.path] = 0
      case .write:
        guard let known = state.files[call.path] else { return }
        state.files[call.path] = max(known, (call.offset ?? 0) + result)
      case .removeFile: state.files[call.path] = nil
      case .rename:
        for (name, byteCount) in state.files
        where name == call.path || name.hasPrefix(call.path + "/") {
          state.files[name] = nil
          state.files[call.target + name.dropFirst(call.path.count)] = byteCount
        }
      default: return
      }
      state.peak = max(state.peak, state.files.values.reduce(0, +))
    }
  }
}
