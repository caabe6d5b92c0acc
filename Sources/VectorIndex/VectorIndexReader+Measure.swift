import Numerics
import Storage

extension VectorIndexReader {
  /// Fewer rows are all looked at by their bytes.
  private static let leastCount = 4_096
  /// Products of a query and a row that measuring may take.
  private static let productLimit = 16 << 20
  /// Results that are wanted of a query, and rows that are kept for a closer look.
  private static let wantedCount = 10
  private static let keptCount = 20

  /// By how many deviations estimates from signs must be raised for each of the measured recalls:
  /// what the best rows of some queries would have needed.
  ///
  /// The queries are rows that are moved by half of their distance from the mean, in directions of
  /// chance that follow from their numbers, for real queries are no rows. Empty where there are few
  /// rows.
  func measuredDeviations() -> [Double] {
    guard vectorCount >= Self.leastCount else { return [] }
    let count = min(64, max(16, Self.productLimit / vectorCount))
    let scratch = scratches.take() ?? VectorScratch()
    var needed: [Double] = []
    for index in 0..<count {
      let query = movedRow(index * vectorCount / count)
      let best = scan(.coarse(.bytes), query, count: Self.keptCount, among: nil, scratch)
        .sorted()
      guard let worst = best.last else { continue }
      for row in best.prefix(Self.wantedCount) {
        needed.append(
          VectorBoundedScan.deviations(toKeep: row.row, above: worst.score, self, query, scratch))
      }
    }
    scratches.put(scratch)
    needed.sort()
    return VectorMeasurement.recalls.map { recall in
      let place = min(needed.count - 1, Int((Double(needed.count) * recall).rounded(.up)))
      return min(max(needed[place] + Self.margin, -10), 10)
    }
  }

  /// How far queries are moved, in lengths of their rows.
  private static let moving: Float = 0.5
  /// What is added to measured deviations: the sample is small.
  private static let margin = 0.1

  /// A query near a row.
  private func movedRow(_ row: Int) -> VectorQuery {
    let file = file
    let bytes = file.bytes(range(of: .bytes))
    var numbers = [Float](repeating: 0, count: layout.padded)
    var square: Float = 0
    for index in 0..<dimensions {
      let byte = bytes.integer(UInt8.self, at: row * layout.padded + index)
      numbers[index] = Float(byte) - 128
      square += numbers[index] * numbers[index]
    }
    let spread = (square / Float(dimensions)).squareRoot()
    var chance = NormalBytes(row: UInt32(row))
    for index in 0..<dimensions {
      numbers[index] += chance.next() * spread * Self.moving
    }
    let factor = file.bytes(factors).floats[row]
    let moved = numbers.map { $0 * factor }
    let movedSquare = VectorKernels.current.product(moved.span, moved.span)
    return VectorQuery(rotated: moved, square: movedSquare).withSigns()
  }
}

extension VectorBoundedScan {
  /// By how many deviations a row's estimates must be raised to reach a score.
  static func deviations(
    toKeep row: UInt32, above score: Float, _ index: VectorIndexReader, _ query: VectorQuery,
    _ scratch: VectorScratch
  ) -> Double {
    let window = VectorWindows.Window.listed([row])
    index.gatherScales(of: window, .signs, &scratch.window)
    let factor = Double(scratch.window.factors[0])
    let target = Double(score) + (index.biases.isEmpty ? 0 : Double(scratch.window.biases[0]))
    var equal: [Int32] = [0]
    index.sumEqualSigns(query, window, &equal)
    index.sum(query.codes, .signs, window, &scratch.window.sums)
    let unit = VectorBoundedScan(query, count: 1, deviations: 1)
    func needed(_ sum: Int32, _ scale: Float, _ offset: Float) -> Double {
      let step = Double(scale) * factor
      return step > 0 && offset > 0 ? (target / step - Double(sum)) / Double(offset) : 0
    }
    return max(
      needed(equal[0], query.signScale, unit.equalOffset),
      needed(scratch.window.sums[0], query.scale, unit.sumOffset))
  }
}
