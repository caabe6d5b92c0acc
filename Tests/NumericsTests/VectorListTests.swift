import Numerics
import Storage
import TestSupport
import Testing

@Suite("Searches of lists")
struct VectorListTests {
  @Test("find the best of all rows where nothing is out of reach", arguments: [64, 192, 384])
  func findTheBest(_ dimensions: Int) {
    var generator = SeededGenerator()
    for (rowCount, listCount, hasBiases) in [
      (1, 1, false), (40, 3, true), (700, 9, false), (1_500, 31, true), (2_300, 2, false),
    ] {
      let sample = ListSample(
        dimensions: dimensions, rows: rowCount, lists: listCount, hasBiases: hasBiases, &generator)
      let ranking = sample.ranking
      for width in [1, 12, 130, 400] {
        for allowed in [nil, randomRanges(0.6, of: rowCount, using: &generator)] {
          let expected = ranking.filter { allowed?.contains(UInt32($0)) ?? true }.prefix(width)
          let found = sample.found(slack: 1e30, width: width, reach: .infinity, among: allowed)
          #expect(found.map(Int.init) == Array(expected))
        }
      }
    }
  }

  @Test("leave out no row that is within reach and whose signs do not tell that it is too far")
  func leaveNothingOut() {
    var generator = SeededGenerator()
    var checkedCount = 0
    for round in 0..<20 {
      let sample = ListSample(
        dimensions: 128, rows: .random(in: 200...2_000, using: &generator),
        lists: .random(in: 1...60, using: &generator), hasBiases: round % 2 == 0, &generator)
      let slack = Float.random(in: 0...sample.length, using: &generator)
      let reach = Float.random(in: 0...sample.spread, using: &generator)
      let width = Int.random(in: 1...300, using: &generator)
      let found = sample.found(slack: slack, width: width, reach: reach).map(Int.init)
      let ranking = sample.ranking
      #expect(found == ranking.filter(Set(found).contains))
      guard found.count == width, let worst = found.last else { continue }
      let threshold = sample.score(of: worst)
      let better = Set(ranking.prefix { $0 != worst }).subtracting(found)
      let missing = sample.places.indices.filter { place in
        better.contains(Int(sample.places[place]))
          && sample.centreScore(of: sample.list(of: place)) >= threshold - reach
          && sample.raisedScore(at: place, slack: slack) >= threshold
      }
      #expect(missing.isEmpty)
      checkedCount += 1
    }
    #expect(checkedCount > 5)
  }

  @Test("find the same at every level, together or one by one, whatever the lists are")
  func agree() {
    var generator = SeededGenerator()
    for round in 0..<16 {
      var sample = ListSample(
        dimensions: [64, 320][round % 2], rows: .random(in: 1...1_200, using: &generator),
        lists: .random(in: 1...40, using: &generator), hasBiases: round % 3 == 0, &generator)
      if round % 4 > 1 { sample.damage(&generator) }
      let queries = (0..<VectorListSearches.limit).map { _ in
        (0..<sample.dimensions).map { _ in Int8.random(in: -127...127, using: &generator) }
      }
      let slack = Float.random(in: 0...sample.length, using: &generator)
      let extent = VectorListSearches.Extent(
        width: .random(in: 1...200, using: &generator),
        reach: .random(in: 0...sample.spread, using: &generator))
      let allowed =
        round % 2 == 0 ? nil : randomRanges(0.8, of: sample.places.count, using: &generator)
      let expected = sample.found(queries, slack: slack, extent, among: allowed, .current)
      for rows in expected {
        #expect(Set(rows).count == rows.count)
        #expect(
          rows.allSatisfy { $0 < sample.places.count && (allowed?.contains($0) ?? true) })
      }
      for level in Kernels.Level.allCases {
        guard let kernels = VectorKernels(level: level) else { continue }
        let together = sample.found(queries, slack: slack, extent, among: allowed, kernels)
        #expect(together == expected, "\(level)")
        let alone = queries.flatMap {
          sample.found([$0], slack: slack, extent, among: allowed, kernels)
        }
        #expect(alone == expected, "\(level)")
      }
    }
  }

  @Test("look at few rows where lists are far apart, and count them")
  func countWork() {
    var generator = SeededGenerator()
    let sample = ListSample(
      dimensions: 64, rows: 2_000, lists: 40, hasBiases: false, &generator)
    var searches = VectorListSearches()
    sample.search(
      [sample.query], slack: 1e30, VectorListSearches.Extent(width: 5, reach: .infinity),
      among: nil, .current, &searches)
    #expect(searches.work.visits == 2_000 && searches.work.closerLooks == 2_000)
    var fewer = VectorListSearches()
    sample.search(
      [sample.query], slack: 0, VectorListSearches.Extent(width: 5, reach: 0), among: nil, .current,
      &fewer)
    #expect(fewer.work.visits < 2_000 && fewer.work.closerLooks < fewer.work.visits)
    #expect(fewer.work.closerLooks >= 5)
  }

  @Test("find nothing without queries")
  func findNothing() {
    var generator = SeededGenerator()
    let sample = ListSample(dimensions: 64, rows: 9, lists: 2, hasBiases: false, &generator)
    let extent = VectorListSearches.Extent(width: 5, reach: 1)
    #expect(sample.found([], slack: 0, extent, among: nil, .current).isEmpty)
  }
}

