/// How a search of all rows goes about it.
struct VectorPlan: Sendable {
  enum First: Sendable {
    /// Signs tell of most rows that they are too far; the others are looked at by their bytes. The
    /// number says how many standard deviations an estimate is given.
    case bounded(deviations: Double)
    /// Each row is looked at alike.
    case all(VectorLook)
  }

  let k: Int
  let first: First
  /// How many rows the first look leaves.
  let firstCount: Int
  /// The closer look at them; nil where the first was the closest.
  let second: VectorLook?

  /// - Parameters:
  ///   - findable: rows that may be found; `k` is not above it.
  ///   - measurement: what is known of the signs' estimates.
  init(
    k: Int, recall: Double, findable: Int, code: VectorCode, _ measurement: VectorMeasurement
  ) {
    self.k = k
    let closest: VectorLook = code == .float32 ? .floats : .fine(code.finest)
    let first: First
    let wanted: Int
    switch code {
    case .bits1:
      first = .all(.equalSigns)
      wanted = 10 * k + 100
    case .bits4:
      first = .all(.coarse(.nibbles))
      wanted = 2 * k + 10
    case .bits8, .float32:
      // Few rows leave little to pass over.
      first =
        findable < Self.leastBoundedCount
        ? .all(.coarse(.bytes))
        : .bounded(deviations: measurement.deviations(recall: recall))
      wanted = k + 10
    }
    if recall >= 1 || wanted >= findable {
      self.first = .all(closest)
      firstCount = k
      second = nil
    } else {
      self.first = first
      firstCount = wanted
      second = closest
    }
  }

  private static let leastBoundedCount = 4_096
}
