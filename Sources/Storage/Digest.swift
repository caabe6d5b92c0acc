import CCrypto

/// A cryptographic hash that a digest can be made with.
package enum DigestAlgorithm: Sendable {
  case sha256
  /// Only to check what MediaWiki published; never to prove anything.
  case sha1

  package var byteCount: Int {
    switch self {
    case .sha256: 32
    case .sha1: 20
    }
  }
}

/// Computes a digest over bytes that come in pieces (FIPS 180-4).
@safe
package struct Digester: ~Copyable {
  private let context: OpaquePointer
  private let algorithm: DigestAlgorithm

  package init(_ algorithm: DigestAlgorithm) {
    // Both calls fail only without memory, or where a policy of the system bans the algorithm.
    guard let context = unsafe EVP_MD_CTX_new() else { fatalError("libcrypto has no memory left") }
    unsafe self.context = context
    self.algorithm = algorithm
    let method =
      switch algorithm {
      case .sha256: unsafe EVP_sha256()
      case .sha1: unsafe EVP_sha1()
      }
    guard unsafe EVP_DigestInit_ex(context, method, nil) == 1 else {
      fatalError("libcrypto refuses \(algorithm)")
    }
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  package mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes {
      _ = unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
    }
  }

  /// The digest, 32 or 20 bytes.
  package consuming func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: algorithm.byteCount)
    unsafe digest.withUnsafeMutableBufferPointer {
      _ = unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil)
    }
    return digest
  }
}

package func digest(_ algorithm: DigestAlgorithm, of bytes: RawSpan) -> [UInt8] {
  var digester = Digester(algorithm)
  digester.update(bytes)
  return digester.finish()
}

/// The bytes as lower-case hexadecimal digits.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
