import Provenance
import Storage
public import WikiModel

/// Puts lists of what is revoked in place, and passes over them where the holder wants that.
///
/// Whoever searches the index heeds a list from the next search on; nobody waits for an update that
/// is running.
public struct IndexRevoker: Sendable {
  private let folder: IndexFolder

  /// - Parameter path: The index's folder.
  public init(path: String) { folder = IndexFolder(path: path) }

  /// Puts a list in place of the one before.
  ///
  /// - Returns: Whether it is new; false where it was in place already.
  /// - Throws: `FootnoteError.provenance` with `.rollback` for a list that is older than the one in
  ///   place, and `.fork` for another of the same version; `.locked` while another process acts;
  ///   `.notAnIndex` and `.storage`. Where it fails after the list was put in place, as when the
  ///   record cannot be written, the list holds all the same.
  @discardableResult
  public func revoke(_ verified: VerifiedRevocations) throws(FootnoteError) -> Bool {
    _ = try folder.readPointer()
    var log = try ActionLog(
      locking: folder, purpose: "revokes passages", now: verified.moment)
    let installed = try? folder.readPointedRevocations()
    for seen in [log.lastRevocation, installed?.name].compactMap({ $0 }) {
      try check(verified, against: seen)
    }
    let isNew = installed?.name != verified.name
    if isNew { try folder.install(verified, replacing: installed?.list.version) }
    if log.lastRevocation != verified.name {
      try log.append(.init(action: .revoke, list: verified.name), at: verified.moment)
    }
    try folder.removeOtherRevocations(than: verified.list.version)
    return isNew
  }

  private func check(
    _ verified: VerifiedRevocations, against seen: RevocationName
  ) throws(FootnoteError) {
    let version = verified.list.version
    guard version >= seen.version else {
      throw .provenance(
        .rollback(document: verified.document, seen: seen.version, found: version))
    }
    guard version > seen.version || verified.sha256 == seen.digest else {
      throw .provenance(
        .fork(
          document: verified.document,
          expected: "version \(version) with SHA-256 \(seen.digest), which is in place",
          found: "version \(version) with SHA-256 \(verified.sha256)"))
    }
  }

  /// What was done with what the index may hand out, oldest first.
  ///
  /// - Throws: `FootnoteError.provenance` where the chain of records is broken, `.storage`.
  public func actions() throws(FootnoteError) -> [ActionRecord] {
    try ActionLog.records(in: folder)
  }
}

extension Index {
  /// The same generation without regard to the list of what is revoked, after that was recorded.
  ///
  /// The licences forbid technical locks: the holder of an index may pass over a list, and the
  /// index's log of actions tells that it was done.
  ///
  /// - Parameters:
  ///   - caller: For whom, where that is to be recorded.
  ///   - purpose: For what, where that is to be recorded.
  ///   - now: The moment by the caller's clock.
  /// - Throws: `FootnoteError.storage` and `.locked` where it cannot be recorded: it is refused.
  public func ignoringRevocations(
    caller: String? = nil, purpose: String? = nil, now: Timestamp
  ) throws(FootnoteError) -> Index {
    var log = try ActionLog(locking: folder, purpose: "passes over the list", now: now)
    let list = (try? folder.readPointedRevocations())?.name
    try log.append(
      .init(action: .override, list: list, caller: caller, purpose: purpose), at: now)
    return try passingOverRevocations()
  }
}

extension IndexFolder {
  /// Writes a list and puts it in the place of the one before.
  func install(
    _ verified: VerifiedRevocations, replacing before: UInt64?
  ) throws(FootnoteError) {
    let version = verified.list.version
    let path = file(Self.revocationsName(version: version))
    let pointer = RevokedPointer(
      version: version,
      envelopeDigest: hexadecimal(digest(.sha256, of: verified.envelope.rawBytes)))
    try storing { () throws(StorageError) in
      do throws(StorageError) {
        // What was left by somebody who did not come to the end, or is damaged.
        if Folder.exists(path) { try Folder.removeFile(path) }
        try Folder.writeFile(path, verified.envelope)
        try Folder.synchronize(self.path)
        try Folder.replaceFile(file(Self.revokedName), with: pointer.encoded)
      } catch {
        // What cannot be removed now, whoever acts next removes.
        if before != version { try? Folder.removeFile(path) }
        throw error
      }
      try Folder.synchronize(self.path)
    }
  }

  /// Puts a list in place in the folder of an index that is not yet published.
  func installFirst(_ verified: VerifiedRevocations) throws(FootnoteError) {
    try install(verified, replacing: nil)
    var log = try ActionLog(creatingIn: self)
    try log.append(.init(action: .revoke, list: verified.name), at: verified.moment)
  }

  /// Removes the files of lists that are not in place.
  func removeOtherRevocations(than version: UInt64) throws(FootnoteError) {
    try storing { () throws(StorageError) in
      for name in try Folder.names(in: path) {
        let isList = Self.version(ofRevocations: name).map { $0 != version } ?? false
        if isList || name == Self.revokedName + ".new" {
          try Folder.removeFile(file(name))
        }
      }
    }
  }
}
