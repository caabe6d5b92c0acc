import Numerics
import Storage

/// A query that is made of rows.
struct SampleQuery: Sendable {
  private let codes: [Int8]
  private let factor: Float

  /// - Parameter number: of the sample; decides how far the row is moved.
  init(_ rows: CodedRows, row: UInt32, number: Int) {
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
  }

  /// A query between a row and one that stands a third of all rows away.
  init(_ rows: CodedRows, between row: UInt32) {
    let other = (Int(row) + rows.count / 3) % rows.count
    let first = rows.numbers(of: row)
    let coded = VectorQueryCodes(zip(first, rows.numbers(of: UInt32(other))).map { $0 + $1 })
    codes = coded.codes
    factor = coded.inverse > 0 ? 1 / coded.inverse : 0
  }

  /// Its length, as rows have theirs.
  var length: Float {
    var square: Int32 = 0
    for number in codes { square += Int32(number) * Int32(number) }
    return Float(square).squareRoot() * factor
  }

  func append(to queries: inout CodedQueries) {
    let length = length
    queries.append(
      codes: codes, scale: factor, slack: VectorIndexReader.slack(length: length), unit: length)
  }

  /// How far rows are moved, as shares of their length: some questions lie far off all rows.
  private static let distances: [Float] = [1.25, 1.5, 1.75, 2]

  /// The best rows by their bytes, by looking at all.
  func best(of rows: CodedRows, count: Int) -> [UInt32] {
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

  /// The score of each row by its bytes.
  func scores(_ rows: CodedRows) -> [Float] {
    var scores: [Float] = []
    scores.reserveCapacity(rows.count)
    var sums = [Int32](repeating: 0, count: Self.windowCount)
    for start in stride(from: 0, to: rows.count, by: Self.windowCount) {
      let window = start..<min(start + Self.windowCount, rows.count)
      var target = sums.mutableSpan
      VectorKernels.current.products(codes.span, rows.bytes, .range(window), into: &target)
      for row in window {
        let product = Float(sums[row - start]) * rows.factors[row] * factor
        scores.append(rows.biases.isEmpty ? product : product - rows.biases[row])
      }
    }
    return scores
  }

  /// The score of each list's centre.
  func scores(_ centres: ListCentres, hasBiases: Bool) -> [Float] {
    var sums = [Int32](repeating: 0, count: centres.count)
    var target = sums.mutableSpan
    let all = VectorKernels.Rows(
      centres.codes.rawBytes, .byte, dimensions: centres.dimensions,
      stride: centres.dimensions)
    VectorKernels.current.products(codes.span, all, .range(0..<centres.count), into: &target)
    return sums.indices.map { list in
      let product = Float(sums[list]) * centres.factors[list] * factor
      return hasBiases ? product - centres.halfSquares[list] : product
    }
  }

  private static let windowCount = 4_096
}
