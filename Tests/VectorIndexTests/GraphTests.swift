import Numerics
import Storage
import TestSupport
import Testing
import VectorIndex

@Suite("The graph of vectors")
struct GraphTests {
  @Test(
    "finds nearly all of the best",
    arguments: [VectorMetric.innerProduct, .cosine, .squaredDistance])
  func recalls(_ metric: VectorMetric) async throws {
    var generator = SeededGenerator(usual: 1)
    let vectors = VectorSet.clustered(2_000, dimensions: 24, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, metric, structure: .graph)
    try index.verifyGraph()
    for k in [1, 10, 50] {
      var walk = VectorWalks()
      var total = 0.0
      for row in stride(from: 0, to: 2_000, by: 50) {
        let found = try index.search(vectors[row].span, k: k, width: 2 * k + 40, &walk)
        #expect(found.count == k)
        total += recall(found, naiveSearch(vectors[row], vectors, k: k, metric))
      }
      #expect(total / 40 > 0.95)
      // Not all rows were looked at.
      #expect(walk.work.estimates + walk.work.closerLooks < 40 * 1_800)
    }
  }

  @Test("finds all of few vectors", arguments: [0, 1, 2, 3, 64, 65, 300])
  func findsAllOfFew(_ count: Int) async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(count, dimensions: 10, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .cosine, structure: .graph)
    try index.verifyGraph()
    let query = VectorSet.clustered(1, dimensions: 10, using: &generator)[0]
    var walk = VectorWalks()
    let found = try index.search(query.span, k: count + 5, width: 1, &walk)
    #expect(found.map(\.document).sorted() == (0..<UInt32(count)).map { $0 })
    #expect(try index.search(query.span, k: count + 5).count == count)
  }

  @Test("keeps equal vectors and what lies among them within reach")
  func reachesEqualVectors() async throws {
    var generator = SeededGenerator(usual: 1)
    var vectors = VectorSet.clustered(1_500, dimensions: 16, using: &generator)
    let first = Array(vectors.values[..<16])
    for row in 0..<1_500 where row % 2 == 0 {
      vectors.values.replaceSubrange(row * 16..<(row + 1) * 16, with: first)
    }
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .squaredDistance, structure: .graph)
    try index.verifyGraph()
    var walk = VectorWalks()
    let found = try index.search(first.span, k: 100, width: 150, &walk)
    #expect(found.count == 100 && found.allSatisfy { $0.document % 2 == 0 })
    for row in [1, 501, 1_499] {
      let found = try index.search(vectors[row].span, k: 1, width: 60, &walk)
      #expect(found.map(\.document) == [UInt32(row)])
    }
    let alike = VectorSet(
      dimensions: 16, values: (0..<1_200).flatMap { _ in first })
    try await alike.index(in: folder, .cosine, structure: .graph).verifyGraph()
  }

  @Test("has the same bytes for any number of threads")
  func ignoresThreads() async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(2_200, dimensions: 20, using: &generator)
    let folder = try TemporaryFolder()
    try await vectors.write(to: folder("one"), .cosine, structure: .graph)
    try await vectors.write(to: folder("three"), .cosine, structure: .graph, threads: 3)
    #expect(try contents(of: folder("one")) == contents(of: folder("three")))
  }

  @Test("gives a batch what it gives each query, for any number of threads")
  func agreesWithBatches() async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(2_000, dimensions: 24, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .innerProduct, structure: .graph, threads: 2)
    let queries = VectorSet.clustered(23, dimensions: 24, using: &generator)
    for (k, recall) in [(1, 0.8), (10, 0.95), (40, 0.9)] {
      let each = try (0..<23).map { try index.search(queries[$0].span, k: k, recall: recall) }
      for threads in [1, 3] {
        let batch = try await index.search(
          batch: queries.values, k: k, recall: recall, threads: threads)
        #expect(batch == each)
      }
    }
  }

  @Test("gives a batch what it gives each query where walks of some meet few allowed documents")
  func agreesWithFilteredBatches() async throws {
    var generator = SeededGenerator(usual: 1)
    let vectors = VectorSet.clustered(4_000, dimensions: 24, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .cosine, structure: .graph, threads: 2)
    // Away from one query, and so near others.
    let far = naiveSearch(vectors[0], vectors, k: 4_000, .cosine).suffix(3_000)
    var set = RangeSet<UInt32>()
    for found in far { set.insert(contentsOf: found.document..<found.document + 1) }
    let allowed = DocumentRanges(set)
    let rows = [0, 0] + far.suffix(20).map { Int($0.document) } + [0, 1, 2, 3]
    let each = try rows.map {
      try index.search(vectors[$0].span, k: 10, recall: 0.9, among: allowed)
    }
    for threads in [1, 2, 5] {
      let batch = try await index.search(
        batch: rows.flatMap { vectors[$0] }, k: 10, recall: 0.9, among: allowed, threads: threads)
      #expect(batch == each)
    }
  }

  @Test("reaches the wanted recall, among allowed documents too")
  func reachesRecall() async throws {
    var generator = SeededGenerator(usual: 1)
    let vectors = VectorSet.clustered(4_000, dimensions: 48, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .cosine, structure: .graph, threads: 2)
    let allowed = randomRanges(0.8, of: 4_000, longest: 50, using: &generator)
    var all = 0.0
    var filtered = 0.0
    for row in stride(from: 0, to: 4_000, by: 200) {
      let query = vectors[row].map { $0 + Float.random(in: -1...1, using: &generator) }
      let found = try index.search(query.span, k: 10, recall: 0.9)
      all += recall(found, naiveSearch(query, vectors, k: 10, .cosine))
      let among = try index.search(query.span, k: 10, recall: 0.9, among: allowed)
      #expect(among.count == 10 && among.allSatisfy { allowed.contains($0.document) })
      filtered += recall(among, naiveSearch(query, vectors, k: 10, .cosine, among: allowed))
    }
    #expect(all / 20 >= 0.87 && filtered / 20 >= 0.87)
    // Documents that lie away from the query are found all the same.
    let query = vectors[0]
    let far = naiveSearch(query, vectors, k: 4_000, .cosine).suffix(3_000)
    var set = RangeSet<UInt32>()
    for found in far { set.insert(contentsOf: found.document..<found.document + 1) }
    let found = try index.search(query.span, k: 10, recall: 0.9, among: DocumentRanges(set))
    #expect(recall(found, Array(far.prefix(10))) >= 0.6)
  }
}
