import Numerics
import Storage

/// Entries of a file that ascend by a number, or by two, at their start.
struct SortedEntries: Sendable {
  /// Where they lie in the file.
  let range: Range<Int>
  let byteCount: Int

  var count: Int { range.count / byteCount }

  func offset(of index: Int) -> Int { range.lowerBound + byteCount * index }

  func key(_ index: Int, _ bytes: RawSpan) -> UInt32 {
    bytes.integer(UInt32.self, at: offset(of: index))
  }

  /// Both numbers of an entry as one.
  func longKey(_ index: Int, _ bytes: RawSpan) -> UInt64 {
    let offset = offset(of: index)
    return UInt64(bytes.integer(UInt32.self, at: offset)) << 32
      | UInt64(bytes.integer(UInt32.self, at: offset + 4))
  }

  /// The first entry that is not below a number.
  ///
  /// - Parameter bits: of the numbers, which are hashes.
  func first(from key: UInt32, bits: Int = 32, _ bytes: RawSpan) -> Int {
    InterpolationSearch.firstIndex(notBelow: UInt64(key), count: count, limit: 1 << UInt64(bits)) {
      UInt64(self.key($0, bytes))
    }
  }

  /// Of each number of 32 bits, the first entry that is not below it; looked for at once.
  func first(from keys: [UInt32], _ bytes: RawSpan) -> [Int] {
    InterpolationSearch.firstIndices(
      notBelow: keys, count: count, prefetch: { bytes.prefetch(at: offset(of: $0)) }
    ) {
      UInt64(key($0, bytes))
    }
  }

  /// The first entry that is not below two numbers.
  func first(from key: UInt64, _ bytes: RawSpan) -> Int {
    InterpolationSearch.firstIndex(notBelow: key, count: count, limit: .max) { longKey($0, bytes) }
  }

  /// The sum of the counts behind the cells in a range; entries are a cell and its count.
  func sum(_ keys: Range<Int>, _ bytes: RawSpan) -> UInt64 {
    var sum: UInt64 = 0
    var index = first(
      from: UInt32(truncatingIfNeeded: keys.lowerBound), bits: WordPairs.finestBits, bytes)
    while index < count, Int(key(index, bytes)) < keys.upperBound {
      sum += UInt64(bytes.integer(UInt32.self, at: offset(of: index) + 4))
      index += 1
    }
    return sum
  }
}
