package import JSON
package import Storage

/// A file of entries that is only added to, each bound to all before it by a Merkle tree.
///
/// Several processes may add at once: they wait for each other's lock. Nothing is kept in memory
/// between entries; the last line tells all that the next one needs.
package struct TransparencyLog: Sendable {
  package enum Failure: Error {
    case storage(StorageError)
    case provenance(ProvenanceError)
  }

  /// Whether an entry is on disk when it was added.
  package enum Durability: Sendable {
    case disk
    /// It is with the operating system, and lost where the machine crashes.
    case system
  }

  package let path: String
  private let lockPath: String

  /// - Parameters:
  ///   - path: The file of entries.
  ///   - lockPath: The file that its writers lock.
  package init(path: String, lockPath: String) {
    self.path = path
    self.lockPath = lockPath
  }

  /// Makes the log with its first entry, in the place of a file that may be there.
  package func create(_ entry: JSONValue) throws(StorageError) {
    let line = TransparencyLogLine(.entry(entry), after: MerkleFrontier())
    try Folder.replaceFile(path, with: line.encoded, isSecret: true)
  }

  /// Adds an entry; where this throws, it was not added, as far as that can be helped.
  ///
  /// - Parameters:
  ///   - entry: Gives the entry once nobody else can add one, so that moments are in order.
  ///   - recovery: Gives the entry that says how many bytes of a line that was not written whole
  ///     were cut off.
  /// - Returns: The line that was added.
  @discardableResult
  package func append(
    _ durability: Durability, recovery: (Int) -> JSONValue, _ entry: () -> JSONValue
  ) throws(Failure) -> TransparencyLogLine {
    let lock = try Self.storing { () throws(StorageError) in
      try FileLock.waiting(path: lockPath)
    }
    defer { withExtendedLifetime(lock) {} }
    let file = try Self.storing { () throws(StorageError) in try OutputFile(extending: path) }
    let end = try TransparencyLogTail(of: file)
    var tree = end.line.tree
    var bytes: [UInt8] = []
    if end.tornByteCount > 0 {
      let line = TransparencyLogLine(.entry(recovery(end.tornByteCount)), after: tree)
      bytes += line.encoded
      tree = line.tree
    }
    let line = TransparencyLogLine(.entry(entry()), after: tree)
    bytes += line.encoded
    try Self.storing { () throws(StorageError) in
      if end.tornByteCount > 0 { try file.cut(toByteCount: end.offset) }
      do throws(StorageError) {
        try file.append(bytes)
        if durability == .disk { try file.synchronize() }
      } catch {
        try? file.cut(toByteCount: end.offset)
        throw error
      }
    }
    return line
  }

  /// Reads the log from its start; what is added meanwhile is not read.
  package func reader() throws(Failure) -> TransparencyLogReader {
    // Whoever adds a line has it written before the length is looked at.
    let lock = try Self.storing { () throws(StorageError) in
      try FileLock.waiting(path: lockPath, isExclusive: false)
    }
    defer { withExtendedLifetime(lock) {} }
    return try TransparencyLogReader(path: path)
  }

  /// Takes the content of some entries away, and leaves the hashes of their leaves.
  ///
  /// - Parameters:
  ///   - isPruned: Whether an entry loses its content.
  ///   - note: Gives an entry that says how many did.
  /// - Returns: How many entries lost their content; where none did, nothing was written.
  package func prune(
    _ isPruned: (JSONValue) -> Bool, note: (Int) -> JSONValue
  ) throws(Failure) -> Int {
    let lock = try Self.storing { () throws(StorageError) in
      try FileLock.waiting(path: lockPath)
    }
    defer { withExtendedLifetime(lock) {} }
    let new = path + ".new"
    var count = 0
    do throws(Failure) {
      var reader = try TransparencyLogReader(path: path)
      var writer = try Self.storing { () throws(StorageError) in
        if Folder.exists(new) { try Folder.removeFile(new) }
        return PieceWriter(try OutputFile(creating: new, isSecret: true))
      }
      while var line = try reader.next() {
        if let entry = line.entry, isPruned(entry) {
          line.content = .pruned(line.leaf)
          count += 1
        }
        try Self.storing { () throws(StorageError) in try writer.append(line.encoded) }
      }
      let last = TransparencyLogLine(.entry(note(count)), after: reader.tree)
      try Self.storing { () throws(StorageError) in
        guard count > 0 else { return try Folder.removeFile(new) }
        try writer.append(last.encoded)
        try writer.finish()
        try Folder.rename(new, to: path)
        try Folder.synchronize(Folder.parent(of: path))
      }
    } catch {
      try? Folder.removeFile(new)
      throw error
    }
    return count
  }

  static func storing<Result>(
    _ body: () throws(StorageError) -> Result
  ) throws(Failure) -> Result {
    do throws(StorageError) { return try body() } catch { throw .storage(error) }
  }
}

/// Writes lines in pieces of a megabyte.
private struct PieceWriter {
  private let file: OutputFile
  private var waiting: [UInt8] = []

  init(_ file: OutputFile) { self.file = file }

  mutating func append(_ bytes: [UInt8]) throws(StorageError) {
    waiting += bytes
    guard waiting.count >= 1 << 20 else { return }
    try file.append(waiting)
    waiting.removeAll(keepingCapacity: true)
  }

  mutating func finish() throws(StorageError) {
    try file.append(waiting)
    try file.synchronize()
  }
}
