/// The rate of a growing count over the last few seconds.
struct RateMeter: Sendable {
  /// Seconds that the rate looks back.
  static let window = 10.0
  /// Seconds before there is a rate at all; the first moments would only mislead.
  static let warmUp = 0.5

  private var points: [(time: Double, count: UInt64)] = []

  /// Notes the count at a time; times do not go back.
  mutating func note(_ count: UInt64, at time: Double) {
    points.append((time, count))
    // The oldest point kept is at least a window old, so that the rate covers a whole one.
    while points.count > 2, time - points[1].time >= Self.window { points.removeFirst() }
  }

  /// Counts a second over the window; nil in the first moments.
  var perSecond: Double? {
    guard let first = points.first, let last = points.last, last.count >= first.count,
      last.time - first.time >= Self.warmUp
    else { return nil }
    return Double(last.count - first.count) / (last.time - first.time)
  }
}
