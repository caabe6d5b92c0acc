/// A file or standard input, read from its start to its end.
package final class InputFile {
  /// The file's path, or "standard input".
  package let path: String
  /// The file's size in bytes; nil for a pipe or terminal.
  package let byteCount: UInt64?
  /// Bytes read so far.
  package private(set) var offset: UInt64 = 0
  private let descriptor: Int32
  private let closes: Bool

  /// Opens a file; a folder is an error.
  package init(path: String) throws(StorageError) {
    self.path = path
    descriptor = try System.openForReading(path)
    closes = true
    let status: System.Status
    do throws(StorageError) {
      status = try System.status(descriptor, path)
      if status.isDirectory {
        throw StorageError.system(operation: "read", path: path, code: System.isDirectory)
      }
    } catch {
      System.close(descriptor)
      throw error
    }
    byteCount = status.isRegularFile ? status.byteCount : nil
  }

  private init(standardInput: Void) {
    path = "standard input"
    descriptor = 0
    closes = false
    byteCount = nil
  }

  package static var standardInput: InputFile { InputFile(standardInput: ()) }

  deinit { if closes { System.close(descriptor) } }

  /// Fills the buffer's start with the next bytes and gives their count; 0 means the end.
  package func read(into buffer: inout [UInt8]) throws(StorageError) -> Int {
    var failure: StorageError?
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      do throws(StorageError) {
        return try unsafe System.read(descriptor, into: bytes, path: path)
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    offset += UInt64(count)
    return count
  }
}
