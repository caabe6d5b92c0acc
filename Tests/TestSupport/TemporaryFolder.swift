import Storage

/// A folder that goes with everything in it when the object goes.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    let parent = environment("TMPDIR") ?? "/tmp"
    path = "\(parent)/footnote-tests-\(UInt64.random(in: 0 ... .max))"
    try Folder.make(path)
  }

  deinit { removeAll(path) }

  /// The path of a name in the folder.
  package func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes a file of these bytes, in place of one of this name, and gives its path.
  @discardableResult
  package func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    if Folder.exists(self(name)) { try Folder.removeFile(self(name)) }
    let file = try OutputFile(creating: self(name))
    try file.append(bytes)
    return file.path
  }

  @discardableResult
  package func file(_ name: String, _ text: String) throws -> String {
    try file(name, Array(text.utf8))
  }

  package var names: [String] { get throws { try Folder.names(in: path) } }
}

/// Removes a folder however deep it is; tests put indexes into folders of their own.
package func removeAll(_ path: String) {
  if Folder.isFolder(path) {
    for name in (try? Folder.names(in: path)) ?? [] { removeAll("\(path)/\(name)") }
  }
  try? Folder.remove(path)
}

/// A file's bytes.
package func contents(of path: String) throws -> [UInt8] {
  let file = try MappedFile(path: path)
  return file.bytes.array
}

extension RawSpan {
  package var array: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
