import JSON
package import Storage

/// What a verifier has seen of an index, so that nobody can take it back.
///
/// `Documentation/Format-provenance.md`, "What a verifier remembers", lists the members.
package struct TrustMemory: Hashable, Sendable {
  private static let format = "footnote-trust"
  private static let version: UInt64 = 1
  private static let keyLimit = 64

  /// What names the index.
  package var index: SHA256Digest
  /// The keys in force.
  package var keys: KeySet
  /// 1 for those that were given, more after rotations.
  package var keysVersion: UInt64
  package var generation: UInt64
  package var manifest: SHA256Digest
  package var log: Statement.Tree
  /// The version of the list of revocations in place; 0 where there was none.
  package var revocations: UInt64

  package init(
    index: SHA256Digest, keys: KeySet, keysVersion: UInt64, generation: UInt64,
    manifest: SHA256Digest, log: Statement.Tree, revocations: UInt64
  ) {
    self.index = index
    self.keys = keys
    self.keysVersion = keysVersion
    self.generation = generation
    self.manifest = manifest
    self.log = log
    self.revocations = revocations
  }

  /// Canonical JSON with a line feed.
  package var encoded: [UInt8] {
    let value: JSONValue = [
      "format": .string(Self.format),
      "generation": .integer(Int64(clamping: generation)),
      "index": .string(index.hexadecimal),
      "keys": .array(keys.keys.map { .string($0.pem) }),
      "keys_version": .integer(Int64(clamping: keysVersion)),
      "log_root": .string(log.root.hexadecimal),
      "log_size": .integer(Int64(clamping: log.size)),
      "manifest": .string(manifest.hexadecimal),
      "revocations": .integer(Int64(clamping: revocations)),
      "threshold": .integer(Int64(keys.threshold)),
      "version": .integer(Int64(clamping: Self.version)),
    ]
    return value.canonical + [UInt8(ascii: "\n")]
  }

  package init(decoding bytes: [UInt8], document: String) throws(ProvenanceError) {
    let members = try DocumentMembers(parsing: bytes, document: document)
    try members.checkFormat(Self.format, version: Self.version)
    self.init(
      index: try members.digest("index"), keys: try members.keySet(limit: Self.keyLimit),
      keysVersion: try members.unsigned("keys_version"),
      generation: try members.unsigned("generation"), manifest: try members.digest("manifest"),
      log: Statement.Tree(
        size: try members.unsigned("log_size"), root: try members.digest("log_root")),
      revocations: try members.unsigned("revocations"))
  }
}
