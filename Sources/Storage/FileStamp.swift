/// What tells whether a small file that is replaced by renaming is still the same one.
package struct FileStamp: Hashable, Sendable {
  private let identity: System.FileIdentity
  package let byteCount: UInt64
  private let seconds: Int64
  private let nanoseconds: Int64

  /// Looks at a file, by one call of the system; nil where there is none.
  ///
  /// - Throws: `StorageError.system` where that cannot be told.
  package static func ofFile(_ path: String) throws(StorageError) -> FileStamp? {
    do throws(StorageError) {
      return FileStamp(try System.status(path: path))
    } catch {
      if error.isAbsence { return nil }
      throw error
    }
  }

  private init(_ status: System.Status) {
    identity = status.identity
    byteCount = status.byteCount
    seconds = status.modificationTime
    nanoseconds = status.modificationNanoseconds
  }
}
