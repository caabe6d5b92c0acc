/// Counts pairs in the finest cells, for few of them.
struct FinePairCounts {
  /// Cells are put in order when so many wait, and at least as many as are in order.
  private static let pendingLimit = 1 << 20

  /// Each cell that counts anything and its count, ascending by cell.
  private var sorted: [UInt32] = []
  private var pending: [UInt32] = []

  /// Bytes that are held, and as many for putting them in order.
  var memoryByteCount: Int {
    2 * (sorted.capacity + pending.capacity) * MemoryLayout<UInt32>.stride
  }

  mutating func add(_ first: UInt32, _ second: UInt32) {
    let cell = WordPairs.cell(first, second, bits: WordPairs.finestBits)
    pending.append(UInt32(truncatingIfNeeded: cell))
    if pending.count >= max(Self.pendingLimit, sorted.count) { settle() }
  }

  /// Each cell that counts anything and its count, ascending by cell.
  mutating func entries() -> [UInt32] {
    settle()
    return sorted
  }

  private mutating func settle() {
    pending.sort()
    var merged: [UInt32] = []
    merged.reserveCapacity(sorted.count + 2 * pending.count)
    var next = 0
    func add(_ cell: UInt32, _ count: UInt32) {
      if let last = merged.indices.last, merged[last - 1] == cell {
        merged[last] = merged[last].saturatingAdd(count)
      } else {
        merged.append(cell)
        merged.append(count)
      }
    }
    for cell in pending {
      while next < sorted.count, sorted[next] <= cell {
        add(sorted[next], sorted[next + 1])
        next += 2
      }
      add(cell, 1)
    }
    merged += sorted[next...]
    sorted = merged
    pending.removeAll()
  }
}
