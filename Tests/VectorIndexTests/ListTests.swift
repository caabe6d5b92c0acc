import Numerics
import Storage
import TestSupport
import Testing

@testable import VectorIndex

@Suite("The lists of vectors")
struct ListTests {
  @Test(
    "find nearly all of the best without a look at all",
    arguments: [VectorMetric.innerProduct, .cosine, .squaredDistance])
  func recalls(_ metric: VectorMetric) async throws {
    var generator = SeededGenerator(usual: 1)
    let vectors = VectorSet.clustered(5_000, dimensions: 48, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, metric, structure: .lists)
    try index.verify()
    #expect(index.summary.listCount > 40 && index.summary.degree == 0)
    for (k, wanted) in [(1, 0.9), (10, 0.95), (50, 0.9)] {
      let lists = try #require(index.lists)
      let effort = try #require(lists.tuning.effort(k: k, recall: wanted))
      #expect(effort.visits < 4_000)
      var total = 0.0
      for row in stride(from: 0, to: 5_000, by: 100) {
        let query = vectors[row].map { $0 + Float.random(in: -1...1, using: &generator) }
        let found = try index.search(query.span, k: k, recall: wanted)
        #expect(found.count == k)
        total += recall(found, naiveSearch(query, vectors, k: k, metric))
      }
      #expect(total / 50 >= wanted - 0.03, "\(k)")
    }
  }

  @Test("reach the wanted recall for questions between vectors")
  func reachesRecallBetween() async throws {
    var generator = SeededGenerator(usual: 1)
    let vectors = VectorSet.clustered(6_000, dimensions: 64, centres: 60, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .cosine, structure: .lists, threads: 2)
    for wanted in [0.8, 0.9, 0.98] {
      var total = 0.0
      for row in 0..<60 {
        let query = zip(vectors[row * 31], vectors[5_999 - row * 47]).map { $0 + $1 }
        let found = try index.search(query.span, k: 10, recall: wanted)
        total += recall(found, naiveSearch(query, vectors, k: 10, .cosine))
      }
      #expect(total / 60 >= wanted - 0.02, "\(wanted)")
    }
  }