/// Rows of random codes in lists of random lengths, and a query.
private struct ListSample {
  let dimensions: Int
  private var centres: [UInt8]
  private var centreFactors: [Float]
  private var centreBiases: [Float]
  private var ends: [UInt32]
  /// Of each place its row.
  private(set) var places: [UInt32]
  private let signs: [UInt8]
  private let tiles: [UInt8]
  private var signFactors: [Float]
  private var signBiases: [Float]
  private let bytes: [UInt8]
  private var factors: [Float]
  private var biases: [Float]
  let query: [Int8]
  private let scale: Float = 0.01

  init(
    dimensions: Int, rows: Int, lists: Int, hasBiases: Bool, _ generator: inout SeededGenerator
  ) {
    self.dimensions = dimensions
    func random(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in .random(in: 0...255, using: &generator) }
    }
    func random(_ count: Int, _ range: ClosedRange<Float>) -> [Float] {
      (0..<count).map { _ in .random(in: range, using: &generator) }
    }
    centres = random(lists * dimensions)
    centreFactors = random(lists, 0.5...2)
    centreBiases = hasBiases ? random(lists, 0...9) : []
    ends = (0..<lists - 1).map { _ in .random(in: 0...UInt32(rows), using: &generator) }.sorted()
    ends.append(UInt32(rows))
    places = (0..<UInt32(rows)).shuffled(using: &generator)
    signs = random(rows * dimensions / 8)
    tiles = Self.tiles(signs, dimensions)
    signFactors = random(rows, 10...90)
    bytes = random(rows * dimensions)
    factors = random(rows, 0.5...2)
    biases = hasBiases ? random(rows, 0...9) : []
    signBiases = places.filter { _ in hasBiases }.map { [biases] in biases[Int($0)] }
    query = (0..<dimensions).map { _ in .random(in: -127...127, using: &generator) }
  }

  private static func tiles(_ signs: [UInt8], _ dimensions: Int) -> [UInt8] {
    let rows = VectorKernels.Rows(
      signs.rawBytes, .sign, dimensions: dimensions, stride: dimensions / 8)
    var tiles: [UInt8] = []
    for start in stride(from: 0, to: rows.count, by: VectorKernels.tileRowCount) {
      var tile = VectorTile(.sign, dimensions: dimensions)
      let end = min(start + VectorKernels.tileRowCount, rows.count)
      VectorKernels.current.pack(rows, .range(start..<end), into: &tile)
      tiles += tile.bytes
    }
    return tiles
  }

  /// Makes of some numbers what only damaged files have.
  mutating func damage(_ generator: inout SeededGenerator) {
    let strange: [Float] = [.nan, .infinity, -.infinity, 0, -1, .greatestFiniteMagnitude]
    for _ in 0..<5 {
      ends[.random(in: 0..<ends.count, using: &generator)] =
        .random(in: 0...UInt32.max, using: &generator)
      places[.random(in: 0..<places.count, using: &generator)] =
        .random(in: 0...UInt32.max, using: &generator)
      places[.random(in: 0..<places.count, using: &generator)] = 0
      centreFactors[.random(in: 0..<ends.count, using: &generator)] =
        strange.randomElement(using: &generator) ?? 0
      signFactors[.random(in: 0..<places.count, using: &generator)] =
        strange.randomElement(using: &generator) ?? 0
      factors[.random(in: 0..<places.count, using: &generator)] =
        strange.randomElement(using: &generator) ?? 0
    }
  }

  /// The query's length as its codes have it, times the greatest factor.
  var length: Float { query.reduce(0) { $0 + Float($1) * Float($1) }.squareRoot() * scale * 2 }

  /// How far apart the scores of random rows are, about.
  var spread: Float { length * 100 }

  private func score(_ codes: ArraySlice<UInt8>, _ factor: Float, _ bias: Float?) -> Float {
    var sum = 0
    for (code, number) in zip(codes, query) { sum += (Int(code) - 128) * Int(number) }
    let product = Float(sum) * factor * scale
    return bias.map { product - $0 } ?? product
  }

  func score(of row: Int) -> Float {
    score(
      bytes[row * dimensions..<(row + 1) * dimensions], factors[row],
      biases.isEmpty ? nil : biases[row])
  }

  /// All rows, the best first.
  var ranking: [Int] {
    let scores = factors.indices.map { score(of: $0) }
    return factors.indices.sorted {
      scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1
    }
  }

  func centreScore(of list: Int) -> Float {
    score(
      centres[list * dimensions..<(list + 1) * dimensions], centreFactors[list],
      centreBiases.isEmpty ? nil : centreBiases[list])
  }

  func list(of place: Int) -> Int { ends.firstIndex { place < Int($0) } ?? ends.count }

  /// The score of a place by its signs, raised.
  func raisedScore(at place: Int, slack: Float) -> Float {
    var sum = 0
    for dimension in 0..<dimensions {
      let number = (Int(query[dimension]) * 15 + 128) >> 8
      let byte = signs[(place * dimensions + dimension) / 8]
      sum += byte >> UInt8(dimension % 8) & 1 == 1 ? number : -number
    }
    let planeScale = scale * (256.0 / 15)
    let product = (Float(sum) + slack / planeScale) * signFactors[place] * planeScale
    return signBiases.isEmpty ? product : product - signBiases[place]
  }

  func search(
    _ queries: [[Int8]], slack: Float, _ extent: VectorListSearches.Extent,
    among allowed: DocumentRanges?, _ kernels: VectorKernels, _ searches: inout VectorListSearches
  ) {
    typealias Part = VectorListCodes.Part
    let lists = VectorListCodes(
      dimensions: dimensions,
      centres: Part(centres.rawBytes, factors: centreFactors.span, biases: centreBiases.span),
      ends: ends.span, rows: places.span,
      signs: Part(tiles.rawBytes, factors: signFactors.span, biases: signBiases.span),
      bytes: Part(bytes.rawBytes, factors: factors.span, biases: biases.span))
    var coded = CodedQueries(dimensions: dimensions, capacity: queries.count)
    for codes in queries { coded.append(codes: codes, scale: scale, slack: slack, kernels) }
    searches.search(lists, coded, extent, among: allowed, kernels)
  }

  func found(
    _ queries: [[Int8]], slack: Float, _ extent: VectorListSearches.Extent,
    among allowed: DocumentRanges?, _ kernels: VectorKernels
  ) -> [[UInt32]] {
    var searches = VectorListSearches()
    search(queries, slack: slack, extent, among: allowed, kernels, &searches)
    return queries.indices.map { searches.rows(of: $0) }
  }

  /// What the search of the sample's query finds.
  func found(
    slack: Float, width: Int, reach: Float, among allowed: DocumentRanges? = nil
  ) -> [UInt32] {
    let extent = VectorListSearches.Extent(width: width, reach: reach)
    return found([query], slack: slack, extent, among: allowed, .current)[0]
  }
}

private func randomRanges(
  _ share: Double, of count: Int, using generator: inout SeededGenerator
) -> DocumentRanges {
  var documents = RangeSet<UInt32>()
  for document in 0..<UInt32(count) where Double.random(in: 0..<1, using: &generator) < share {
    documents.insert(contentsOf: document..<document + 1)
  }
  return DocumentRanges(documents)
}
