/// What the words of a segment are to one question, by code: mostly nothing.
struct MatchTable {
  /// What a word is to the question: 0 for nothing.
  struct Match {
    var bits: UInt32 = 0

    /// One more than the term whose stem the word has.
    var term: Int { Int(bits & 0x7F) }
    /// Whether it has a form that the question has as well.
    var isForm: Bool { bits & 0x80 != 0 }
    /// One more than the term whose prefix the word has.
    var prefixTerm: Int { Int(bits >> 8) }
  }

  /// Codes are first looked up by these low bits, without a branch.
  static let filterBits: UInt32 = 15

  /// A bit for each value of the codes' low bits, whether a code with them may match; gaps do.
  private(set) var filter = [UInt64](repeating: 0, count: 1 << Int(filterBits - 6))
  private var codes: [UInt32]
  private var matches: [UInt32]
  private let shift: UInt32

  /// Makes a table from the matches of each rank; the last of equal ranks counts.
  init(_ entries: [(rank: UInt32, bits: UInt32)]) {
    let bits = max(6, Int.bitWidth - (2 * entries.count).leadingZeroBitCount)
    codes = [UInt32](repeating: WordCode.gap, count: 1 << bits)
    matches = [UInt32](repeating: 0, count: 1 << bits)
    shift = UInt32(32 - bits)
    filter[0] = 1
    for entry in entries {
      let code = entry.rank &+ 1
      if code == WordCode.gap { continue }
      var slot = slot(of: code)
      while codes[slot] != WordCode.gap, codes[slot] != code {
        slot = (slot + 1) & (codes.count - 1)
      }
      codes[slot] = code
      matches[slot] = entry.bits
      let low = code & (1 << Self.filterBits - 1)
      filter[Int(low >> 6)] |= 1 << UInt64(low & 63)
    }
  }

  @inline(__always)
  private func slot(of code: UInt32) -> Int { Int((code &* 0x9E37_79B9) >> shift) }

  /// What the word of a code is to the question; nothing for a gap.
  @inline(__always)
  subscript(code: UInt32) -> Match {
    var slot = slot(of: code)
    while codes[slot] != code {
      if codes[slot] == WordCode.gap { return Match() }
      slot = (slot + 1) & (codes.count - 1)
    }
    return Match(bits: code == WordCode.gap ? 0 : matches[slot])
  }
}
