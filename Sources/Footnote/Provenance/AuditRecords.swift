import JSON
public import Provenance
import Storage
public import WikiModel

/// The entries of an audit log, for those who look into it.
public struct AuditRecords: Sendable {
  private static let noteByteLimit = 1 << 16
  private let folder: AuditFolder

  /// The log of a folder.
  ///
  /// - Throws: `FootnoteError.provenance` where there is none, `.storage` where it cannot be read.
  public init(path: String) throws(FootnoteError) {
    folder = AuditFolder(path: path)
    guard Folder.exists(folder.log.path) else {
      throw .provenance(
        .incompleteLog(
          document: folder.path, expected: "the folder of an audit log", found: "none"))
    }
    try folder.start()
  }

  /// Where ``sign(with:)`` leaves the checkpoint.
  public var checkpointPath: String { folder.checkpointPath }

  /// Reads every entry, and checks that each follows from those before it.
  ///
  /// - Throws: `FootnoteError.provenance` with `.damagedLog` for one that does not, `.storage`.
  /// - Complexity: O(bytes).
  public func verify() throws(FootnoteError) -> AuditReport {
    try report { _ in }
  }

  /// Reads every entry, and checks that the log goes on from a checkpoint that was signed.
  ///
  /// - Parameters:
  ///   - keys: The keys that are trusted, and how many must have signed.
  ///   - path: A checkpoint that somebody kept elsewhere; nil takes that of the log's folder.
  /// - Throws: As ``verify()``, and `FootnoteError.provenance` with `.rollback` where entries were
  ///   dropped since, `.fork` where the log was written anew, `.badSignature`, `.belowThreshold`,
  ///   `.mismatch` for another log's checkpoint.
  public func verify(
    by keys: KeySet, checkpoint path: String? = nil
  ) throws(FootnoteError) -> AuditReport {
    let document = path ?? checkpointPath
    let (note, seen) = try checkpoint(document)
    let origin = try origin()
    do throws(ProvenanceError) {
      try note.verify(by: keys, name: seen.origin, document: document)
      guard seen.origin == origin else {
        throw .mismatch(
          document: document, what: "the log's name", expected: origin, found: seen.origin)
      }
    } catch {
      throw .provenance(error)
    }
    var fork: SHA256Digest?
    var report = try report { tree in
      if tree.size == seen.size, tree.root != seen.root { fork = tree.root }
    }
    if let fork {
      throw .provenance(
        .fork(
          document: folder.log.path,
          expected: "\(seen.size) entries with the root \(seen.root.hexadecimal)",
          found: fork.hexadecimal))
    }
    guard report.entryCount >= seen.size, seen.size > 0 else {
      throw .provenance(
        .rollback(document: folder.log.path, seen: seen.size, found: report.entryCount))
    }
    report.checkpointEntryCount = seen.size
    return report
  }

  /// The entries, one after the other; what is added meanwhile is not read.
  ///
  /// - Throws: `FootnoteError.storage` where the log cannot be read.
  public func entries() throws(FootnoteError) -> AuditEntries {
    AuditEntries(
      reader: try folder.reading { () throws(TransparencyLog.Failure) in
        try folder.log.reader()
      })
  }

  /// Takes the content of the entries that tell of somebody away, up to a moment.
  ///
  /// The hashes of their leaves stay, so that checkpoints of before and after still hold.
  ///
  /// - Parameters:
  ///   - moment: Entries from before it lose their content.
  ///   - now: The moment of the entry that says so.
  /// - Returns: How many lost it now.
  /// - Throws: As ``verify()``; the log is then as it was.
  public func prune(
    before moment: Timestamp, now: Timestamp
  ) throws(FootnoteError) -> Int {
    try folder.reading { () throws(TransparencyLog.Failure) in
      try folder.log.prune(
        { entry in
          entry.auditKind?.isPersonal == true && entry.auditMoment.map { $0 < moment } == true
        }, note: { AuditEntry.prune(before: moment, count: $0, at: now).json })
    }
  }

  /// Signs what the log is now, and leaves the checkpoint in its folder; keep a copy elsewhere.
  ///
  /// - Returns: What was signed.
  /// - Throws: As ``verify(by:checkpoint:)`` for a checkpoint that is there already: two logs of
  ///   one name are never signed.
  public func sign(with key: SigningKey) throws(FootnoteError) -> AuditReport {
    let origin = try origin()
    if Folder.exists(checkpointPath) { _ = try verify(by: KeySet(key.verificationKey)) }
    var report = try report { _ in }
    let checkpoint = Checkpoint(
      origin: origin, size: report.entryCount, root: report.tree.root)
    var note = SignedNote(text: checkpoint.text)
    note.sign(with: key, name: origin)
    try storing { () throws(StorageError) in
      try Folder.replaceFile(checkpointPath, with: Array(note.encoded.utf8))
      try Folder.synchronize(folder.path)
    }
    report.checkpointEntryCount = report.entryCount
    return report
  }

  private func report(_ look: (MerkleFrontier) -> Void) throws(FootnoteError) -> AuditReport {
    var report = AuditReport()
    var entries = try entries()
    while let record = try entries.next() {
      look(record.line.tree)
      report.add(record.line)
    }
    return report
  }

  /// What names the log: its first entry, which is never pruned.
  private func origin() throws(FootnoteError) -> String {
    "footnote-audit/" + TransparencyLogLine.leaf(of: try folder.start()).hexadecimal
  }

  private func checkpoint(
    _ path: String
  ) throws(FootnoteError) -> (SignedNote, Checkpoint) {
    let text: String
    do throws(StorageError) {
      let file = try RandomAccessFile(path: path)
      var bytes = [UInt8](repeating: 0, count: min(file.byteCount, Self.noteByteLimit))
      try file.read(into: &bytes, at: 0)
      text = String(decoding: bytes, as: UTF8.self)
    } catch {
      guard error.isAbsence else { throw .storage(error) }
      throw .provenance(
        .unsigned(document: path, hint: "Sign the log with `footnote audit sign` first."))
    }
    do throws(ProvenanceError) {
      let note = try SignedNote(decoding: text, document: path)
      return (note, try Checkpoint(text: note.text, document: path))
    } catch {
      throw .provenance(error)
    }
  }
}
