/// Which texts of a batch have a slot, and with what weight: the features turned around.
struct SlotReferences: Sendable {
  /// A slot's references, in the order of texts.
  struct Group: Sendable {
    var slot: Int
    var range: Range<Int>
  }

  private(set) var texts: [UInt32] = []
  private(set) var weights: [Float] = []
  private(set) var groups: [Group] = []

  private static let digitBits = 11

  /// Sorts the references of texts, which come one after the other, by their slots.
  init(slots: [UInt32], weights unsorted: [Float], texts unsortedTexts: [UInt32], slotBits: Int) {
    var order = slots.indices.map { UInt32($0) }
    for shift in stride(from: 0, to: slotBits, by: Self.digitBits) {
      order = Self.sorted(order, by: slots, shift: UInt32(shift))
    }
    texts.reserveCapacity(order.count)
    weights.reserveCapacity(order.count)
    for index in order {
      texts.append(unsortedTexts[Int(index)])
      weights.append(unsorted[Int(index)])
    }
    var start = 0
    while start < order.count {
      let slot = slots[Int(order[start])]
      var end = start + 1
      while end < order.count, slots[Int(order[end])] == slot { end += 1 }
      groups.append(Group(slot: Int(slot), range: start..<end))
      start = end
    }
  }

  /// A stable distribution by one digit.
  private static func sorted(_ order: [UInt32], by slots: [UInt32], shift: UInt32) -> [UInt32] {
    let mask = UInt32(1 << digitBits) - 1
    var starts = [Int](repeating: 0, count: (1 << digitBits) + 1)
    for index in order { starts[Int(slots[Int(index)] >> shift & mask) + 1] += 1 }
    for digit in 1..<starts.count { starts[digit] += starts[digit - 1] }
    var sorted = order
    for index in order {
      let digit = Int(slots[Int(index)] >> shift & mask)
      sorted[starts[digit]] = index
      starts[digit] += 1
    }
    return sorted
  }
}
