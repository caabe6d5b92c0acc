import Storage

/// Rows of 32-bit floats in a `.npy` file, as the benchmark's harness writes them.
struct VectorArray {
  private let file: MappedFile
  private let dimensions: Int
  private let start: Int
  let count: Int
  /// What such a file starts with: its name, and version 1.0.
  private static let head: UInt64 = 0x0001_5950_4D55_4E93

  init(path: String, dimensions: Int) throws {
    let file = try MappedFile(path: path)
    let bytes = file.bytes
    guard bytes.byteCount > 10, bytes.integer(UInt64.self, at: 0) == Self.head else {
      throw Refusal(text: "\(path): expected a .npy file of version 1.0")
    }
    let start = 10 + Int(bytes.integer(UInt16.self, at: 8))
    var header: [UInt8] = []
    for place in 10..<min(start, bytes.byteCount) {
      header.append(bytes.integer(UInt8.self, at: place))
    }
    guard String(decoding: header, as: UTF8.self).contains("'<f4'") else {
      throw Refusal(text: "\(path): expected 32-bit floats")
    }
    let count = (bytes.byteCount - start) / (4 * dimensions)
    guard start + count * 4 * dimensions == bytes.byteCount else {
      throw Refusal(text: "\(path): expected rows of \(dimensions) numbers")
    }
    (self.file, self.dimensions, self.start, self.count) = (file, dimensions, start, count)
  }

  @_lifetime(borrow self)
  func row(_ number: Int) -> Span<Float> {
    file.bytes.extracting(start + number * dimensions * 4..<start + (number + 1) * dimensions * 4)
      .floats
  }

  /// Reads every page once, so that no time is spent on the disk later.
  func touch() {
    var sum: UInt8 = 0
    for place in stride(from: 0, to: file.byteCount, by: 4_096) {
      sum ^= file.bytes.integer(UInt8.self, at: place)
    }
    withExtendedLifetime(sum) {}
  }
}
