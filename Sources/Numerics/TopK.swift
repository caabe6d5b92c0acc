/// The best k of the rows offered so far, ranked by score descending, then row ascending.
///
/// A binary heap with the worst kept row at its root.
package struct TopK {
  package struct Row: Sendable {
    package var row: UInt32
    package var score: UInt32

    /// Whether this row ranks before another.
    @inline(__always)
    func isBetter(than other: Row) -> Bool {
      score != other.score ? score > other.score : row < other.row
    }
  }

  private var heap: [Row] = []
  package let k: Int

  /// Keeps at most `k` rows; memory grows with the rows kept, not with `k`.
  package init(k: Int) { self.k = k }

  /// A row with no more than this score that comes after all rows offered cannot enter.
  package var threshold: UInt32 {
    heap.count < k ? 0 : heap.first?.score ?? .max
  }

  /// Offers a row, in any order; O(log k).
  package mutating func insert(row: UInt32, score: UInt32) {
    let new = Row(row: row, score: score)
    if heap.count < k {
      heap.append(new)
      siftUp(heap.count - 1)
    } else if let worst = heap.first, new.isBetter(than: worst) {
      heap[0] = new
      siftDown(0)
    }
  }

  /// The rows, best first.
  package consuming func sorted() -> [Row] {
    heap.sorted { $0.isBetter(than: $1) }
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    let moved = heap[child]
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[parent].isBetter(than: moved) else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = moved
  }

  private mutating func siftDown(_ start: Int) {
    var parent = start
    let moved = heap[parent]
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child].isBetter(than: heap[child + 1]) { child += 1 }
      guard moved.isBetter(than: heap[child]) else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = moved
  }
}
