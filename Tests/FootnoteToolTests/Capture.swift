import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@testable import FootnoteTool

/// What is written to a descriptor, for tests to look at.
enum Capture {
  struct CannotOpen: Error {}

  /// Everything that `work` writes to the descriptor that it is given.
  static func bytes(_ work: (Int32) -> Void) throws(CannotOpen) -> [UInt8] {
    guard let file = unsafe tmpfile() else { throw CannotOpen() }
    defer { unsafe _ = fclose(file) }
    let descriptor = unsafe fileno(file)
    work(descriptor)
    unsafe rewind(file)
    var bytes: [UInt8] = []
    while true {
      let byte = unsafe getc(file)
      if byte == EOF { return bytes }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
  }

  /// What messages write on standard error.
  static func standardError(
    traits: TerminalTraits, _ work: (Messages) -> Void
  ) throws(CannotOpen) -> String {
    let written = try bytes { descriptor in
      work(Messages(descriptor: descriptor, traits: traits))
    }
    return String(decoding: written, as: UTF8.self)
  }
}

extension TerminalTraits {
  /// A terminal that can redraw a line, without colour.
  static let redrawable = TerminalTraits(
    isTerminal: true, columns: 80,
    environment: { ["TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8"][$0] })
}

/// A clock that goes on by 40 ms each time that it is looked at.
final class SteppedClock: Sendable {
  private let milliseconds = Mutex(0)

  func next() -> Double {
    milliseconds.withLock { milliseconds in
      milliseconds += 40
      return Double(milliseconds) / 1_000
    }
  }
}
