internal import CXXHash

/// Hashes to features: the low 32 bits of XXH3-64 seeded with the family's number.
enum FeatureHash {
  /// The feature of a word's normal form or stem.
  static func word(_ bytes: [UInt8], _ family: FeatureFamily) -> UInt32 {
    UInt32(
      truncatingIfNeeded: unsafe footnote_xxh3_64_seed(bytes, bytes.count, family.rawValue))
  }

  /// The feature of a character and the one after it; 0 as the second stands for none.
  static func characters(_ first: UInt32, _ second: UInt32 = 0) -> UInt32 {
    UInt32(
      truncatingIfNeeded: footnote_xxh3_64_pair(
        first, second, FeatureFamily.characters.rawValue))
  }

  /// A hash of raw bytes, for the cache and for tokens too long to be words.
  @inline(__always)
  static func raw(_ bytes: Span<UInt8>) -> UInt64 {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe footnote_xxh3_64_seed(
        buffer.baseAddress, buffer.count, FeatureFamily.stem.rawValue)
    }
  }
}
