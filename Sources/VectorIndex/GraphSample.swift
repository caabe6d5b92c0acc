import Numerics

/// A row that was moved, as a query.
struct GraphSample: Sendable {
  /// The 100 best rows by their bytes, by looking at all.
  private(set) var best: [UInt32] = []
  private let codes: [Int8]
  private let factor: Float

  /// - Parameter number: of the sample; decides how far the row is moved.
  init(_ rows: GraphRows, row: UInt32, number: Int) {
    let distance = Self.distances[number % Self.distances.count]
    var numbers: [Int8] = []
    rows.append(row, to: &numbers)
    var square: Int32 = 0
    for number in numbers { square += Int32(number) * Int32(number) }
    let spread = (Float(square) / Float(rows.layout.dimensions)).squareRoot()
    var chance = NormalBytes(row: row)
    codes = numbers.enumerated().map { index, number in
      guard index < rows.layout.dimensions else { return 0 }
      let moved = Float(number) + chance.next() * spread * distance
      return Int8(max(-127, min(127, (moved * 0.5).rounded(.toNearestOrEven))))
    }
    factor = rows.factors[Int(row)] * 2
    best = best(of: rows, count: min(100, rows.count))
  }

  func append(to queries: inout VectorGraphQueries) {
    var square: Int32 = 0
    for number in codes { square += Int32(number) * Int32(number) }
    let length = Float(square).squareRoot() * factor
    queries.append(
      codes: codes, scale: factor, slack: VectorIndexReader.slack(length: length), unit: length)
  }

  /// How far rows are moved, as shares of their length: some questions lie far off all rows.
  private static let distances: [Float] = [1.25, 1.5, 1.75, 2]

  private func best(of rows: GraphRows, count: Int) -> [UInt32] {
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
