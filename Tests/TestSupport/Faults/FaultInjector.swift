package import Storage
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What can happen to a call on files in place of what it does.
package enum Fault: String, CaseIterable, Sendable {
  /// The device fails.
  case inputOutput
  /// No room is left; calls that need none go on.
  case noSpace
  /// No more files can be open; calls that open none go on.
  case tooManyFiles
  /// A read or write does less than it was asked to.
  case short
  /// A signal interrupts the call.
  case interrupted

  /// Whether whoever made the call goes on as if nothing had been.
  package var isHarmless: Bool { self == .short || self == .interrupted }

  /// What it makes of a call; nil where it cannot happen to it.
  fileprivate func verdict(on call: SystemCall) -> SystemVerdict? {
    switch self {
    case .inputOutput: .fail(code: EIO)
    case .noSpace:
      switch call.kind {
      case .openOrCreate, .create, .write, .truncate, .synchronize, .makeDirectory, .rename:
        .fail(code: ENOSPC)
      default: nil
      }
    case .tooManyFiles:
      switch call.kind {
      case .open, .openOrCreate, .create, .list: .fail(code: EMFILE)
      default: nil
      }
    case .short:
      switch call.kind {
      case .read, .write: call.byteCount > 1 ? .shorten(to: (call.byteCount + 1) / 2) : nil
      default: nil
      }
    case .interrupted: .fail(code: EINTR)
    }
  }
}

/// Has one call on files below a folder fail, or all from one on, and counts them.
package final class FaultInjector: SystemInterceptor {
  private struct State {
    var count = 0
    var call: SystemCall?
  }

  private let fault: Fault
  private let place: Int
  private let lasts: Bool
  private let folder: String
  private let state = Mutex(State())

  /// - Parameters:
  ///   - place: The number of the call, among those to which this fault can happen.
  ///   - lasts: Whether all later calls meet the fault, too.
  ///   - folder: Calls on other paths are left alone.
  package init(
    _ fault: Fault, atCall place: Int, lasts: Bool = false, below folder: String = ""
  ) {
    self.fault = fault
    self.place = place
    self.lasts = lasts
    self.folder = folder
  }

  package var isHarmless: Bool { fault.isHarmless }

  /// The calls to which the fault could have happened.
  package var count: Int { state.withLock { $0.count } }

  /// Whether the call was reached.
  package var wasInjected: Bool { call != nil }

  /// The first call that met the fault.
  package var call: SystemCall? { state.withLock { $0.call } }

  package func begin(_ call: SystemCall) -> SystemVerdict {
    guard call.path.hasPrefix(folder), let verdict = fault.verdict(on: call) else {
      return .proceed
    }
    return state.withLock { state in
      defer { state.count += 1 }
      guard state.count == place || lasts && state.count > place else { return .proceed }
      if state.call == nil { state.call = call }
      return verdict
    }
  }

  package func end(_ call: SystemCall, result: Int, written: [UInt8]) {}
}
