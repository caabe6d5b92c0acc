/// How a search of all rows goes about it.
struct VectorPlan: Sendable {
  let k: Int
  let first: VectorLook
  /// How many rows the first look leaves.
  let firstCount: Int
  /// The closer look at them; nil where the first was the closest.
  let second: VectorLook?

  /// - Parameter findable: rows that may be found; `k` is not above it.
  init(k: Int, recall: Double, findable: Int, code: VectorCode) {
    self.k = k
    let last: VectorLook = code == .float32 ? .floats : .fine(code.finest)
    let first: VectorLook
    let wanted: Int
    switch code {
    case .bits1:
      first = .equalSigns
      wanted = 10 * k + 100
    case .bits4:
      first = .coarse(.nibbles)
      wanted = 2 * k + 10
    case .bits8, .float32:
      first = .coarse(.bytes)
      wanted = k + 10
    }
    if recall >= 1 || wanted >= findable {
      self.first = last
      firstCount = k
      second = nil
    } else {
      self.first = first
      firstCount = wanted
      second = last
    }
  }
}
