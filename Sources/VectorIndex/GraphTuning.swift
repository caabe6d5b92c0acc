import Numerics

/// How much of what is wanted walks that go further and further find, as measured on a sample when
/// the index was built.
struct GraphTuning: Sendable {
  struct Step: Sendable {
    /// The reach of the walks, or in files of version 1 their width.
    let bound: Float
    /// Millionths of the 10 and of the 100 best that were found.
    let recall10: UInt32
    let recall100: UInt32
    /// Nodes that the walks left, on average.
    let hops10: UInt32
    let hops100: UInt32

    var numbers: [UInt32] { [bound.bitPattern, recall10, recall100, hops10, hops100] }
  }

  /// How far a walk for some rows has to go, and how many nodes it leaves, about.
  struct Walk {
    var extent: VectorWalks.Extent
    var hops: Int
  }

  static let stepByteCount = 20
  /// That of files of version 1: a width and both shares.
  static let widthStepByteCount = 12

  let steps: [Step]
  /// Whether walks are bounded by their width alone.
  let isByWidth: Bool

  init(steps: [Step], isByWidth: Bool = false) {
    self.steps = steps
    self.isByWidth = isByWidth
  }

  /// The walk by which a share of the k best is found; nil where no measured one is enough.
  func walk(k: Int, recall: Double) -> Walk? {
    guard let ten = bound(recall, \.recall10, \.hops10) else { return nil }
    if k <= 10 { return walk(ten, k: k) }
    guard let hundred = bound(recall, \.recall100, \.hops100) else { return nil }
    if k >= 100 {
      let times = Double(k) / 100
      return walk((isByWidth ? hundred.bound * times : hundred.bound, hundred.hops * times), k: k)
    }
    let share = Double(k - 10) / 90
    return walk(
      (
        ten.bound + (max(hundred.bound, ten.bound) - ten.bound) * share,
        ten.hops + (max(hundred.hops, ten.hops) - ten.hops) * share
      ), k: k)
  }

  private typealias Bound = (bound: Double, hops: Double)

  /// The bound at which a share was found, between those that were measured.
  private func bound(
    _ recall: Double, _ measured: (Step) -> UInt32, _ hops: (Step) -> UInt32
  ) -> Bound? {
    var before: (at: Bound, recall: Double)?
    for step in steps {
      let at = (bound: Double(step.bound), hops: Double(hops(step)))
      let found = Double(measured(step)) / 1e6
      if found >= recall {
        guard let before, found > before.recall else { return at }
        let share = (recall - before.recall) / (found - before.recall)
        return (
          before.at.bound + (at.bound - before.at.bound) * share,
          before.at.hops + (at.hops - before.at.hops) * share
        )
      }
      before = (at, found)
    }
    return nil
  }

  private func walk(_ bound: Bound, k: Int) -> Walk {
    guard !isByWidth else {
      let width = max(k, Int(bound.bound.rounded(.up)))
      return Walk(extent: VectorWalks.Extent(width: width), hops: width)
    }
    return Walk(
      extent: Self.extent(k: k, reach: Float(bound.bound)),
      hops: max(k, Int(bound.hops.rounded(.up))))
  }

  /// A walk for the k best with a reach.
  static func extent(k: Int, reach: Float) -> VectorWalks.Extent {
    VectorWalks.Extent(width: max(2_048, 8 * k), rank: max(10, k), reach: reach)
  }
}
