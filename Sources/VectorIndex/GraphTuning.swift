import Numerics

/// How much of what is wanted walks of growing width find, as measured on a sample when the index
/// was built.
struct GraphTuning: Sendable {
  struct Step: Sendable {
    let width: UInt32
    /// Millionths of the 10 and of the 100 best that were found.
    let recall10: UInt32
    let recall100: UInt32

    var numbers: [UInt32] { [width, recall10, recall100] }
  }

  static let stepByteCount = 12
  static let widths = [
    10, 14, 20, 28, 40, 56, 80, 112, 160, 224, 320, 448, 640, 896, 1_280, 1_792, 2_560,
  ]

  let steps: [Step]

  init(steps: [Step]) { self.steps = steps }

  /// The width at which a share of the k best is found; nil where no measured one is enough.
  func width(k: Int, recall: Double) -> Int? {
    func width(_ measured: (Step) -> UInt32) -> Double? {
      var before: (width: Double, recall: Double)?
      for step in steps {
        let at = (width: Double(step.width), recall: Double(measured(step)) / 1e6)
        if at.recall >= recall {
          guard let before, at.recall > before.recall else { return at.width }
          // What is missed falls about as a power of the width.
          let share = (recall - before.recall) / (at.recall - before.recall)
          return before.width + (at.width - before.width) * share
        }
        before = at
      }
      return nil
    }
    guard let ten = width(\.recall10), k <= 100 || steps.count > 0 else { return nil }
    if k <= 10 { return max(k, Int(ten.rounded(.up))) }
    guard let hundred = width(\.recall100) else { return nil }
    if k >= 100 { return max(k, Int((hundred * Double(k) / 100).rounded(.up))) }
    let share = Double(k - 10) / 90
    return max(k, Int((ten + (max(hundred, ten) - ten) * share).rounded(.up)))
  }
}

extension GraphTuning {
  private static let sampleCount = 128
  /// Recall from which on wider walks are not measured, in millionths.
  private static let enough: UInt32 = 999_000

  /// Measures walks towards rows that are moved by chance, so that no query is a row.
  init(_ rows: GraphRows, _ levels: GraphLevels) {
    let count = min(Self.sampleCount, rows.count)
    let sample = (0..<count).map { UInt32($0 * rows.count / count) }
    let queries = sample.map { GraphSampleQuery(rows, row: $0) }
    let best = queries.map { $0.best(of: rows, count: min(100, rows.count)) }
    var steps: [Step] = []
    var walk = VectorWalk()
    for width in Self.widths {
      var found10 = 0
      var found100 = 0
      var count10 = 0
      var count100 = 0
      for (query, expected) in zip(queries, best) {
        levels.walk(rows, query.query, width: width, &walk)
        let found = Set((0..<min(walk.count, 100)).map { walk.node($0) })
        let foundTen = Set((0..<min(walk.count, 10)).map { walk.node($0) })
        count10 += min(10, expected.count)
        found10 += expected.prefix(10).count { foundTen.contains($0) }
        count100 += expected.count
        found100 += expected.count { found.contains($0) }
      }
      let step = Step(
        width: UInt32(width), recall10: UInt32(found10 * 1_000_000 / max(1, count10)),
        recall100: UInt32(found100 * 1_000_000 / max(1, count100)))
      steps.append(step)
      if step.recall10 >= Self.enough, step.recall100 >= Self.enough { break }
    }
    self.init(steps: steps)
  }
}

/// A row that was moved, as a query.
private struct GraphSampleQuery {
  let query: VectorGraphQuery
  private let codes: [Int8]
  private let factor: Float

  init(_ rows: GraphRows, row: UInt32) {
    var numbers: [Int8] = []
    rows.append(row, to: &numbers)
    var square: Int32 = 0
    for number in numbers { square += Int32(number) * Int32(number) }
    let spread = (Float(square) / Float(rows.layout.dimensions)).squareRoot()
    // Sums of four even bytes are about normal, with this deviation.
    let deviation: Float = 147.8
    var state = UInt64(row)
    codes = numbers.enumerated().map { index, number in
      guard index < rows.layout.dimensions else { return 0 }
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      z ^= z >> 31
      var sum = 0
      for byte in 0..<4 { sum += Int(z >> UInt64(8 * byte) & 255) }
      let moved = Float(number) + Float(sum - 510) / deviation * spread * Self.distance
      return Int8(max(-127, min(127, (moved * 0.5).rounded(.toNearestOrEven))))
    }
    factor = rows.factors[Int(row)] * 2
    var moved: Int32 = 0
    for number in codes { moved += Int32(number) * Int32(number) }
    query = VectorGraphQuery(
      codes: codes, scale: factor,
      slack: VectorIndexReader.slack(length: Float(moved).squareRoot() * factor))
  }

  /// How far rows are moved, as a share of their length.
  private static let distance: Float = 1.25

  /// The best rows by their bytes, by looking at all.
  func best(of rows: GraphRows, count: Int) -> [UInt32] {
    var best = BestRows(k: count)
    var selected = SelectedRows(capacity: Self.windowCount)
    var sums = [Int32](repeating: 0, count: Self.windowCount)
    for start in stride(from: 0, to: rows.count, by: Self.windowCount) {
      let end = min(start + Self.windowCount, rows.count)
      var target = sums.mutableSpan
      VectorKernels.current.products(codes.span, rows.bytes, .range(start..<end), into: &target)
      selected.select(
        sums.span.extracting(0..<end - start),
        factors: rows.factors.span.extracting(start..<end),
        biases: rows.biases.span.extracting(rows.biases.isEmpty ? 0..<0 : start..<end),
        scale: factor, atLeast: best.threshold)
      for index in 0..<selected.count {
        best.insert(row: UInt32(start) + selected.places[index], score: selected.scores[index])
      }
    }
    return best.sorted().map(\.row)
  }

  private static let windowCount = 4_096
}
