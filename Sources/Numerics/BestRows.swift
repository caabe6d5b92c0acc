/// The best k of the rows offered so far, ranked by score descending, then row ascending.
///
/// Rows are gathered until there are twice as many as wanted, and then the worse half is dropped:
/// cheaper than a heap where many rows pass the threshold.
package struct BestRows: Sendable {
  package let k: Int
  /// Each row's score as an integer of the same order in the upper half, and the row's complement.
  private var keys: [UInt64] = []
  private let capacity: Int
  /// A row with a lower score cannot enter.
  package private(set) var threshold = -Float.infinity

  /// Keeps at most `k` rows, which is above 0.
  package init(k: Int) {
    precondition(k > 0)
    self.k = k
    capacity = 2 * k + 64
  }

  /// Offers a row; its score is a number.
  package mutating func insert(row: UInt32, score: Float) {
    guard score >= threshold else { return }
    keys.append(UInt64(ascending(score)) << 32 | UInt64(~row))
    if keys.count == capacity { drop() }
  }

  /// Makes the threshold that of the rows offered so far.
  package mutating func settle() {
    if keys.count > k || keys.count == k && threshold == -.infinity { drop() }
  }

  /// The rows, best first.
  package consuming func sorted() -> [(row: UInt32, score: Float)] {
    keys.sort(by: >)
    return keys.prefix(k).map {
      (~UInt32(truncatingIfNeeded: $0), Self.score(UInt32($0 >> 32)))
    }
  }

  /// The best rows' numbers, ascending: the order in which their codes lie.
  package consuming func rows() -> [UInt32] {
    if keys.count > k { drop() }
    return keys.map { ~UInt32(truncatingIfNeeded: $0) }.sorted()
  }

  /// Keeps the best k.
  private mutating func drop() {
    // Hoare's selection: afterwards the k greatest keys stand first.
    var low = 0
    var high = keys.count - 1
    while low < high {
      let pivot = median(keys[low], keys[(low + high) / 2], keys[high])
      var left = low
      var right = high
      while left <= right {
        while keys[left] > pivot { left += 1 }
        while keys[right] < pivot { right -= 1 }
        if left <= right {
          keys.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if k - 1 <= right { high = right } else if k - 1 >= left { low = left } else { break }
    }
    keys.removeLast(keys.count - k)
    let least = keys.reduce(UInt64.max, min)
    threshold = Self.score(UInt32(least >> 32))
  }

  private func median(_ a: UInt64, _ b: UInt64, _ c: UInt64) -> UInt64 {
    max(min(a, b), min(max(a, b), c))
  }

  /// An integer that is greater for a greater number; zeros of both signs are one.
  private func ascending(_ score: Float) -> UInt32 {
    let bits = (score + 0).bitPattern
    return bits >> 31 == 1 ? ~bits : bits | 1 << 31
  }

  private static func score(_ ascending: UInt32) -> Float {
    Float(bitPattern: ascending >> 31 == 1 ? ascending & ~(1 << 31) : ~ascending)
  }
}
