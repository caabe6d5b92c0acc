import JSON
package import Storage
package import WikiModel

/// Which keys are trusted from now on, as the old ones and the new ones say.
///
/// Source: The Update Framework, version 1.0, "root metadata".
package struct KeyRotation: Hashable, Sendable {
  package static let payloadType = "application/vnd.footnote.keys+json"
  private static let format = "footnote-keys"
  private static let keyLimit = 64

  /// What names the index.
  package var index: SHA256Digest
  /// Rises by one from 2 on.
  package var version: UInt64
  package var keys: KeySet
  package var expires: Timestamp?

  package init(index: SHA256Digest, version: UInt64, keys: KeySet, expires: Timestamp?) {
    self.index = index
    self.version = version
    self.keys = keys
    self.expires = expires
  }

  /// Canonical JSON.
  package var encoded: [UInt8] {
    var members: [JSONValue.Member] = [
      .init("format", .string(Self.format)),
      .init("index", .string(index.hexadecimal)),
      .init("keys", .array(keys.keys.map { .string($0.pem) })),
      .init("threshold", .integer(Int64(keys.threshold))),
      .init("version", .integer(Int64(clamping: version))),
    ]
    if let expires { members.append(.init("expires", .string("\(expires)"))) }
    return JSONValue.object(members).canonical
  }

  /// Reads an envelope, and checks it by the keys that were trusted before and by its own.
  ///
  /// - Throws: `ProvenanceError`: `.malformed`, and as
  ///   ``Envelope/verifiedPayload(type:by:document:)``.
  package init(
    _ envelope: Envelope, trusting before: KeySet, document: String
  ) throws(ProvenanceError) {
    let payload = try envelope.verifiedPayload(
      type: Self.payloadType, by: before, document: document)
    self = try KeyRotation(decoding: payload, document: document)
    _ = try envelope.verifiedPayload(type: Self.payloadType, by: keys, document: document)
  }

  /// Reads what nobody has checked yet.
  package init(decoding payload: [UInt8], document: String) throws(ProvenanceError) {
    let members = try DocumentMembers(parsing: payload, document: document)
    try members.allowOnly(["expires", "format", "index", "keys", "threshold", "version"])
    try members.checkFormat(Self.format)
    self.init(
      index: try members.digest("index"), version: try members.unsigned("version"),
      keys: try members.keySet(limit: Self.keyLimit),
      expires: members.has("expires") ? try members.moment("expires") : nil)
  }
}

extension DocumentMembers {
  /// The members `keys` and `threshold`.
  package func keySet(limit: Int) throws(ProvenanceError) -> KeySet {
    var keys: [VerificationKey] = []
    for entry in try array("keys", limit: limit) {
      keys.append(try VerificationKey(pem: entry.string ?? "", source: document))
    }
    return try KeySet(keys, threshold: Int(try unsigned("threshold")))
  }
}
