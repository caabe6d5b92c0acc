/// Folders of an index: made beside their final place, synced, and put there by one rename.
package enum Folder {
  package static func exists(_ path: String) -> Bool {
    (try? System.status(path: path)) != nil
  }

  package static func isFolder(_ path: String) -> Bool {
    (try? System.status(path: path))?.isDirectory ?? false
  }

  package static func byteCount(ofFile path: String) throws(StorageError) -> UInt64 {
    try System.status(path: path).byteCount
  }

  package static func make(_ path: String) throws(StorageError) {
    try System.makeDirectory(path)
  }

  package static func names(in path: String) throws(StorageError) -> [String] {
    try System.names(inDirectory: path)
  }

  /// Checks that there is a folder to hold `path`, so that an error names what is not there rather
  /// than a temporary name in it.
  package static func checkParent(of path: String) throws(StorageError) {
    let parent = parent(of: trimmed(path))
    guard try System.status(path: parent).isDirectory else {
      throw .system(operation: "make anything in", path: parent, code: System.notDirectory)
    }
  }

  /// Checks that there is a folder to hold a new file, and nothing of its name in it.
  package static func checkIsFree(_ path: String) throws(StorageError) {
    try checkParent(of: path)
    guard !exists(path) else {
      throw .system(operation: "create", path: path, code: System.exists)
    }
  }

  /// A name beside `path` that no other process of this machine uses.
  package static func temporaryName(for path: String) -> String {
    trimmed(path) + ".building-\(System.processIdentifier)"
  }

  /// Syncs a finished folder, gives it its name, and syncs the folder that holds it.
  ///
  /// - Throws: `StorageError.system` when anything has the name already, an empty folder included.
  package static func publish(_ temporary: String, as path: String) throws(StorageError) {
    let target = trimmed(path)
    try synchronize(temporary)
    // Making the folder claims the name and fails where anything has it; the rename alone would
    // replace another's empty folder, and so replaces the one made here.
    try System.makeDirectory(target)
    do throws(StorageError) {
      try System.rename(temporary, to: target)
    } catch {
      try? System.removeDirectory(target)
      throw error
    }
    try synchronize(parent(of: target))
  }

  package static func synchronize(_ path: String) throws(StorageError) {
    let descriptor = try System.openForReading(path)
    defer { System.close(descriptor) }
    try System.synchronize(descriptor, path: path)
  }

  /// Renames within an unpublished folder.
  package static func rename(_ path: String, to target: String) throws(StorageError) {
    try System.rename(path, to: target)
  }

  /// Copies a file's bytes into a new file, and waits until they are on disk.
  package static func copyFile(_ path: String, to target: String) throws(StorageError) {
    let source = try InputFile(path: path)
    let file = try OutputFile(creating: target)
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try source.read(into: &piece)
      if count == 0 { break }
      try file.append(count == piece.count ? piece : Array(piece[..<count]))
    }
    try file.synchronize()
  }

  package static func removeFile(_ path: String) throws(StorageError) {
    try System.removeFile(path)
  }

  /// Removes a folder with everything in it; of a link, the link alone.
  ///
  /// Folders of an index are two deep at most; a deeper one is not of an index and is an error.
  package static func remove(_ path: String) throws(StorageError) {
    try remove(path, depth: 2)
  }

  private static func remove(_ path: String, depth: Int) throws(StorageError) {
    guard try System.linkStatus(path: path).isDirectory else {
      try System.removeFile(path)
      return
    }
    if depth > 0 {
      for name in try System.names(inDirectory: path) {
        try remove(path + "/" + name, depth: depth - 1)
      }
    }
    try System.removeDirectory(path)
  }

  private static let slash = UInt8(ascii: "/")

  /// The path without slashes at its end.
  package static func trimmed(_ path: String) -> String {
    // Bytes, since a slash and a combining mark after it would be one character.
    var bytes = Substring(path).utf8
    while bytes.count > 1, bytes.last == slash { bytes.removeLast() }
    return String(Substring(bytes))
  }

  /// The folder that holds `path`.
  package static func parent(of path: String) -> String {
    let bytes = path.utf8
    guard let end = bytes.lastIndex(of: slash) else { return "." }
    return end == bytes.startIndex ? "/" : String(Substring(bytes[..<end]))
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    let bytes = trimmed(path).utf8
    guard let end = bytes.lastIndex(of: slash) else { return String(Substring(bytes[...])) }
    return String(Substring(bytes[bytes.index(after: end)...]))
  }
}
