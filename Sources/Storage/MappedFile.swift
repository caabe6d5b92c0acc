/// A file mapped for reading; its pages are read from disk when they are touched.
///
/// The mapping lives as long as the object. The file must not shrink meanwhile: index files are
/// immutable, and are replaced by renaming.
@safe
package final class MappedFile: Sendable {
  package let path: String
  package let byteCount: Int
  // Null for an empty file, which cannot be mapped. Read-only, so any thread may look at it.
  private nonisolated(unsafe) let base: UnsafeRawPointer?

  /// Maps a file whole.
  ///
  /// - Throws: `StorageError.system` when it cannot be opened, is not a regular file, or cannot be
  ///   mapped.
  package init(path: String) throws(StorageError) {
    let descriptor = try System.openForMapping(path)
    defer { System.close(descriptor) }
    let status = try System.fileStatus(descriptor, path)
    self.path = path
    byteCount = Int(status.byteCount)
    unsafe base =
      byteCount == 0
      ? nil : try System.map(descriptor, byteCount: byteCount, path: path)
  }

  deinit {
    if let base = unsafe base { unsafe System.unmap(base, byteCount: byteCount) }
  }

  /// The file's bytes.
  package var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      let buffer = unsafe UnsafeRawBufferPointer(start: base, count: byteCount)
      return unsafe _overrideLifetime(buffer.bytes, borrowing: self)
    }
  }
}
