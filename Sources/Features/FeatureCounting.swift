/// Turns occurrences of features into counts, sorted by feature.
struct FeatureCounting {
  private var starts: [Int] = []
  private var sorted: [UInt32] = []

  /// Buckets up to this size are sorted by insertion.
  private static let insertionLimit = 24

  /// Calls `body` for each distinct feature in ascending order with its count.
  ///
  /// Features are hashes, so one distribution by their highest bits leaves about one to a bucket:
  /// O(n) as a rule, O(n log n) for features chosen to collide.
  mutating func count(_ occurrences: [UInt32], _ body: (UInt32, UInt32) -> Void) {
    distribute(occurrences)
    var index = 0
    while index < sorted.count {
      let feature = sorted[index]
      var end = index + 1
      while end < sorted.count, sorted[end] == feature { end += 1 }
      body(feature, UInt32(clamping: end - index))
      index = end
    }
  }

  /// Fills `sorted` with the occurrences in order.
  private mutating func distribute(_ occurrences: [UInt32]) {
    let bits = min(16, UInt32.bitWidth - UInt32(clamping: occurrences.count).leadingZeroBitCount)
    let shift = UInt32(32 - bits)
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: (1 << bits) + 1))
    for feature in occurrences { starts[Int(feature >> shift) + 1] += 1 }
    for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
    sorted.removeAll(keepingCapacity: true)
    sorted.append(contentsOf: repeatElement(0, count: occurrences.count))
    for feature in occurrences {
      let bucket = Int(feature >> shift)
      sorted[starts[bucket]] = feature
      starts[bucket] += 1
    }
    // Each start has moved to its bucket's end.
    var start = 0
    for bucket in 0..<(1 << bits) {
      sortBucket(start..<starts[bucket])
      start = starts[bucket]
    }
  }

  private mutating func sortBucket(_ range: Range<Int>) {
    guard range.count > 1 else { return }
    guard range.count <= Self.insertionLimit else {
      sorted[range].sort()
      return
    }
    for index in range.dropFirst() {
      let feature = sorted[index]
      var hole = index
      while hole > range.lowerBound, sorted[hole - 1] > feature {
        sorted[hole] = sorted[hole - 1]
        hole -= 1
      }
      sorted[hole] = feature
    }
  }
}
