/// A file being written; it is closed when the object goes.
package final class OutputFile {
  package let path: String
  /// The file's length: bytes that it had and those appended.
  package private(set) var byteCount = 0
  private let descriptor: Int32

  /// Creates the file; one that exists is an error.
  ///
  /// - Parameter isSecret: Whether its owner alone may read it.
  package init(creating path: String, isSecret: Bool = false) throws(StorageError) {
    self.path = path
    descriptor = try System.create(path, isSecret: isSecret)
  }

  /// Opens a file that exists, to add to it.
  package init(extending path: String) throws(StorageError) {
    self.path = path
    descriptor = try System.openForWriting(path)
    // The object is whole already, so that its end closes the file where this throws.
    let status = try System.status(descriptor, path)
    guard status.isRegularFile else {
      throw StorageError.system(operation: "write", path: path, code: System.invalid)
    }
    byteCount = Int(status.byteCount)
  }

  deinit { System.close(descriptor) }

  package func append(_ bytes: [UInt8]) throws(StorageError) {
    try unsafe withBytes(bytes) { (buffer) throws(StorageError) in
      try unsafe System.writeAll(descriptor, buffer, at: byteCount, path: path)
    }
    byteCount += bytes.count
  }

  package func write(_ bytes: [UInt8], at offset: Int) throws(StorageError) {
    try unsafe withBytes(bytes) { (buffer) throws(StorageError) in
      try unsafe System.writeAll(descriptor, buffer, at: offset, path: path)
    }
  }

  /// Cuts the file to a length that is not above its own.
  package func cut(toByteCount count: Int) throws(StorageError) {
    precondition(count <= byteCount, "a file is not lengthened by cutting it")
    try System.truncate(descriptor, byteCount: count, path: path)
    byteCount = count
  }

  /// Fills `bytes` from a part of the file that was written before.
  package func read(into bytes: inout [UInt8], at offset: Int) throws(StorageError) {
    var failure: StorageError?
    unsafe bytes.withUnsafeMutableBytes { buffer in
      do throws(StorageError) {
        try unsafe System.readAll(descriptor, into: buffer, at: offset, path: path)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Waits until everything written is on disk.
  package func synchronize() throws(StorageError) {
    try System.synchronize(descriptor, path: path)
  }

  private func withBytes(
    _ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(StorageError) -> Void
  ) throws(StorageError) {
    var failure: StorageError?
    unsafe bytes.withUnsafeBytes { buffer in
      do throws(StorageError) { try unsafe body(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
