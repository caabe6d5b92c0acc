/// Standard output: gathers text into large writes, and tells when it cannot be written.
final class OutputWriter {
  private let descriptor: Int32
  private let name: String
  private var buffer: [UInt8] = []
  private static let limit = 1 << 16

  init(descriptor: Int32 = OperatingSystem.standardOutput, name: String = "standard output") {
    self.descriptor = descriptor
    self.name = name
    buffer.reserveCapacity(Self.limit)
  }

  /// Adds text; it may stay in the buffer until ``flush()``.
  func write(_ text: String) throws(Failure) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.limit { try flush() }
  }

  /// Writes what is in the buffer, and empties it whether or not that works.
  func flush() throws(Failure) {
    defer { buffer.removeAll(keepingCapacity: true) }
    do throws(OperatingSystem.Code) {
      try OperatingSystem.write(buffer, to: descriptor)
    } catch {
      if error.isClosedPipe { throw .closedPipe }
      throw Failure(
        .system, "cannot write to \(name): \(error.message)",
        nextStep: "Free some room or send the output elsewhere, then run it again.")
    }
  }
}
