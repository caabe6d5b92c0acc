import JSON
package import Storage

/// The proof that an index's history goes on from what it was when an older generation was signed.
///
/// It holds both generations' signed statements, and the hashes that lead from the older root of
/// the log to the newer one (RFC 6962, section 2.1.2). `Documentation/Format-provenance.md`,
/// "Consistency", lists the members.
public struct ConsistencyProof: Hashable, Sendable {
  /// What the member `format` says.
  public static let format = "footnote-consistency"
  private static let version: UInt64 = 1
  private static let proofLimit = 64

  package var older: Envelope
  package var newer: Envelope
  package var proof: [SHA256Digest]

  package init(older: Envelope, newer: Envelope, proof: [SHA256Digest]) {
    self.older = older
    self.newer = newer
    self.proof = proof
  }

  /// What is proved.
  public struct Outcome: Hashable, Sendable {
    /// What names the index: SHA-256 of its first manifest, as 64 hexadecimal digits.
    public let index: String
    /// The older generation.
    public let older: UInt64
    /// The newer generation.
    public let newer: UInt64
  }

  /// Canonical JSON with a line feed at its end.
  public var encoded: [UInt8] {
    let value: JSONValue = [
      "format": .string(Self.format),
      "newer": .string(Base64.encode(newer.encoded)),
      "older": .string(Base64.encode(older.encoded)),
      "proof": .string(Base64.encode(proof.flatMap(\.bytes))),
      "version": .integer(Int64(Self.version)),
    ]
    return value.canonical + [UInt8(ascii: "\n")]
  }

  /// Reads a proof; nothing in it is to be believed before ``verify(by:source:)``.
  ///
  /// - Parameter source: The file's name, for errors.
  /// - Throws: `ProvenanceError.malformed`, `.wrongType`.
  public init(
    decoding bytes: [UInt8], source: String = "the proof"
  ) throws(ProvenanceError) {
    let members = try DocumentMembers(parsing: bytes, document: source)
    try members.allowOnly(["format", "newer", "older", "proof", "version"])
    try members.checkFormat(Self.format, version: Self.version)
    older = try Envelope(decoding: try members.base64("older"), document: source)
    newer = try Envelope(decoding: try members.base64("newer"), document: source)
    proof = try members.digests("proof", limit: Self.proofLimit)
  }

  /// Checks both statements' signatures, and that the newer history begins with the older one.
  ///
  /// Needs no index and no network; statements whose time is over count, since they are history.
  ///
  /// - Throws: `ProvenanceError`: `.badSignature`, `.belowThreshold`, `.mismatch` for statements of
  ///   two indexes, `.fork` where one history does not go on from the other.
  public func verify(
    by keys: KeySet, source: String = "the proof"
  ) throws(ProvenanceError) -> Outcome {
    let (old, new) = (
      try Self.statement(older, keys, source), try Self.statement(newer, keys, source)
    )
    guard old.index == new.index else {
      throw .mismatch(
        document: source, what: "the index", expected: old.index.hexadecimal,
        found: new.index.hexadecimal)
    }
    guard old.generation <= new.generation else {
      throw .rollback(document: source, seen: old.generation, found: new.generation)
    }
    guard
      MerkleTree.isConsistent((old.log.size, old.log.root), (new.log.size, new.log.root), proof)
    else {
      throw .fork(
        document: source,
        expected: "\(old.log.size) lines of history with the root \(old.log.root.hexadecimal)",
        found: "a proof that does not lead from there to \(new.log.root.hexadecimal)")
    }
    return Outcome(
      index: old.index.hexadecimal, older: old.generation, newer: new.generation)
  }

  private static func statement(
    _ envelope: Envelope, _ keys: KeySet, _ source: String
  ) throws(ProvenanceError) -> Statement {
    try Statement(
      decoding: try envelope.verifiedPayload(
        type: Statement.payloadType, by: keys, document: source), document: source)
  }
}
