/// A file of somebody else's, read in pieces from any place.
///
/// Unlike a mapping it is safe when the file shrinks meanwhile: reading fails, nothing worse.
package final class RandomAccessFile: Sendable {
  package let path: String
  /// The file's size in bytes when it was opened.
  package let byteCount: Int
  private let descriptor: Int32

  /// Opens a regular file; a folder, a pipe and a terminal are errors.
  package init(path: String) throws(StorageError) {
    self.path = path
    descriptor = try System.openForMapping(path)
    do throws(StorageError) {
      let status = try System.fileStatus(descriptor, path)
      byteCount = Int(status.byteCount)
    } catch {
      System.close(descriptor)
      throw error
    }
  }

  deinit { System.close(descriptor) }

  /// Fills the buffer from a place of the file.
  ///
  /// - Throws: `StorageError.wrongLength` where the file ends before the buffer is full.
  package func read(into buffer: inout [UInt8], at offset: Int) throws(StorageError) {
    var failure: StorageError?
    unsafe buffer.withUnsafeMutableBytes { bytes in
      do throws(StorageError) {
        try unsafe System.readAll(descriptor, into: bytes, at: offset, path: path)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}
