import JSON

/// A document with signatures over it and over what it is.
///
/// What is signed is not the text that is stored but `DSSEv1`, the type and the payload with their
/// lengths, so that nothing is parsed before it is known to be signed, and no document can be taken
/// for one of another type. Source: DSSE, version 1.0.2 (secure-systems-lab).
package struct Envelope: Hashable, Sendable {
  package struct Signature: Hashable, Sendable {
    /// The identifier of the key, a hint alone.
    package var keyIdentifier: String
    /// `ed25519`; others are passed over, so that there may be others one day.
    package var algorithm: String
    package var bytes: [UInt8]
  }

  static let algorithm = "ed25519"
  /// More signatures than any document needs; a bound for untrusted ones.
  private static let signatureLimit = 64

  package let payloadType: String
  package let payload: [UInt8]
  /// In the order of the keys' identifiers.
  package private(set) var signatures: [Signature] = []

  package init(payloadType: String, payload: [UInt8]) {
    self.payloadType = payloadType
    self.payload = payload
  }

  /// Adds a key's signature, in the place of one that it made before.
  package mutating func sign(with key: SigningKey) {
    let identifier = key.verificationKey.identifier
    signatures.removeAll { $0.keyIdentifier == identifier && $0.algorithm == Self.algorithm }
    signatures.append(
      Signature(
        keyIdentifier: identifier, algorithm: Self.algorithm,
        bytes: key.signature(of: signedBytes)))
    signatures.sort { ($0.keyIdentifier, $0.algorithm) < ($1.keyIdentifier, $1.algorithm) }
  }

  /// What signatures are over: the pre-authentication encoding.
  private var signedBytes: [UInt8] {
    Array("DSSEv1 \(payloadType.utf8.count) \(payloadType) \(payload.count) ".utf8) + payload
  }

  /// The payload, when enough keys have signed it.
  ///
  /// - Parameter document: What it is called in errors.
  /// - Throws: `.wrongType`; `.badSignature` where a trusted key's signature does not fit;
  ///   `.belowThreshold`.
  package func verifiedPayload(
    type: String, by trusted: KeySet, document: String
  ) throws(ProvenanceError) -> [UInt8] {
    guard payloadType == type else {
      throw .wrongType(document: document, expected: type, found: payloadType)
    }
    let count = try signerCount(trusted, document)
    guard count >= trusted.threshold else {
      throw .belowThreshold(document: document, wanted: trusted.threshold, found: count)
    }
    return payload
  }

  /// How many trusted keys have signed.
  private func signerCount(
    _ trusted: KeySet, _ document: String
  ) throws(ProvenanceError) -> Int {
    let message = signedBytes
    var count = 0
    for key in trusted.keys {
      // Only this key's own signatures are tried, so that a bad one is told from a missing one.
      let own = signatures.filter {
        $0.keyIdentifier == key.identifier && $0.algorithm == Self.algorithm
      }
      guard !own.isEmpty else { continue }
      guard own.allSatisfy({ key.isValid($0.bytes, of: message) }) else {
        throw .badSignature(document: document, key: key.identifier)
      }
      count += 1
    }
    return count
  }
}

extension Envelope {
  /// The envelope as one line of canonical JSON with a line feed at its end.
  package var encoded: [UInt8] {
    let value: JSONValue = [
      "payload": .string(Base64.encode(payload)),
      "payloadType": .string(payloadType),
      "signatures": .array(
        signatures.map {
          [
            "algorithm": .string($0.algorithm), "keyid": .string($0.keyIdentifier),
            "sig": .string(Base64.encode($0.bytes)),
          ]
        }),
    ]
    return value.canonical + [UInt8(ascii: "\n")]
  }

  /// Reads an envelope.
  ///
  /// Nothing in it is to be believed before ``verifiedPayload(type:by:document:)``.
  ///
  /// - Throws: `.malformed`, also for members that come twice.
  package init(decoding bytes: [UInt8], document: String) throws(ProvenanceError) {
    let members = try DocumentMembers(parsing: bytes, document: document)
    payloadType = try members.string("payloadType")
    payload = try members.base64("payload")
    let entries = try members.array("signatures", limit: Self.signatureLimit)
    for entry in entries {
      let signature = DocumentMembers(entry, document: document)
      signatures.append(
        Signature(
          keyIdentifier: try signature.string("keyid"),
          algorithm: signature.optionalString("algorithm") ?? Self.algorithm,
          bytes: try signature.base64("sig")))
    }
    signatures.sort { ($0.keyIdentifier, $0.algorithm) < ($1.keyIdentifier, $1.algorithm) }
  }
}
