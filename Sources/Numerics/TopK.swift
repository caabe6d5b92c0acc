/// The best k of the rows offered so far, ranked by score descending, then row ascending.
///
/// A binary heap with the worst kept row at its root.
package struct TopK {
  /// Score in the upper half, the row's complement in the lower: the better row has the greater
  /// key.
  private var heap: [UInt64] = []
  package let k: Int

  /// Keeps at most `k` rows; memory grows with the rows kept, not with `k`.
  package init(k: Int) { self.k = k }

  /// A row with no more than this score that comes after all rows offered cannot enter.
  package var threshold: UInt32 {
    if heap.count < k { return 0 }
    return heap.first.map { UInt32($0 >> 32) } ?? .max
  }

  /// Offers a row, in any order; O(log k).
  package mutating func insert(row: UInt32, score: UInt32) {
    let key = UInt64(score) << 32 | UInt64(~row)
    if heap.count < k {
      heap.append(key)
      siftUp(heap.count - 1)
    } else if let worst = heap.first, key > worst {
      siftDown(key)
    }
  }

  /// The rows, best first.
  package consuming func sorted() -> [(row: UInt32, score: UInt32)] {
    heap.sorted(by: >).map { (~UInt32(truncatingIfNeeded: $0), UInt32($0 >> 32)) }
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    let moved = heap[child]
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[parent] > moved else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = moved
  }

  /// Puts a key in the place of the root's.
  private mutating func siftDown(_ moved: UInt64) {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < moved else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = moved
  }
}
