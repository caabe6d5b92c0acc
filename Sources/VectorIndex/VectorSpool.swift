import Storage

/// Vectors put aside in a temporary file until all are known.
final class VectorSpool {
  private let path: String
  private let dimensions: Int
  private var file: OutputFile?
  private var pending: [UInt8] = []
  private(set) var count = 0

  init(path: String, dimensions: Int) throws(StorageError) {
    self.path = path
    self.dimensions = dimensions
    file = try OutputFile(creating: path)
  }

  deinit {
    // A file that cannot be removed lies in a folder that is not published.
    if file != nil { try? Folder.removeFile(path) }
  }

  func append(_ vector: Span<Float>) throws(StorageError) {
    for index in vector.indices { pending.append(integer: vector[index].bitPattern) }
    count += 1
    if pending.count >= 1 << 20 { try flush() }
  }

  private func flush() throws(StorageError) {
    try file?.append(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// The vectors so far.
  func reader() throws(StorageError) -> Reader {
    try flush()
    return Reader(file: try MappedFile(path: path), dimensions: dimensions)
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

    /// A vector by its number, in the order in which they came.
    @_lifetime(borrow self)
    func vector(_ number: Int) -> Span<Float> {
      let start = number * dimensions * MemoryLayout<Float>.stride
      let end = start + dimensions * MemoryLayout<Float>.stride
      let span = file.bytes.extracting(start..<end).floats
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }
}
