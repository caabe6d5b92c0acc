/// Turns byte offsets of a text into offsets in Unicode scalars, from one range to the next.
///
/// Starts are counted from the start before and ends from the end before: passages that are cut
/// from one long element all have its range, which is counted once.
struct CharacterCounter {
  private var bytes = 0..<0
  private var scalars = 0..<0

  /// The range of scalars that a range of bytes holds.
  ///
  /// O(distance of its start and its end from those of the range before).
  mutating func range(_ next: Range<Int>, in text: [UInt8]) -> Range<Int> {
    let start = scalars.lowerBound + Self.scalars(from: bytes.lowerBound, to: next.lowerBound, text)
    let end = scalars.upperBound + Self.scalars(from: bytes.upperBound, to: next.upperBound, text)
    (bytes, scalars) = (next, start..<end)
    return scalars
  }

  /// The scalars that start between two offsets; less than none where the second comes first.
  private static func scalars(from start: Int, to end: Int, _ text: [UInt8]) -> Int {
    start <= end ? starts(in: text[start..<end]) : -starts(in: text[end..<start])
  }

  /// Bytes that start a scalar in UTF-8, which are all but the continuation bytes.
  private static func starts(in bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
  }
}
