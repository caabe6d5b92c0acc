/// Counts slots of words, reused from text to text.
struct FeatureBag {
  private var slots: [UInt32] = []
  private let slotBits: Int

  init(slotBits: Int) { self.slotBits = slotBits }

  mutating func removeAll() { slots.removeAll(keepingCapacity: true) }

  mutating func insert(_ words: Span<UInt32>, _ range: Range<Int>) {
    for index in range { insert(words[index]) }
  }

  mutating func insert(_ word: UInt32) {
    slots.append(UInt32(Slot.number(of: word, bits: slotBits)))
  }

  /// Calls `body` for each slot, ascending, with what its count weighs.
  mutating func forEach(_ body: (_ slot: UInt32, _ weight: Float) -> Void) {
    slots.sort()
    var index = 0
    while index < slots.count {
      var end = index + 1
      while end < slots.count, slots[end] == slots[index] { end += 1 }
      body(slots[index], Float(EmbeddingFormat.countWeight(UInt32(end - index))) / 16)
      index = end
    }
  }
}
