import Storage

/// Vectors put aside in a temporary file until all are known.
final class VectorSpool {
  /// What a number of a vector is put aside as.
  enum Number: Sendable {
    case float
    /// One of 255 steps between the vector's greatest magnitudes: enough where only signs are kept.
    case byte

    /// Bytes of a vector.
    func byteCount(dimensions: Int) -> Int {
      switch self {
      case .float: dimensions * MemoryLayout<Float>.stride
      case .byte: MemoryLayout<Float>.stride + dimensions
      }
    }
  }

  private let path: String
  private let dimensions: Int
  private let number: Number
  private var file: OutputFile?
  private var pending: [UInt8] = []
  private(set) var count = 0

  init(path: String, dimensions: Int, number: Number) throws(StorageError) {
    self.path = path
    self.dimensions = dimensions
    self.number = number
    file = try OutputFile(creating: path)
  }

  deinit {
    // A file that cannot be removed lies in a folder that is not published.
    if file != nil { try? Folder.removeFile(path) }
  }

  func append(_ vector: Span<Float>) throws(StorageError) {
    switch number {
    case .float: pending.append(vector)
    case .byte: appendBytes(vector)
    }
    count += 1
    if pending.count >= 1 << 20 { try flush() }
  }

  private func appendBytes(_ vector: Span<Float>) {
    var greatest: Float = 0
    for index in vector.indices { greatest = max(greatest, vector[index].magnitude) }
    let step = greatest / Self.greatestByte
    // Where steps are too small for a float, nothing of the vector is left.
    let inverse = step.isNormal ? 1 / step : 0
    pending.append(integer: step.bitPattern)
    for index in vector.indices {
      let steps = (vector[index] * inverse).rounded(.toNearestOrEven)
      pending.append(UInt8(bitPattern: Int8(steps)))
    }
  }

  private static let greatestByte: Float = 127

  private func flush() throws(StorageError) {
    try file?.append(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// The vectors so far.
  func reader() throws(StorageError) -> Reader {
    try flush()
    return Reader(file: try MappedFile(path: path), dimensions: dimensions, number: number)
  }

  /// Removes the temporary file at once: the writer may outlive the folder's publication.
  func remove() throws(StorageError) {
    guard file != nil else { return }
    file = nil
    try Folder.removeFile(path)
  }

  /// The vectors of a spool, in place.
  struct Reader: Sendable {
    fileprivate let file: MappedFile
    let dimensions: Int
    fileprivate let number: Number

    /// Reads a vector by its place in the order in which they came; `vector` has its length.
    func read(_ place: Int, into vector: inout [Float]) {
      let byteCount = number.byteCount(dimensions: dimensions)
      let bytes = file.bytes.extracting(place * byteCount..<(place + 1) * byteCount)
      switch number {
      case .float:
        let floats = bytes.floats
        for index in floats.indices { vector[index] = floats[index] }
      case .byte:
        let step = Float(bitPattern: bytes.integer(UInt32.self, at: 0))
        for index in vector.indices {
          let steps = bytes.integer(Int8.self, at: MemoryLayout<Float>.stride + index)
          vector[index] = step * Float(steps)
        }
      }
    }
  }
}
