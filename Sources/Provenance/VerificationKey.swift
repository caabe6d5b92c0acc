import CCrypto
import Storage

/// The public half of an Ed25519 key (RFC 8032), which tells whether a signature is its other's.
public struct VerificationKey: Hashable, Sendable {
  static let byteCount = 32
  static let signatureByteCount = 64

  /// The key's 32 bytes, as RFC 8032 writes them.
  package let bytes: [UInt8]

  /// Takes the 32 bytes of a key; nil for another number of bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  /// Reads a key as `footnote keygen` and `openssl pkey -pubout` write it: PEM (RFC 8410).
  ///
  /// - Parameter source: The file's name, for errors.
  /// - Throws: `ProvenanceError.malformed`, also for keys of another kind.
  public init(pem: String, source: String = "the key") throws(ProvenanceError) {
    let expected = "an Ed25519 key between \"-----BEGIN PUBLIC KEY-----\" and its end"
    guard let body = PEM.body(of: pem, label: "PUBLIC KEY") else {
      throw .malformed(document: source, expected: expected, found: PEM.kind(of: pem))
    }
    guard body.count == Self.prefix.count + Self.byteCount, body.starts(with: Self.prefix) else {
      throw .malformed(
        document: source, expected: expected, found: "a key of another kind")
    }
    bytes = Array(body.dropFirst(Self.prefix.count))
  }

  /// The DER form before the key's own bytes: a SubjectPublicKeyInfo of the algorithm 1.3.101.112.
  private static let prefix: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  /// The key as PEM, which other programs read too.
  public var pem: String { PEM.text(of: Self.prefix + bytes, label: "PUBLIC KEY") }

  /// What names the key: SHA-256 of its DER form, as 64 hexadecimal digits.
  public var identifier: String {
    MerkleTree.digest(of: Self.prefix + bytes).hexadecimal
  }

  /// Whether a signature of 64 bytes is this key's, over these very bytes.
  package func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard signature.count == Self.signatureByteCount else { return false }
    guard
      let key = unsafe bytes.withUnsafeBufferPointer({
        unsafe EVP_PKEY_new_raw_public_key(
          Int32(EVP_PKEY_ED25519), nil, $0.baseAddress, $0.count)
      })
    else { return false }
    defer { unsafe EVP_PKEY_free(key) }
    guard let context = unsafe EVP_MD_CTX_new() else { fatalError("libcrypto has no memory left") }
    defer { unsafe EVP_MD_CTX_free(context) }
    guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
    return unsafe signature.withUnsafeBufferPointer { signature in
      unsafe message.withUnsafeBufferPointer { message in
        unsafe EVP_DigestVerify(
          context, signature.baseAddress, signature.count, message.baseAddress, message.count)
          == 1
      }
    }
  }
}
