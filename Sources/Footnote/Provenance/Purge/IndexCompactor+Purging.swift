public import Provenance
import Storage
public import WikiModel

/// What a purge did.
public struct PurgeReport: Sendable {
  /// The merge without what is revoked; nil where the newest generation had nothing of it.
  public let compaction: CompactionReport?
  /// What was removed; nil where there was nothing to remove, or all of it is still held.
  public let statement: RemovalStatement?
  /// The file of the statement in the index's folder.
  public let statementName: String?
  /// Older generations that stay with their bytes, since somebody reads them.
  public let heldGenerations: [UInt64]

  /// Whether bytes of what is revoked are left on disk.
  public let hasBytesLeft: Bool
}

extension IndexCompactor {
  /// Removes the bytes of everything that the list in place revokes, and leaves a signed statement.
  ///
  /// All segments are merged where one of them has such bytes, and every older generation goes. One
  /// that somebody reads stays, and the next purge goes on. After a crash in between, the next
  /// purge goes on, too.
  ///
  /// - Parameters:
  ///   - path: The index's folder.
  ///   - keys: Those that sign the statement, one or more.
  ///   - now: The moment by the caller's clock.
  ///   - progress: As ``compact(index:progress:)``.
  /// - Throws: As ``compact(index:progress:)``; `FootnoteError.invalidOption` where no list is in
  ///   place, `.provenance` where a purge was cut off that none of the keys signs for.
  public func purge(
    index path: String, signedBy keys: [SigningKey], now: Timestamp,
    progress: (@Sendable (BuildProgress) -> Void)? = nil
  ) async throws(FootnoteError) -> PurgeReport {
    guard !keys.isEmpty else {
      throw .invalidOption("keys: expected one or more to sign the statement with, found none.")
    }
    let writer = try GenerationWriter(IndexFolder(path: path), purpose: "purges the index")
    guard let installed = try writer.folder.readRevocations() else {
      throw .invalidOption(
        "\(path): expected a list of what is revoked in place, found none. Put one in place with "
          + "`footnote revoke`.")
    }
    let before = writer.current.digest
    let found = try storing { () throws(StorageError) in
      try RevokedBytes(in: writer.folder, by: installed.list)
    }
    var compaction: CompactionReport?
    if found.areHeld(by: writer.current.manifest.segments) {
      var merging = self
      // Old generations are removed below, once it is written what goes with them.
      merging.options.keptGenerationCount = .max
      compaction = try await merging.compact(writer, try Index(writer), from: 0, progress)
    }
    var removal = try Removal(
      writer.folder, found, keys: keys, list: installed.name, manifestBefore: before, now: now)
    return try removal.finish(writer, compaction)
  }
}

/// The removal of old generations and the statement of it, which survive a crash in between.
private struct Removal {
  let folder: IndexFolder
  let found: RevokedBytes
  let keys: [SigningKey]
  let list: RevocationName
  let manifestBefore: String
  let now: Timestamp
  /// What a purge that did not come to its end had begun to remove.
  let pending: RemovalStatement?

  init(
    _ folder: IndexFolder, _ found: RevokedBytes, keys: [SigningKey], list: RevocationName,
    manifestBefore: String, now: Timestamp
  ) throws(FootnoteError) {
    self.folder = folder
    self.found = found
    self.keys = keys
    self.list = list
    self.manifestBefore = manifestBefore
    self.now = now
    pending = try folder.pendingRemoval(signedBy: keys)
  }

  mutating func finish(
    _ writer: GenerationWriter, _ compaction: CompactionReport?
  ) throws(FootnoteError) -> PurgeReport {
    guard !found.keys.isEmpty || pending != nil else {
      return PurgeReport(
        compaction: compaction, statement: nil, statementName: nil, heldGenerations: [],
        hasBytesLeft: false)
    }
    // What goes is written down before it goes.
    try write(statement(writer, remaining: [], held: []), to: IndexFolder.pendingRemovalName)
    let held = try writer.collect(keeping: 1).held
    let remaining = try storing { () throws(StorageError) in
      Set(try Folder.names(in: folder.path).filter(IndexFolder.isSegmentName))
    }
    let statement = statement(writer, remaining: remaining, held: held)
    let name =
      statement.removed.isEmpty ? nil : IndexFolder.removalName(version: statement.version)
    var digest: String?
    if let name { digest = try write(statement, to: name) }
    // Where all is held, too: what was purged may not be gone back to.
    var log = try ActionLog(locking: folder, purpose: "purges the index", now: now)
    try log.append(
      .init(
        action: .purge, list: list, generation: statement.generation, statementDigest: digest),
      at: now)
    try storing { () throws(StorageError) in
      try Folder.removeFile(folder.file(IndexFolder.pendingRemovalName))
      try Folder.synchronize(folder.path)
    }
    return PurgeReport(
      compaction: compaction, statement: name == nil ? nil : statement, statementName: name,
      heldGenerations: held, hasBytesLeft: found.keys.keys.contains { remaining.contains($0) })
  }

  private func statement(
    _ writer: GenerationWriter, remaining: Set<String>, held: [UInt64]
  ) -> RemovalStatement {
    RemovalStatement(
      version: folder.nextRemoval(after: pending), issued: now, list: list,
      manifestBefore: pending?.manifestBefore ?? manifestBefore,
      manifestAfter: writer.current.digest, generation: writer.current.manifest.generation,
      removed: found.removed(remaining: remaining, and: pending?.keys ?? []),
      heldGenerations: held)
  }

  /// Signs a statement and puts it into a file, in one step.
  ///
  /// - Returns: The SHA-256 of the payload.
  @discardableResult
  private func write(
    _ statement: RemovalStatement, to name: String
  ) throws(FootnoteError) -> String {
    let payload = statement.encoded
    var envelope = Envelope(payloadType: RemovalStatement.payloadType, payload: payload)
    for key in keys { envelope.sign(with: key) }
    let bytes = envelope.encoded
    try storing { () throws(StorageError) in
      try Folder.replaceFile(folder.file(name), with: bytes)
      try Folder.synchronize(folder.path)
    }
    return hexadecimal(digest(.sha256, of: payload.rawBytes))
  }
}

extension IndexFolder {
  /// What a purge is about to remove, signed as a statement of it is.
  static let pendingRemovalName = "removal.pending"
  private static let removalPrefix = "removal-"

  static func removalName(version: UInt64) -> String { "\(removalPrefix)\(padded(version)).json" }

  /// What a purge that did not come to its end had begun to remove; nil without one.
  ///
  /// - Throws: `FootnoteError.provenance` where none of the keys has signed it: who signs what it
  ///   says must not take anybody's word for it.
  fileprivate func pendingRemoval(
    signedBy keys: [SigningKey]
  ) throws(FootnoteError) -> RemovalStatement? {
    let path = file(Self.pendingRemovalName)
    guard let bytes = try optionalContents(of: path) else { return nil }
    return try proving { () throws(ProvenanceError) in
      try RemovalStatement(bytes, document: path, by: try KeySet(keys.map(\.verificationKey)))
    }
  }

  /// The number of the next statement; that of one which was begun stays.
  fileprivate func nextRemoval(after pending: RemovalStatement?) -> UInt64 {
    if let pending { return pending.version }
    var version: UInt64 = 1
    while Folder.exists(file(Self.removalName(version: version))) { version += 1 }
    return version
  }
}
