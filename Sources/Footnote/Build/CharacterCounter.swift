/// Turns byte offsets of a text into offsets in Unicode scalars, from one place to the next.
struct CharacterCounter {
  private var byteOffset = 0
  private var count = 0

  /// The range of scalars that a range of bytes holds.
  ///
  /// O(distance from the range before).
  mutating func range(_ bytes: Range<Int>, in text: [UInt8]) -> Range<Int> {
    let start = scalars(before: bytes.lowerBound, in: text)
    return start..<scalars(before: bytes.upperBound, in: text)
  }

  private mutating func scalars(before offset: Int, in text: [UInt8]) -> Int {
    if offset >= byteOffset {
      count += Self.starts(in: text[byteOffset..<offset])
    } else {
      count -= Self.starts(in: text[offset..<byteOffset])
    }
    byteOffset = offset
    return count
  }

  /// Bytes that start a scalar in UTF-8, which are all but the continuation bytes.
  private static func starts(in bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
  }
}
