/// Which segments are merged, and when.
///
/// Only runs of the newest segments are, so that what a segment takes out of others is always in an
/// older one. A segment is merged with all that are newer once it is no larger than these together:
/// so sizes at least halve from one to the next but for the last few, there are few segments, and a
/// passage is written again once for each doubling (the logarithmic method of Bentley and Saxe,
/// 1980, with some delay).
struct CompactionPolicy {
  /// Fewer segments are not worth merging.
  static let leastRunCount = 4
  /// A third of dead passages is too many to search around.
  static let deadShareLimit = 1.0 / 3

  /// What the policy looks at of a segment.
  struct Size: Equatable {
    var passageCount: Int
    var liveCount: Int

    var isMostlyDead: Bool {
      Double(passageCount - liveCount)
        > CompactionPolicy.deadShareLimit * Double(passageCount)
    }
  }

  /// The first of the segments to merge; nil where none is due.
  ///
  /// - Parameters:
  ///   - sizes: Oldest first.
  ///   - isExact: Whether the segments together have the statistics that one would have.
  static func start(_ sizes: [Size], isExact: Bool) -> Int? {
    if !isExact { return 0 }
    if let first = sizes.firstIndex(where: \.isMostlyDead) { return first }
    guard sizes.count >= leastRunCount else { return nil }
    return (0...sizes.count - leastRunCount).first { start in
      sizes[start].liveCount <= sizes[(start + 1)...].reduce(0) { $0 + $1.liveCount }
    }
  }
}
