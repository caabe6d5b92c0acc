import CCrypto
import Storage

/// The secret half of an Ed25519 key (RFC 8032), which signs.
public struct SigningKey: Sendable {
  /// What RFC 8032 calls the private key: 32 random bytes.
  private let seed: [UInt8]
  /// The other half, which may be handed to anybody.
  public let verificationKey: VerificationKey

  /// Takes the 32 bytes of a key; nil for another number of bytes.
  package init?(seed: [UInt8]) {
    guard seed.count == VerificationKey.byteCount, let key = Self.verificationKey(of: seed) else {
      return nil
    }
    self.seed = seed
    verificationKey = key
  }

  /// Makes a key from the system's random numbers.
  public static func generate() -> SigningKey {
    var generator = SystemRandomNumberGenerator()
    let seed = (0..<VerificationKey.byteCount).map { _ in
      UInt8.random(in: .min ... .max, using: &generator)
    }
    guard let key = SigningKey(seed: seed) else { fatalError("libcrypto refuses Ed25519") }
    return key
  }

  /// Reads a key as `footnote keygen` and `openssl genpkey` write it: PEM (RFC 8410).
  ///
  /// - Parameter source: The file's name, for errors.
  /// - Throws: `ProvenanceError.malformed`, also for keys of another kind.
  public init(pem: String, source: String = "the key") throws(ProvenanceError) {
    let expected = "an Ed25519 key between \"-----BEGIN PRIVATE KEY-----\" and its end"
    guard let body = PEM.body(of: pem, label: "PRIVATE KEY") else {
      throw .malformed(document: source, expected: expected, found: PEM.kind(of: pem))
    }
    guard body.count == Self.prefix.count + VerificationKey.byteCount,
      body.starts(with: Self.prefix),
      let key = SigningKey(seed: Array(body.dropFirst(Self.prefix.count)))
    else {
      throw .malformed(document: source, expected: expected, found: "a key of another kind")
    }
    self = key
  }

  /// The DER form before the seed: a PrivateKeyInfo of the algorithm 1.3.101.112.
  private static let prefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]

  /// The key as PEM; whoever has it can sign.
  public var pem: String { PEM.text(of: Self.prefix + seed, label: "PRIVATE KEY") }

  /// The signature over some bytes: 64 bytes, always the same.
  package func signature(of message: [UInt8]) -> [UInt8] {
    let signature = unsafe Self.withKey(seed) { key in
      guard let context = unsafe EVP_MD_CTX_new() else {
        fatalError("libcrypto has no memory left")
      }
      defer { unsafe EVP_MD_CTX_free(context) }
      var signature = [UInt8](repeating: 0, count: VerificationKey.signatureByteCount)
      var count = signature.count
      let isSigned = unsafe signature.withUnsafeMutableBufferPointer { signature in
        unsafe message.withUnsafeBufferPointer { message in
          unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1
            && EVP_DigestSign(
              context, signature.baseAddress, &count, message.baseAddress, message.count) == 1
        }
      }
      return isSigned ? signature : nil
    }
    guard let signature else { fatalError("libcrypto refuses to sign") }
    return signature
  }

  private static func verificationKey(of seed: [UInt8]) -> VerificationKey? {
    unsafe withKey(seed) { key in
      var bytes = [UInt8](repeating: 0, count: VerificationKey.byteCount)
      var count = bytes.count
      let isDone = unsafe bytes.withUnsafeMutableBufferPointer {
        unsafe EVP_PKEY_get_raw_public_key(key, $0.baseAddress, &count) == 1
      }
      return isDone ? VerificationKey(bytes: bytes) : nil
    }
  }

  private static func withKey<Result>(
    _ seed: [UInt8], _ body: (OpaquePointer) -> Result?
  ) -> Result? {
    guard
      let key = unsafe seed.withUnsafeBufferPointer({
        unsafe EVP_PKEY_new_raw_private_key(
          Int32(EVP_PKEY_ED25519), nil, $0.baseAddress, $0.count)
      })
    else { return nil }
    defer { unsafe EVP_PKEY_free(key) }
    return unsafe body(key)
  }
}
