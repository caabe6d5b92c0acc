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

  /// A name beside `path` that no other process of this machine uses.
  package static func temporaryName(for path: String) -> String {
    trimmed(path) + ".building-\(System.processIdentifier)"
  }

  /// Syncs a finished folder, gives it its name, and syncs the folder that holds it.
  package static func publish(_ temporary: String, as path: String) throws(StorageError) {
    try synchronize(temporary)
    try System.rename(temporary, to: trimmed(path))
    try synchronize(parent(of: trimmed(path)))
  }

  package static func synchronize(_ path: String) throws(StorageError) {
    let descriptor = try System.openForReading(path)
    defer { System.close(descriptor) }
    try System.synchronize(descriptor, path: path)
  }

  package static func removeFile(_ path: String) throws(StorageError) {
    try System.removeFile(path)
  }

  /// Removes a folder with everything in it.
  ///
  /// Folders of an index are two deep at most.
  package static func remove(_ path: String) throws(StorageError) {
    for name in try System.names(inDirectory: path) {
      let child = path + "/" + name
      if isFolder(child) {
        for inner in try System.names(inDirectory: child) {
          try System.removeFile(child + "/" + inner)
        }
        try System.removeDirectory(child)
      } else {
        try System.removeFile(child)
      }
    }
    try System.removeDirectory(path)
  }

  /// Bytes free on the file system that will hold `path`.
  package static func freeBytes(for path: String) throws(StorageError) -> UInt64 {
    try System.freeBytes(parent(of: trimmed(path)))
  }

  /// The path without slashes at its end.
  package static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// The folder that holds `path`.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    let path = trimmed(path)
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }
}
