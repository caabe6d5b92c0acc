import TestSupport
import Numerics
import Testing

/// Every level of the vector kernels that this processor has is held to the plain meaning.
@Suite("Vector kernels at each instruction set level")
struct VectorKernelTests {
  static let levels = Kernels.Level.allCases.compactMap { VectorKernels(level: $0) }

  private func query(_ count: Int, _ generator: inout SeededGenerator) -> [Int8] {
    (0..<count).map { _ in Int8.random(in: -127...127, using: &generator) }
  }

  /// What a row's dimension stands for.
  private func number(_ row: ArraySlice<UInt8>, _ dimension: Int, _ width: VectorKernels.Width)
    -> Int32
  {
    let start = row.startIndex
    switch width {
    case .byte: return Int32(row[start + dimension]) - 128
    case .nibble:
      let byte = row[start + dimension / 128 * 64 + dimension % 64]
      return Int32(dimension % 128 < 64 ? byte & 15 : byte >> 4) - 8
    case .sign: return row[start + dimension / 8] >> UInt8(dimension % 8) & 1 == 1 ? 1 : -1
    }
  }

  private func naive(
    _ query: [Int8], _ bytes: [UInt8], _ width: VectorKernels.Width, stride: Int, _ rows: [Int]
  ) -> [Int32] {
    rows.map { row in
      let slice = bytes[row * stride..<(row + 1) * stride]
      return query.indices.reduce(0) { $0 + Int32(query[$1]) * number(slice, $1, width) }
    }
  }

  @Test(
    "multiply one query with rows as the plain sum does",
    arguments: [VectorKernels.Width.byte, .nibble, .sign], [1, 2, 3, 8])
  func products(_ width: VectorKernels.Width, _ multiples: Int) {
    var generator = SeededGenerator()
    let dimensions = 128 * multiples - (width == .nibble ? 0 : 64 * (multiples % 2))
    let stride = width.byteCount(dimensions: dimensions) + 8
    for extreme in [false, true] {
      var bytes = generator.bytes(stride * 37)
      var query = query(dimensions, &generator)
      if extreme {
        bytes = bytes.map { _ in 255 }
        query = query.map { _ in -127 }
      }
      let listed = (0..<50).map { _ in UInt32.random(in: 0..<37, using: &generator) }
      for kernels in Self.levels {
        let rows = VectorKernels.Rows(
          bytes.rawBytes, width, dimensions: dimensions, stride: stride)
        var sums = [Int32](repeating: 0, count: 50)
        var target = sums.mutableSpan
        kernels.products(query.span, rows, .listed(listed.span), into: &target)
        #expect(sums == naive(query, bytes, width, stride: stride, listed.map { Int($0) }))
        target = sums.mutableSpan
        kernels.products(query.span, rows, .range(3..<36), into: &target)
        #expect(Array(sums[..<33]) == naive(query, bytes, width, stride: stride, Array(3..<36)))
      }
    }
  }

  @Test("count equal signs as the plain loop does", arguments: [64, 192, 512, 1_024, 1_088])
  func equalSigns(_ dimensions: Int) {
    var generator = SeededGenerator()
    let stride = dimensions / 8 + 8
    let bytes = generator.bytes(stride * 9)
    let query = generator.bytes(dimensions / 8)
    let expected = (0..<9).map { row in
      (0..<dimensions / 8).reduce(Int32(dimensions)) {
        $0 - 2 * Int32((query[$1] ^ bytes[row * stride + $1]).nonzeroBitCount)
      }
    }
    for kernels in Self.levels {
      let rows = VectorKernels.Rows(bytes.rawBytes, .sign, dimensions: dimensions, stride: stride)
      var sums = [Int32](repeating: 0, count: 9)
      var target = sums.mutableSpan
      kernels.equalSigns(query.span, rows, .range(0..<9), into: &target)
      #expect(sums == expected)
    }
  }

