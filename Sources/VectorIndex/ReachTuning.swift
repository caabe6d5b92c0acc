import Storage

/// How much of what is wanted searches that reach further and further find, as measured on a sample
/// when the index was built.
struct ReachTuning: Sendable {
  struct Step: Sendable {
    /// The reach of the searches, or in files of version 1 the width of walks.
    let bound: Float
    /// Millionths of the 10 and of the 100 best that were found.
    let recall10: UInt32
    let recall100: UInt32
    /// Nodes that walks left, or rows of the lists that were looked at, on average.
    let visits10: UInt32
    let visits100: UInt32

    var numbers: [UInt32] { [bound.bitPattern, recall10, recall100, visits10, visits100] }
  }

  /// How far a search for some rows has to go, and what it visits, about.
  struct Effort {
    var bound: Double
    var visits: Double
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

  /// The effort by which a share of the k best is found; nil where no measured one is enough.
  func effort(k: Int, recall: Double) -> Effort? {
    guard let ten = effort(recall, \.recall10, \.visits10) else { return nil }
    if k <= 10 { return ten }
    guard let hundred = effort(recall, \.recall100, \.visits100) else { return nil }
    if k >= 100 {
      let times = Double(k) / 100
      return Effort(
        bound: isByWidth ? hundred.bound * times : hundred.bound, visits: hundred.visits * times)
    }
    let share = Double(k - 10) / 90
    return Effort(
      bound: ten.bound + (max(hundred.bound, ten.bound) - ten.bound) * share,
      visits: ten.visits + (max(hundred.visits, ten.visits) - ten.visits) * share)
  }

  /// The effort at which a share was found, between those that were measured.
  private func effort(
    _ recall: Double, _ measured: (Step) -> UInt32, _ visits: (Step) -> UInt32
  ) -> Effort? {
    var before: (at: Effort, recall: Double)?
    for step in steps {
      let at = Effort(bound: Double(step.bound), visits: Double(visits(step)))
      let found = Double(measured(step)) / 1e6
      if found >= recall {
        guard let before, found > before.recall else { return at }
        let share = (recall - before.recall) / (found - before.recall)
        return Effort(
          bound: before.at.bound + (at.bound - before.at.bound) * share,
          visits: before.at.visits + (at.visits - before.at.visits) * share)
      }
      before = (at, found)
    }
    return nil
  }
}

extension ReachTuning {
  init(_ file: SectionFileReader) throws(StorageError) {
    let range = try file.range(of: VectorFormat.tuning)
    let isByWidth = file.version < VectorFormat.reachVersion
    let stepByteCount = isByWidth ? Self.widthStepByteCount : Self.stepByteCount
    guard range.count % stepByteCount == 0, range.count <= 100 * stepByteCount else {
      throw file.corrupt(
        range.lowerBound, "at most 100 measured reaches of \(stepByteCount) bytes",
        "\(range.count) bytes")
    }
    let numbers = file.bytes(range).integers(UInt32.self)
    var steps: [Step] = []
    for start in stride(from: 0, to: numbers.count, by: stepByteCount / 4) {
      let bits = numbers[start]
      let bound = isByWidth ? Float(bits) : Float(bitPattern: bits)
      let last = steps.last?.bound
      guard bound >= 0, bound <= 1e30, last.map({ bound > $0 }) ?? (!isByWidth || bound > 0),
        !isByWidth || bits <= 1 << 20
      else {
        throw file.corrupt(
          range.lowerBound + 4 * start,
          isByWidth ? "ascending widths, at most 2^20" : "ascending reaches, at most 1e30",
          isByWidth ? "\(bits)" : "\(bound)")
      }
      let visits = isByWidth ? [bits, bits] : [numbers[start + 3], numbers[start + 4]]
      guard visits[0] <= Self.visitLimit, visits[1] <= Self.visitLimit else {
        throw file.corrupt(
          range.lowerBound + 4 * start, "visits to 2^31 nodes or rows at most", "\(visits)")
      }
      steps.append(
        Step(
          bound: bound, recall10: numbers[start + 1], recall100: numbers[start + 2],
          visits10: visits[0], visits100: visits[1]))
    }
    self.init(steps: steps, isByWidth: isByWidth)
  }

  private static let visitLimit: UInt32 = 1 << 31
}
