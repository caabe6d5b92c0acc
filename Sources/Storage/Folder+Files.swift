extension Folder {
  /// Puts bytes in the place of a small file, in one step: after a crash it is the old or the new.
  ///
  /// They are written to the name with `.new` at its end, synced, and renamed. What was replaced
  /// may come back in a crash until the folder is synced, too. Where this throws, the old file is
  /// there.
  package static func replaceFile(
    _ path: String, with bytes: [UInt8], isSecret: Bool = false
  ) throws(StorageError) {
    let new = path + ".new"
    // What a crash left; nobody else writes it at the same time.
    if exists(new) { try removeFile(new) }
    try replaceFile(path, with: bytes, by: new, isSecret: isSecret)
  }

  /// The same of a file that a user names, in whose folder other things lie.
  ///
  /// Of a link, the file that it leads to is replaced.
  ///
  /// - Throws: `StorageError.system` for what is there and no file, such as a pipe or a terminal.
  package static func replaceNamedFile(
    _ path: String, with bytes: [UInt8]
  ) throws(StorageError) {
    guard exists(path) else {
      return try replaceFile(path, with: bytes, by: temporaryName(for: path), isSecret: false)
    }
    guard try System.status(path: path).isRegularFile else {
      throw .system(operation: "replace", path: path, code: System.exists)
    }
    let target = try System.realPath(path)
    try replaceFile(target, with: bytes, by: temporaryName(for: target), isSecret: false)
  }

  private static func replaceFile(
    _ path: String, with bytes: [UInt8], by new: String, isSecret: Bool
  ) throws(StorageError) {
    do throws(StorageError) {
      try writeFile(new, bytes, isSecret: isSecret)
      try rename(new, to: path)
    } catch {
      try? removeFile(new)
      throw error
    }
  }

  /// Makes a new file of these bytes, and waits until they are on disk; its name may not be yet.
  ///
  /// - Parameter isSecret: Whether its owner alone may read it.
  package static func writeFile(
    _ path: String, _ bytes: [UInt8], isSecret: Bool = false
  ) throws(StorageError) {
    let file = try OutputFile(creating: path, isSecret: isSecret)
    try file.append(bytes)
    try file.synchronize()
  }

  /// Cuts a file to a length, and waits until that is on disk.
  package static func cutFile(_ path: String, toByteCount count: Int) throws(StorageError) {
    let file = try OutputFile(extending: path)
    try file.cut(toByteCount: count)
    try file.synchronize()
  }

  /// Seconds since 1970 of the last change of a file's bytes, by the clock of its machine.
  package static func modificationTime(ofFile path: String) throws(StorageError) -> Int64 {
    try System.status(path: path).modificationTime
  }
}
