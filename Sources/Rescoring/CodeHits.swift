import Storage

/// The codes of a document that may concern a question, found without a branch a code.
///
/// A code's length and its match are as good as random to the processor: guessing wrong at every
/// other word would cost more than all the rest.
struct CodeHits {
  /// Of each hit, its position among the document's codes in the upper half, the code in the lower.
  private var hits: [UInt64] = []
  private(set) var count = 0
  /// Codes of the document, gaps included.
  private(set) var codeCount = 0

  subscript(index: Int) -> (position: UInt32, code: UInt32) {
    (UInt32(hits[index] >> 32), UInt32(truncatingIfNeeded: hits[index]))
  }

  /// Reads the codes in a range of a file, which goes on behind it; false when one is cut off.
  mutating func read(_ file: RawSpan, _ range: Range<Int>, filter: Span<UInt64>) -> Bool {
    if hits.count <= range.count {
      hits = [UInt64](repeating: 0, count: max(2 * range.count, 4096))
    }
    var hits = hits.mutableSpan
    var offset = range.lowerBound
    var position: UInt64 = 0
    var found = 0
    let twoBase = UInt32(WordCode.firstOfTwo) << 8 - WordCode.twoStart
    let threeBase = UInt32(WordCode.firstOfThree) << 16 - WordCode.threeStart
    while offset < range.upperBound {
      // The file's table lies behind every section, so that four bytes are always there.
      let word = file.integer(UInt32.self, at: offset).byteSwapped
      let isTwo: UInt32 = word >= UInt32(WordCode.firstOfTwo) << 24 ? 1 : 0
      let isThree: UInt32 = word >= UInt32(WordCode.firstOfThree) << 24 ? 1 : 0
      var code = word >> (24 - 8 * (isTwo + isThree))
      code = code &- isTwo &* twoBase &- isThree &* (threeBase - twoBase)
      offset += Int(1 + isTwo + isThree)
      if word >= UInt32(WordCode.ofFive) << 24 {
        guard offset + 2 <= range.upperBound else { return false }
        code = file.integer(UInt32.self, at: offset - 2).byteSwapped
        offset += 2
      }
      let low = code & (1 << MatchTable.filterBits - 1)
      hits[found] = position << 32 | UInt64(code)
      found += Int(filter[Int(low >> 6)] >> UInt64(low & 63) & 1)
      position += 1
    }
    count = found
    codeCount = Int(position)
    return offset == range.upperBound
  }
}
