import Provenance
import Storage

/// The list that an index has in place.
struct InstalledRevocations: Sendable {
  var list: RevocationList
  /// SHA-256 of the signed payload, which names the list whoever signed it.
  var digest: String

  var name: RevocationName { RevocationName(version: list.version, digest: digest) }
}

extension IndexFolder {
  static let revokedName = "REVOKED"
  private static let revokedFirstLine = "footnote-revoked 1"
  private static let prefix = "revocations-"
  private static let suffix = ".json"

  static func revocationsName(version: UInt64) -> String {
    prefix + padded(version) + suffix
  }

  /// The version of a list by the name of its file; nil for other names.
  static func version(ofRevocations name: String) -> UInt64? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix),
      let version = UInt64(name.dropFirst(prefix.count).dropLast(suffix.count)),
      revocationsName(version: version) == name
    else { return nil }
    return version
  }

  /// What `REVOKED` says: the file of the list in place and its digest.
  struct RevokedPointer: Equatable {
    var version: UInt64
    var envelopeDigest: String

    var encoded: [UInt8] {
      let name = IndexFolder.revocationsName(version: version)
      return Array("\(IndexFolder.revokedFirstLine)\n\(name)\nsha256 \(envelopeDigest)\n".utf8)
    }
  }

  /// Reads the pointer; nil where no list is in place.
  func readRevokedPointer() throws(FootnoteError) -> RevokedPointer? {
    let path = file(Self.revokedName)
    guard let stamp = try storing({ () throws(StorageError) in try FileStamp.ofFile(path) }),
      stamp.byteCount < 1_000
    else {
      guard !Folder.exists(path) else { throw unreadable(path, "three lines", "a larger file") }
      return nil
    }
    let lines = String(decoding: try contents(of: path), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 4, lines[0] == Self.revokedFirstLine, lines[3].isEmpty,
      let version = Self.version(ofRevocations: String(lines[1])), lines[2].hasPrefix("sha256 ")
    else {
      throw unreadable(
        path, "\"\(Self.revokedFirstLine)\", a list's name and its SHA-256", "other bytes")
    }
    return RevokedPointer(version: version, envelopeDigest: String(lines[2].dropFirst(7)))
  }

  /// Reads the list in place; nil where there is none.
  ///
  /// - Throws: `FootnoteError.provenance` where one should be and cannot be read: then nothing may
  ///   be handed out.
  func readRevocations() throws(FootnoteError) -> InstalledRevocations? {
    if let installed = try readPointedRevocations() { return installed }
    guard try ActionLog.records(in: self).contains(where: { $0.action == .revoke }) else {
      return nil
    }
    throw unreadable(
      file(Self.revokedName), "the list that \(Self.actionsName) says was put in place", "no file")
  }

  /// Reads the list that `REVOKED` names; nil where there is no such file.
  func readPointedRevocations() throws(FootnoteError) -> InstalledRevocations? {
    var pointer = try readRevokedPointer()
    // A list that is replaced meanwhile takes the file of the one before with it.
    for _ in 0..<1_000 {
      guard let wanted = pointer else { return nil }
      let path = file(Self.revocationsName(version: wanted.version))
      if Folder.exists(path) { return try readRevocations(wanted, path) }
      pointer = try readRevokedPointer()
      if pointer == wanted { throw unreadable(path, "the list that REVOKED names", "no file") }
    }
    throw unreadable(file(Self.revokedName), "a list", "others at every look")
  }

  private func readRevocations(
    _ pointer: RevokedPointer, _ path: String
  ) throws(FootnoteError) -> InstalledRevocations {
    let bytes = try contents(of: path)
    let found = hexadecimal(digest(.sha256, of: bytes.rawBytes))
    guard found == pointer.envelopeDigest else {
      throw unreadable(path, "SHA-256 \(pointer.envelopeDigest)", found)
    }
    do throws(ProvenanceError) {
      // It was verified when it was put in place; its digest tells that it is the same.
      let payload = try Envelope(decoding: bytes, document: path).payload
      let list = try RevocationList(decoding: payload, document: path)
      guard list.version == pointer.version else {
        throw .damagedRevocations(
          document: path, expected: "version \(pointer.version)", found: "\(list.version)")
      }
      return InstalledRevocations(
        list: list, digest: hexadecimal(digest(.sha256, of: payload.rawBytes)))
    } catch {
      throw .provenance(error)
    }
  }

  /// Checks the list in place and the log of actions, and gives the files that were read.
  func checkedRevocationFiles() throws(FootnoteError) -> [String] {
    let installed = try readRevocations()
    _ = try ActionLog.records(in: self)
    var names = installed.map {
      [Self.revokedName, Self.revocationsName(version: $0.list.version)]
    }
    if Folder.exists(file(Self.actionsName)) { names = (names ?? []) + [Self.actionsName] }
    return (names ?? []).map(file)
  }

  private func unreadable(
    _ path: String, _ expected: String, _ found: String
  ) -> FootnoteError {
    .provenance(
      .damagedRevocations(document: path, expected: expected, found: found))
  }
}
