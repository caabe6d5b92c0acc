import CCrypto

/// A SHA-256 digest: 32 bytes.
package struct SHA256Digest: Hashable, Sendable {
  package static let byteCount = 32

  fileprivate var storage: SIMD32<UInt8>

  /// Reads 32 bytes; nil for another number of them.
  package init?(_ bytes: RawSpan) {
    guard bytes.byteCount == Self.byteCount else { return nil }
    // Any 32 bytes are a value.
    storage = unsafe bytes.unsafeLoadUnaligned(as: SIMD32<UInt8>.self)
  }

  /// Reads 32 bytes; nil for another number of them.
  package init?(_ bytes: [UInt8]) { self.init(bytes.rawBytes) }

  /// Reads 32 bytes; nil for another number of them.
  package init?(_ bytes: ArraySlice<UInt8>) { self.init(Array(bytes)) }

  /// Reads 64 hexadecimal digits in lower case; nil for anything else.
  package init?(hexadecimal text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 2 * Self.byteCount else { return nil }
    storage = SIMD32()
    for index in 0..<Self.byteCount {
      guard let high = Self.value(digits[2 * index]), let low = Self.value(digits[2 * index + 1])
      else { return nil }
      storage[index] = high << 4 | low
    }
  }

  fileprivate static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x61 + value - 10
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }

  package var bytes: [UInt8] {
    unsafe withUnsafeBytes(of: storage) { unsafe Array($0) }
  }

  /// 64 hexadecimal digits in lower case.
  package var hexadecimal: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * Self.byteCount)
    digits.append(hexadecimal: self)
    return String(decoding: digits, as: UTF8.self)
  }
}

/// Makes one SHA-256 digest after the other, without memory for each (FIPS 180-4).
@safe
package struct SHA256Hasher: ~Copyable {
  private let context: OpaquePointer

  package init() {
    // Both calls fail only without memory, or where a policy of the system bans the algorithm.
    guard let context = unsafe EVP_MD_CTX_new() else { fatalError("libcrypto has no memory left") }
    unsafe self.context = context
    guard unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      fatalError("libcrypto refuses SHA-256")
    }
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// The digest of a byte and some bytes after it.
  package mutating func digest(prefix: UInt8, _ bytes: RawSpan) -> SHA256Digest {
    begin()
    update(prefix)
    update(bytes)
    return finish()
  }

  /// The digest of a byte and two digests after it.
  package mutating func digest(
    prefix: UInt8, _ left: SHA256Digest, _ right: SHA256Digest
  ) -> SHA256Digest {
    begin()
    update(prefix)
    update(left.storage)
    update(right.storage)
    return finish()
  }

  /// The digest of some bytes.
  package mutating func digest(_ bytes: RawSpan) -> SHA256Digest {
    begin()
    update(bytes)
    return finish()
  }

  private mutating func begin() {
    // The algorithm stays, which saves looking it up each time.
    _ = unsafe EVP_DigestInit_ex(context, nil, nil)
  }

  private mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes {
      _ = unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
    }
  }

  private mutating func update(_ value: some BitwiseCopyable) {
    unsafe withUnsafeBytes(of: value) {
      _ = unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
    }
  }

  private mutating func finish() -> SHA256Digest {
    var storage = SIMD32<UInt8>()
    unsafe withUnsafeMutableBytes(of: &storage) {
      _ = unsafe EVP_DigestFinal_ex(
        context, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
    }
    return SHA256Digest(storage)
  }
}

extension SHA256Digest {
  fileprivate init(_ storage: SIMD32<UInt8>) { self.storage = storage }
}

extension [UInt8] {
  /// Adds a digest's 32 bytes.
  package mutating func append(_ digest: SHA256Digest) {
    unsafe Swift.withUnsafeBytes(of: digest.storage) { unsafe append(contentsOf: $0) }
  }

  /// Adds a digest's 64 hexadecimal digits in lower case.
  package mutating func append(hexadecimal digest: SHA256Digest) {
    for index in 0..<SHA256Digest.byteCount {
      append(SHA256Digest.digit(digest.storage[index] >> 4))
      append(SHA256Digest.digit(digest.storage[index] & 15))
    }
  }
}
