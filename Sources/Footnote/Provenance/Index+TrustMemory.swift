import Provenance
import Storage
import WikiModel

extension Index {
  /// What was seen before; nil where nothing is remembered yet.
  func remembered(_ trust: Trust) throws(FootnoteError) -> TrustMemory? {
    guard let path = trust.memory, let bytes = try folder.optionalContents(of: path) else {
      return nil
    }
    let memory = try proving { () throws(ProvenanceError) in
      try TrustMemory(decoding: bytes, document: path)
    }
    let index = try folder.identity()
    guard memory.index == index else {
      throw .provenance(
        .mismatch(
          document: path, what: "the index", expected: memory.index.hexadecimal,
          found: index.hexadecimal))
    }
    return memory
  }

  /// The keys that count, after all rotations that those before them have signed.
  func keysInForce(
    _ trust: Trust, _ memory: TrustMemory?, now: Timestamp
  ) throws(FootnoteError) -> (set: KeySet, version: UInt64) {
    var keys = memory?.keys ?? trust.keys
    var version = memory?.keysVersion ?? 1
    let index = try folder.identity()
    while let envelope = try folder.envelope(IndexFolder.keysName(version: version + 1)) {
      let path = folder.file(IndexFolder.keysName(version: version + 1))
      let rotation = try proving { () throws(ProvenanceError) in
        let rotation = try KeyRotation(envelope, trusting: keys, document: path)
        guard rotation.version == version + 1 else {
          throw .rollback(document: path, seen: version + 1, found: rotation.version)
        }
        guard rotation.index == index else {
          throw .mismatch(
            document: path, what: "the index", expected: rotation.index.hexadecimal,
            found: index.hexadecimal)
        }
        return rotation
      }
      keys = rotation.keys
      version = rotation.version
      if let expires = rotation.expires, expires < now,
        !Folder.exists(folder.file(IndexFolder.keysName(version: version + 1)))
      {
        throw .provenance(.expired(document: path, at: "\(expires)", now: "\(now)"))
      }
    }
    return (keys, version)
  }

  /// Refuses what is older than what was seen, and a history that does not go on from it.
  func check(
    _ statement: Statement, _ leaves: [SHA256Digest], against memory: TrustMemory
  ) throws(FootnoteError) {
    let path = folder.path
    guard statement.generation >= memory.generation else {
      throw .provenance(
        .rollback(document: path, seen: memory.generation, found: statement.generation))
    }
    if statement.generation == memory.generation,
      identity.manifestDigest != memory.manifest.hexadecimal
    {
      throw .provenance(
        .fork(
          document: path,
          expected: "generation \(memory.generation) with manifest \(memory.manifest.hexadecimal)",
          found: identity.manifestDigest))
    }
    let listed = try revocationsVersion()
    guard listed >= memory.revocations else {
      throw .provenance(
        .rollback(
          document: folder.file(IndexFolder.revokedName), seen: memory.revocations, found: listed))
    }
    let seen = Int(clamping: memory.log.size)
    guard seen <= leaves.count, MerkleTree.root(of: leaves[..<seen]) == memory.log.root else {
      throw .provenance(
        .fork(
          document: folder.file(IndexFolder.logName),
          expected: "\(seen) lines with the root \(memory.log.root.hexadecimal)",
          found: "\(leaves.count) lines, not with these"))
    }
  }

  /// The version of the list in place; 0 where there is none.
  private func revocationsVersion() throws(FootnoteError) -> UInt64 {
    try folder.readRevocations()?.list.version ?? 0
  }

  func remember(
    _ statement: Statement, _ keys: KeySet, _ version: UInt64, at path: String
  ) throws(FootnoteError) {
    guard let manifest = SHA256Digest(hexadecimal: identity.manifestDigest) else {
      preconditionFailure("a digest has 64 digits")
    }
    let memory = TrustMemory(
      index: statement.index, keys: keys, keysVersion: version,
      generation: statement.generation, manifest: manifest, log: statement.log,
      revocations: try revocationsVersion())
    try storing { () throws(StorageError) in
      try Folder.replaceNamedFile(path, with: memory.encoded)
      try Folder.synchronize(Folder.parent(of: path))
    }
  }
}
