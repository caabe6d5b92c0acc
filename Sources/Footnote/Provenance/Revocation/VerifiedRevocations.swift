import Provenance
import Storage
public import WikiModel

/// A list that was found to be signed by the keys that are trusted, and to be in force.
public struct VerifiedRevocations: Sendable {
  /// What the list says.
  public let list: RevocationList
  /// SHA-256 of what was signed, as 64 hexadecimal digits.
  public let sha256: String
  /// The document as it was read.
  let envelope: [UInt8]
  /// What it is called in errors.
  let document: String
  /// When it was verified.
  let moment: Timestamp

  /// Verifies a signed list before anything of it is used.
  ///
  /// - Parameters:
  ///   - envelope: The bytes of the file.
  ///   - document: The file's name, for errors.
  ///   - trusted: The keys whose signatures count, and how many are needed.
  ///   - now: The moment by the caller's clock.
  /// - Throws: `ProvenanceError`, for each fault its own: of the form, the type, the signatures,
  ///   the moment at which the list expires.
  public init(
    _ envelope: [UInt8], document: String, by trusted: KeySet, now: Timestamp
  ) throws(ProvenanceError) {
    let payload = try Envelope(decoding: envelope, document: document).verifiedPayload(
      type: RevocationList.payloadType, by: trusted, document: document)
    list = try RevocationList(decoding: payload, document: document)
    guard now < list.expires else {
      throw .expired(document: document, at: "\(list.expires)", now: "\(now)")
    }
    sha256 = hexadecimal(digest(.sha256, of: payload.rawBytes))
    self.envelope = envelope
    self.document = document
    moment = now
  }

  var name: RevocationName { RevocationName(version: list.version, digest: sha256) }
}

extension RevocationList {
  /// The list as a signed document, a DSSE envelope.
  ///
  /// - Throws: `ProvenanceError` for a value that a list cannot have.
  public func signed(by keys: [SigningKey]) throws(ProvenanceError) -> [UInt8] {
    var envelope = Envelope(payloadType: Self.payloadType, payload: try encoded())
    for key in keys { envelope.sign(with: key) }
    return envelope.encoded
  }
}
