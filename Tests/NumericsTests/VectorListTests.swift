import Numerics
import Storage
import TestSupport
import Testing

@Suite("A look at a list's signs")
struct VectorListTests {
  private struct Sample {
    var dimensions: Int
    var rowCount: Int
    var rowBytes: [UInt8]
    var tiles: [UInt8]
    var factors: [Float]
    var biases: [Float]
    var codes: [Int8]
    var signs: [UInt8]

    init(_ dimensions: Int, _ rowCount: Int, hasBiases: Bool, _ generator: inout SeededGenerator) {
      self.dimensions = dimensions
      self.rowCount = rowCount
      rowBytes = (0..<rowCount * dimensions / 8).map { _ in
        .random(in: 0...255, using: &generator)
      }
      factors = (0..<rowCount).map { _ in .random(in: 0...2, using: &generator) }
      biases = hasBiases ? (0..<rowCount).map { _ in .random(in: 0...99, using: &generator) } : []
      codes = (0..<dimensions).map { _ in .random(in: -127...127, using: &generator) }
      signs = (0..<dimensions / 8).map { _ in .random(in: 0...255, using: &generator) }
      tiles = Self.tiles(rowBytes, dimensions)
    }

    private static func tiles(_ rowBytes: [UInt8], _ dimensions: Int) -> [UInt8] {
      let rows = VectorKernels.Rows(
        rowBytes.rawBytes, .sign, dimensions: dimensions, stride: dimensions / 8)
      var tiles: [UInt8] = []
      for start in stride(from: 0, to: rows.count, by: 32) {
        var tile = VectorTile(.sign, dimensions: dimensions)
        VectorKernels.current.pack(rows, .range(start..<min(start + 32, rows.count)), into: &tile)
        tiles += tile.bytes
      }
      return tiles
    }

    /// Both scores of a row, step by step.
    func scores(of row: Int) -> (equal: Float, plane: Float) {
      func bit(_ bytes: [UInt8], _ place: Int) -> Bool {
        bytes[place / 8] >> UInt8(place % 8) & 1 == 1
      }
      var equal = 0
      var sum = 0
      for dimension in 0..<dimensions {
        let isSet = bit(rowBytes, row * dimensions + dimension)
        equal += isSet == bit(signs, dimension) ? 1 : -1
        let number = (Int(codes[dimension]) * 15 + 128) >> 8
        sum += isSet ? number : -number
      }
      let bias = biases.isEmpty ? 0 : biases[row]
      let unit: Float = 256.0 / 15
      return (
        (Float(equal) + 3.5) * factors[row] * 0.8 - bias,
        (Float(sum) + 40 / unit) * factors[row] * (0.02 * unit) - bias
      )
    }
  }

  @Test(
    "takes the rows of which no estimate tells that they are too far", arguments: [64, 256, 448])
  func agreesWithNaive(_ dimensions: Int) {
    var generator = SeededGenerator()
    for (rowCount, hasBiases) in [(1, false), (32, true), (33, false), (700, true), (900, false)] {
      let sample = Sample(dimensions, rowCount, hasBiases: hasBiases, &generator)
      let first = Int.random(in: 0..<rowCount, using: &generator)
      let end = Int.random(in: first + 1...rowCount, using: &generator)
      let scores = (first..<end).map { sample.scores(of: $0) }
      let median = scores.map(\.equal).sorted()[scores.count / 2]
      for threshold in [-Float.infinity, median, .infinity] {
        let expected = scores.indices.filter {
          scores[$0].equal >= threshold && scores[$0].plane >= threshold
        }
        for level in Kernels.Level.allCases {
          guard let kernels = VectorKernels(level: level) else { continue }
          let query = VectorListQuery(
            codes: sample.codes, signs: sample.signs, scale: 0.02, signScale: 0.8, slack: 40,
            signSlack: 3.5, kernels)
          var places = ListedPlaces()
          places.select(
            query, sample.tiles.rawBytes, first..<end,
            factors: sample.factors.span.extracting(first..<end),
            biases: sample.biases.span.extracting(hasBiases ? first..<end : 0..<0),
            atLeast: threshold, kernels)
          #expect((0..<places.count).map { places[$0] } == expected, "\(level)")
        }
      }
    }
  }

  @Test("takes nothing of no rows")
  func takesNothing() {
    var generator = SeededGenerator()
    let sample = Sample(64, 40, hasBiases: false, &generator)
    let query = VectorListQuery(
      codes: sample.codes, signs: sample.signs, scale: 1, signScale: 1, slack: 0, signSlack: 0)
    var places = ListedPlaces()
    places.select(
      query, sample.tiles.rawBytes, 7..<7, factors: [Float]().span, biases: [Float]().span,
      atLeast: -.infinity)
    #expect(places.count == 0)
  }
}
