import Numerics

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

    /// The bits of a word that starts as a term does.
    static func prefix(ofTerm term: Int) -> UInt32 { UInt32(term + 1) << 8 }

    /// The bits of a word that has a term's stem.
    static func stem(ofTerm term: Int, isForm: Bool) -> UInt32 {
      UInt32(term + 1) | (isForm ? 0x80 : 0)
    }
  }

  /// Codes are first looked up by their low bits, without a branch.
  private static let filterBits = CodeHits.filterBits

  /// A bit for each value of the codes' low bits, whether a code with them may match; gaps do.
  private(set) var filter = [UInt64](repeating: 0, count: 1 << Int(filterBits - 6))
  /// A code in the upper half, its match in the lower; 0 where there is none.
  private var slots: [UInt64]
  private let shift: UInt32

  /// Makes a table from what the words of some ranks are to the question.
  ///
  /// The last of equal ranks counts, of prefixes and of stems.
  init(
    prefixes: [(rank: UInt32, bits: UInt32)], stems: [(rank: UInt32, bits: UInt32)]
  ) {
    let count = prefixes.count + stems.count
    let bits = max(6, Int.bitWidth - (2 * count).leadingZeroBitCount)
    slots = [UInt64](repeating: 0, count: 1 << bits)
    shift = UInt32(32 - bits)
    filter[0] = 1
    for entry in prefixes { insert(entry.rank, entry.bits, keeping: 0) }
    for entry in stems { insert(entry.rank, entry.bits, keeping: ~0xFF) }
  }

  /// Puts bits in the place of those that a word had, but for some that it keeps.
  private mutating func insert(_ rank: UInt32, _ bits: UInt32, keeping mask: UInt32) {
    let code = rank &+ 1
    if code == WordCode.gap { return }
    var slot = slot(of: code)
    while slots[slot] != 0, UInt32(slots[slot] >> 32) != code {
      slot = (slot + 1) & (slots.count - 1)
    }
    let before = UInt32(truncatingIfNeeded: slots[slot])
    slots[slot] = UInt64(code) << 32 | UInt64(before & mask | bits)
    let low = code & (1 << Self.filterBits - 1)
    filter[Int(low >> 6)] |= 1 << UInt64(low & 63)
  }

  @inline(__always)
  private func slot(of code: UInt32) -> Int { Int((code &* 0x9E37_79B9) >> shift) }

  /// What the word of a code is to the question; nothing for a gap.
  @inline(__always)
  subscript(code: UInt32) -> Match {
    var slot = slot(of: code)
    while true {
      let entry = slots[slot]
      // A vacant slot is what a gap has.
      if UInt32(entry >> 32) == code || entry == 0 {
        return Match(bits: UInt32(truncatingIfNeeded: entry))
      }
      slot = (slot + 1) & (slots.count - 1)
    }
  }
}
