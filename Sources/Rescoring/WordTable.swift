/// Numbers words in the order in which they are first met.
///
/// Open addressing with linear probing; nothing is ever removed.
struct WordTable {
  private(set) var keys: [WordKey] = []
  private var slots = [UInt32](repeating: 0, count: 1 << 12)

  /// Bytes that the table holds.
  var memoryByteCount: Int {
    keys.capacity * MemoryLayout<WordKey>.stride
      + slots.count * MemoryLayout<UInt32>.stride
  }

  /// The number of a word, given one if it is new.
  mutating func number(of key: WordKey) -> UInt32 {
    var slot = Self.hash(key) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = slots[slot] - 1
      if keys[Int(number)] == key { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    precondition(keys.count < Int(UInt32.max) - 2, "a segment has 2^32 words")
    keys.append(key)
    slots[slot] = UInt32(keys.count)
    if 2 * keys.count > slots.count { grow() }
    return UInt32(keys.count - 1)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 2 * slots.count)
    for (number, key) in keys.enumerated() {
      var slot = Self.hash(key) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  private static func hash(_ key: WordKey) -> Int {
    let mixed = (UInt64(key.form) << 32 | UInt64(key.stem)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32)
  }
}
