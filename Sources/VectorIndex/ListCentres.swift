import Numerics
import Storage

/// The middles of lists as codes, like those of rows.
struct ListCentres: Sendable {
  /// Dimensions of the codes, padding and all.
  let dimensions: Int
  private(set) var codes: [UInt8]
  private(set) var factors: [Float]
  /// Half the square of each one's length, as its codes have it.
  private(set) var halfSquares: [Float]

  var count: Int { factors.count }

  /// So many centres that are all zero.
  init(count: Int, dimensions: Int) {
    self.dimensions = dimensions
    codes = [UInt8](repeating: 128, count: count * dimensions)
    factors = [Float](repeating: 0, count: count)
    halfSquares = factors
  }

  /// The centres of several lists of them, one after the other.
  init(_ parts: [ListCentres]) {
    dimensions = parts[0].dimensions
    codes = parts.flatMap(\.codes)
    factors = parts.flatMap(\.factors)
    halfSquares = parts.flatMap(\.halfSquares)
  }

  /// Puts a centre in place of another.
  mutating func set(_ centre: Int, to numbers: [Float]) {
    let coded = VectorQueryCodes(numbers)
    var square: Int32 = 0
    for (index, code) in coded.codes.enumerated() {
      codes[centre * dimensions + index] = UInt8(bitPattern: code ^ .min)
      square &+= Int32(code) &* Int32(code)
    }
    factors[centre] = coded.inverse > 0 ? 1 / coded.inverse : 0
    halfSquares[centre] = Float(square) * factors[centre] * factors[centre] * 0.5
  }
}

/// Finds the nearest centre of each of many rows.
struct NearestCentres {
  /// Rows that are compared with all centres together.
  private static let blockCount = 48
  /// Centres that are compared with the nearest so far at a time: few at first.
  private static let windowCounts = (first: 32, most: 256)

  private let rows: CodedRows
  private let centres: ListCentres
  private let tiles: [VectorTile]
  private var sums: [Int32]

  init(_ rows: CodedRows, _ centres: ListCentres) {
    self.rows = rows
    self.centres = centres
    let kernels = VectorKernels.current
    tiles = stride(from: 0, to: centres.count, by: VectorKernels.tileRowCount).map { start in
      var tile = VectorTile(.byte, dimensions: centres.dimensions)
      let all = VectorKernels.Rows(
        centres.codes.rawBytes, .byte, dimensions: centres.dimensions,
        stride: centres.dimensions)
      let end = min(start + VectorKernels.tileRowCount, centres.count)
      kernels.pack(all, .range(start..<end), into: &tile)
      return tile
    }
    sums = [Int32](
      repeating: 0, count: Self.blockCount * tiles.count * VectorKernels.tileRowCount)
  }

  /// Of each row the nearest centre, of equally near ones the first; any, where the task is
  /// cancelled meanwhile.
  mutating func find(_ listed: ArraySlice<UInt32>) -> [UInt32] {
    let width = tiles.count * VectorKernels.tileRowCount
    var selected = SelectedRows(capacity: Self.windowCounts.most)
    var found: [UInt32] = []
    found.reserveCapacity(listed.count)
    for start in stride(from: listed.startIndex, to: listed.endIndex, by: Self.blockCount) {
      if Task.isCancelled { return [UInt32](repeating: 0, count: listed.count) }
      let block = Array(listed[start..<min(start + Self.blockCount, listed.endIndex)])
      let queries = rows.queries(block)
      for (number, tile) in tiles.enumerated() {
        VectorKernels.current.products(
          queries, tile, stride: width, offset: number * VectorKernels.tileRowCount, into: &sums)
      }
      for (place, row) in block.enumerated() {
        let sums = sums.span.extracting(place * width..<(place + 1) * width)
        found.append(nearest(to: row, sums, &selected))
      }
    }
    return found
  }

  private func nearest(
    to row: UInt32, _ sums: Span<Int32>, _ selected: inout SelectedRows
  ) -> UInt32 {
    var nearest: UInt32 = 0
    var score = -Float.infinity
    var first = 0
    while first < centres.count {
      let size = first == 0 ? Self.windowCounts.first : Self.windowCounts.most
      let window = first..<min(first + size, centres.count)
      selected.select(
        sums.extracting(window), factors: centres.factors.span.extracting(window),
        biases: centres.halfSquares.span.extracting(window), scale: rows.factors[Int(row)],
        atLeast: score)
      for index in 0..<selected.count where selected.scores[index] > score {
        nearest = UInt32(first) + selected.places[index]
        score = selected.scores[index]
      }
      first = window.upperBound
    }
    return nearest
  }
}
