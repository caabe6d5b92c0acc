import JSON
import Provenance
import Storage
import WikiModel

/// The files of an audit log; `Documentation/Format-audit.md`, "The folder", lists them.
struct AuditFolder: Sendable {
  private static let entriesName = "entries"
  private static let saltName = "salt"
  private static let lockName = "LOCK"
  private static let checkpointName = "checkpoint"
  private static let saltByteCount = 32

  let path: String
  let log: TransparencyLog

  init(path: String) {
    self.path = Folder.trimmed(path)
    log = TransparencyLog(
      path: "\(self.path)/\(Self.entriesName)", lockPath: "\(self.path)/\(Self.lockName)")
  }

  private func file(_ name: String) -> String { "\(path)/\(name)" }

  var checkpointPath: String { file(Self.checkpointName) }

  /// Makes the folder and its files where there are none.
  ///
  /// - Returns: The salt.
  func openOrMake(now: () -> Timestamp) throws(FootnoteError) -> [UInt8] {
    try storing { () throws(StorageError) in
      guard !Folder.isFolder(path) else { return }
      do throws(StorageError) {
        try Folder.make(path)
      } catch {
        // Another process may have made it in between.
        guard Folder.isFolder(path) else { throw error }
      }
      try Folder.synchronize(Folder.parent(of: path))
    }
    try refuseOthers()
    let lock = try storing { () throws(StorageError) in
      try FileLock.waiting(path: file(Self.lockName))
    }
    defer { withExtendedLifetime(lock) {} }
    let hasSalt = Folder.exists(file(Self.saltName))
    if !hasSalt, try isWithoutEntries() { try make(now()) }
    return try checkedSalt()
  }

  /// Refuses a folder that holds anything else: it is not made into a log by mistake.
  private func refuseOthers() throws(FootnoteError) {
    let own = [Self.entriesName, Self.saltName, Self.checkpointName]
    let known = own + own.map { $0 + ".new" } + [Self.lockName]
    let names = try storing { () throws(StorageError) in try Folder.names(in: path) }
    if let other = names.first(where: { !known.contains($0) }) {
      throw .provenance(
        .incompleteLog(
          document: path, expected: "the folder of an audit log", found: "one with \(other) in it"))
    }
  }

  /// Whether nothing was logged yet: a crash while the log was made leaves its first line alone.
  private func isWithoutEntries() throws(FootnoteError) -> Bool {
    guard Folder.exists(log.path) else { return true }
    var reader = try reading { () throws(TransparencyLog.Failure) in
      try TransparencyLogReader(path: log.path)
    }
    _ = try reading { () throws(TransparencyLog.Failure) in try reader.next() }
    return try reading { () throws(TransparencyLog.Failure) in try reader.next() } == nil
  }

  private func make(_ moment: Timestamp) throws(FootnoteError) {
    let salt = AuditEntry.random(Self.saltByteCount)
    try storing { () throws(StorageError) in
      try log.create(AuditEntry.start(salt: salt, at: moment).json)
      try Folder.synchronize(path)
      try Folder.replaceFile(file(Self.saltName), with: salt, isSecret: true)
      try Folder.synchronize(path)
    }
  }

  private func checkedSalt() throws(FootnoteError) -> [UInt8] {
    let start = try start()
    let salt: [UInt8]
    do throws(StorageError) {
      let file = try RandomAccessFile(path: file(Self.saltName))
      var bytes = [UInt8](repeating: 0, count: min(file.byteCount, Self.saltByteCount + 1))
      try file.read(into: &bytes, at: 0)
      salt = bytes
    } catch {
      guard error.isAbsence else { throw .storage(error) }
      throw .provenance(
        .incompleteLog(
          document: path, expected: "the file \(Self.saltName) beside its entries", found: "none"))
    }
    let (wanted, found) = (
      start["salt_sha256"]?.string ?? "", MerkleTree.digest(of: salt).hexadecimal
    )
    guard wanted == found else {
      throw .provenance(
        .mismatch(
          document: file(Self.saltName), what: "its SHA-256", expected: wanted, found: found))
    }
    return salt
  }

  /// The log's first entry, after a check that it is one.
  @discardableResult
  func start() throws(FootnoteError) -> JSONValue {
    let line = try reading { () throws(TransparencyLog.Failure) in
      var reader = try TransparencyLogReader(path: log.path)
      return try reader.next()
    }
    guard let entry = line?.entry, entry.auditKind == .start,
      entry["format"]?.string == AuditEntry.format, let version = entry["version"]?.unsigned
    else {
      throw .provenance(
        .incompleteLog(
          document: log.path, expected: "a first entry of the kind start", found: "another"))
    }
    guard version == AuditEntry.version else {
      throw .storage(
        .tooNew(
          path: log.path, found: UInt32(clamping: version), supported: UInt32(AuditEntry.version)))
    }
    return entry
  }

  /// Runs a body on files of a log that is there.
  func reading<Result>(
    _ body: () throws(TransparencyLog.Failure) -> Result
  ) throws(FootnoteError) -> Result {
    do throws(TransparencyLog.Failure) {
      return try body()
    } catch {
      if case .storage(let error) = error, error.isAbsence {
        throw .provenance(
          .incompleteLog(
            document: path, expected: "the folder of an audit log",
            found: "none with the file \(Self.entriesName)"))
      }
      throw FootnoteError(error)
    }
  }
}