  @Test("find all of few vectors", arguments: [1, 2, 3, 31, 32, 33, 300])
  func findsAllOfFew(_ count: Int) async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(count, dimensions: 10, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .cosine, structure: .lists)
    try index.verify()
    let query = VectorSet.clustered(1, dimensions: 10, using: &generator)[0]
    for recall in [0.5, 0.95, 1] {
      let found = try index.search(query.span, k: count + 5, recall: recall)
      #expect(found.map(\.document).sorted() == (0..<UInt32(count)).map { $0 })
    }
    #expect(try index.search(query.span, k: 0).isEmpty)
  }

  @Test("of no vectors are none")
  func ofNone() async throws {
    let folder = try TemporaryFolder()
    let index = try await VectorSet(dimensions: 4, values: []).index(
      in: folder, .cosine, structure: .lists)
    #expect(index.summary.listCount == 0)
    #expect(try index.search([1, 2, 3, 4].span, k: 3).isEmpty)
  }

  @Test("take vectors that are all alike, and zeros")
  func takesEqualVectors() async throws {
    let folder = try TemporaryFolder()
    for number in [Float(0), 3] {
      let alike = VectorSet(
        dimensions: 16, values: [Float](repeating: number, count: 16 * 1_200))
      for metric in [VectorMetric.cosine, .squaredDistance] {
        let index = try await alike.index(in: folder, metric, structure: .lists)
        try index.verify()
        let found = try index.search([Float](repeating: 1, count: 16).span, k: 7)
        #expect(found.count == 7)
      }
    }
  }

  @Test("have the same bytes for any number of threads")
  func ignoreThreads() async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(3_100, dimensions: 20, using: &generator)
    let folder = try TemporaryFolder()
    try await vectors.write(to: folder("one"), .squaredDistance, structure: .lists)
    try await vectors.write(to: folder("three"), .squaredDistance, structure: .lists, threads: 3)
    #expect(try contents(of: folder("one")) == contents(of: folder("three")))
  }

  @Test("give a batch what they give each query, for any number of threads and a filter")
  func agreeWithBatches() async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(3_000, dimensions: 24, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .innerProduct, structure: .lists, threads: 2)
    let queries = VectorSet.clustered(23, dimensions: 24, using: &generator)
    let some = randomRanges(0.7, of: 3_000, longest: 30, using: &generator)
    for (k, recall) in [(1, 0.8), (10, 0.95), (40, 0.9), (1_200, 0.9), (10, 1)] {
      for allowed in [nil, some] {
        let each = try (0..<23).map {
          try index.search(queries[$0].span, k: k, recall: recall, among: allowed)
        }
        for threads in [1, 3] {
          let batch = try await index.search(
            batch: queries.values, k: k, recall: recall, among: allowed, threads: threads)
          #expect(batch == each)
        }
      }
    }
  }

  @Test(
    "keep the recall among allowed vectors, and most of it far from the query",
    arguments: [0.02, 0.3, 0.9])
  func keepRecallAmong(_ share: Double) async throws {
    var generator = SeededGenerator(usual: 1)
    let vectors = VectorSet.clustered(5_000, dimensions: 48, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .cosine, structure: .lists, threads: 2)
    let random = randomRanges(share, of: 5_000, longest: 20, using: &generator)
    for isFar in [false, true] {
      var total = 0.0
      for row in stride(from: 0, to: 5_000, by: 250) {
        let query = vectors[row].map { $0 + Float.random(in: -1...1, using: &generator) }
        var far = RangeSet<UInt32>()
        for found in naiveSearch(query, vectors, k: 5_000, .cosine).suffix(Int(share * 5_000)) {
          far.insert(contentsOf: found.document..<found.document + 1)
        }
        let allowed = isFar ? DocumentRanges(far) : random
        let found = try index.search(query.span, k: 10, recall: 0.9, among: allowed)
        #expect(found.count == 10 && found.allSatisfy { allowed.contains($0.document) })
        total += recall(found, try index.search(query.span, k: 10, recall: 1, among: allowed))
      }
      // Far away, many scores differ by less than codes do.
      #expect(total / 20 >= (isFar ? 0.8 : 0.9), "\(isFar): \(total / 20)")
    }
  }

  @Test("give way to a graph where they would take longer")
  func giveWay() {
    func tuning(_ visits: [UInt32], _ recall: UInt32 = 990_000) -> ReachTuning {
      ReachTuning(
        steps: visits.enumerated().map {
          ReachTuning.Step(
            bound: Float($0.offset), recall10: recall / UInt32(visits.count - $0.offset),
            recall100: 0, visits10: $0.element, visits100: 0)
        })
    }
    #expect(!VectorGuide.isSlow(tuning([10, 90_000])))
    #expect(VectorGuide.isSlow(tuning([10, 200_000])))
    #expect(VectorGuide.isSlow(tuning([10, 20], 900_000)))
    #expect(VectorGuide.isFaster(tuning([10, 500]), than: tuning([10, 200_000])))
    #expect(!VectorGuide.isFaster(tuning([10, 2_000]), than: tuning([10, 200_000])))
    #expect(!VectorGuide.isFaster(tuning([10, 500], 900_000), than: tuning([10, 200_000])))
    #expect(VectorGuide.isFaster(tuning([10, 500]), than: tuning([10, 200_000], 900_000)))
  }

  @Test("are what many vectors come to")
  func areUsual() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let vectors = VectorSet.clustered(20_000, dimensions: 2, centres: 50, using: &generator)
    let summary = try await vectors.index(in: folder, .cosine, threads: 2).summary
    #expect(summary.listCount > 0 && summary.degree == 0)
    #expect(!summary.searches.isEmpty)

    for code in VectorCode.allCases {
      let isGuidable = code == .bits8 || code == .float32
      #expect(VectorStructure.automatic.resolved(rowCount: 19_999, code) == .flat)
      #expect(
        VectorStructure.automatic.resolved(rowCount: 20_000, code)
          == (isGuidable ? .automatic : .flat))
    }
    #expect(VectorStructure.lists.resolved(rowCount: 0, .bits8) == .flat)
    #expect(VectorStructure.graph.resolved(rowCount: 1, .bits8) == .graph)
  }
}