  @Test(
    "multiply many queries with a tile as one at a time",
    arguments: [VectorKernels.Width.byte, .nibble, .sign], [1, 3, 4, 12, 29])
  func tiles(_ width: VectorKernels.Width, _ queryCount: Int) {
    var generator = SeededGenerator()
    let dimensions = 256
    let stride = width.byteCount(dimensions: dimensions)
    let bytes = generator.bytes(stride * 40)
    let queries = query(dimensions * queryCount, &generator)
    let signs = generator.bytes(dimensions / 8 * queryCount)
    let listed = (0..<32).map { _ in UInt32.random(in: 0..<40, using: &generator) }
    for kernels in Self.levels {
      for count in [1, 15, 32] {
        let rows = VectorKernels.Rows(
          bytes.rawBytes, width, dimensions: dimensions, stride: stride)
        var tile = VectorTile(width, dimensions: dimensions)
        kernels.pack(rows, .listed(listed.span.extracting(0..<count)), into: &tile)
        var sums = [Int32](repeating: 0, count: queryCount * 40)
        kernels.products(
          VectorTileQueries(queries, signs: signs, dimensions: dimensions), tile, stride: 40,
          offset: 8, into: &sums)
        for index in 0..<queryCount {
          let bits = (0..<dimensions).map { signs[(index * dimensions + $0) / 8] >> UInt8($0 % 8) }
          let query =
            width == .sign
            ? bits.map { $0 & 1 == 1 ? 1 : -1 }
            : Array(queries[index * dimensions..<(index + 1) * dimensions])
          let expected = naive(
            query, bytes, width, stride: stride, listed[..<count].map { Int($0) })
          #expect(Array(sums[index * 40 + 8..<index * 40 + 8 + count]) == expected)
        }
      }
    }
  }

  @Test("select the same rows with the same scores", arguments: [0, 1, 15, 16, 70])
  func select(_ count: Int) {
    var generator = SeededGenerator()
    let sums = (0..<count).map { _ in Int32.random(in: -9_999_999...9_999_999, using: &generator) }
    let factors = (0..<count).map { _ in Float.random(in: 0...3, using: &generator) }
    let biases = (0..<count).map { _ in Float.random(in: -900...900, using: &generator) }
    for hasBiases in [false, true] {
      let scores = (0..<count).map { index in
        (Float(sums[index]) + 70.5) * factors[index] * 0.001_3 - (hasBiases ? biases[index] : 0)
      }
      let median: Float = scores.isEmpty ? 0 : scores.sorted()[count / 2]
      for threshold in [-Float.infinity, median] {
        let chosen = scores.indices.filter { scores[$0] >= threshold }
        for kernels in Self.levels {
          var selected = SelectedRows(capacity: count)
          selected.select(
            sums.span, factors: factors.span,
            biases: biases.span.extracting(0..<(hasBiases ? count : 0)), offset: 70.5,
            scale: 0.001_3, atLeast: threshold, kernels)
          #expect(selected.places[..<selected.count].map { Int($0) } == chosen)
          #expect(Array(selected.scores[..<selected.count]) == chosen.map { scores[$0] })
        }
      }
    }
  }

  @Test("rotate to the same bits, and keep lengths", arguments: [1, 2, 8, 100, 256, 384, 4_096])
  func rotate(_ dimensions: Int) throws {
    var generator = SeededGenerator()
    let vector = (0..<dimensions).map { _ in Float.random(in: -1...1, using: &generator) }
    let rotation = VectorRotation(dimensions: dimensions)
    var expected = vector
    rotation.apply(to: &expected, try #require(VectorKernels(level: .scalar)))
    func square(_ numbers: [Float]) -> Double { numbers.reduce(0) { $0 + Double($1 * $1) } }
    #expect(abs(square(expected) - square(vector)) <= 1e-4 * square(vector))
    for kernels in Self.levels {
      var rotated = vector
      rotation.apply(to: &rotated, kernels)
      #expect(rotated.map(\.bitPattern) == expected.map(\.bitPattern))
    }
  }

  @Test("spread a vector with one number over its dimensions")
  func spread() {
    for place in [0, 200, 383] {
      var vector = [Float](repeating: 0, count: 384)
      vector[place] = 1
      VectorRotation(dimensions: 384).apply(to: &vector)
      #expect(vector.allSatisfy { abs($0) < 0.4 })
    }
  }
}
