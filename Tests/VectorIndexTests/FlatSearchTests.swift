import Numerics
import Storage
import TestSupport
import Testing
import VectorIndex

@Suite("A search of all vectors")
struct FlatSearchTests {
  @Test(
    "finds nearly what the vectors themselves give",
    arguments: VectorMetric.allCases, [VectorCode.bits4, .bits8, .float32])
  func hasRecall(_ metric: VectorMetric, _ code: VectorCode) async throws {
    var generator = SeededGenerator(usual: 1)
    let vectors = VectorSet.clustered(1_500, dimensions: 72, using: &generator)
    let queries = VectorSet.clustered(10, dimensions: 72, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, metric, code: code)
    var sum = 0.0
    for row in 0..<queries.count {
      let found = try index.search(queries[row].span, k: 10)
      let expected = naiveSearch(queries[row], vectors, k: 10, metric)
      #expect(found.count == 10)
      sum += recall(found, expected)
      // Scores are those of the vectors, as nearly as the codes can tell.
      let greatest = abs(expected[0].score) + abs(expected[9].score)
      let error: Float = code == .float32 ? 1e-5 : code == .bits8 ? 0.02 : 0.3
      #expect(abs(found[0].score - expected[0].score) <= error * greatest + 1e-5)
    }
    #expect(sum / Double(queries.count) >= (code == .bits4 ? 0.7 : 0.95), "\(sum)")
  }

  @Test(
    "keeps the recall where most rows are passed over by their signs, also far from all rows",
    arguments: VectorMetric.allCases)
  func passesOver(_ metric: VectorMetric) async throws {
    var generator = SeededGenerator(usual: 1)
    let all = VectorSet.clustered(5_020, dimensions: 64, using: &generator)
    let vectors = VectorSet(dimensions: 64, values: Array(all.values[..<(5_000 * 64)]))
    let far = VectorSet.clustered(20, dimensions: 64, using: &generator)
    let queries = VectorSet(
      dimensions: 64, values: Array(all.values[(5_000 * 64)...]) + far.values)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, metric)
    for wanted in [0.9, 0.99] {
      let batch = try await index.search(batch: queries.values, k: 10, recall: wanted)
      var near = 0.0
      var sum = 0.0
      for row in 0..<40 {
        #expect(try index.search(queries[row].span, k: 10, recall: wanted) == batch[row])
        let share = recall(batch[row], naiveSearch(queries[row], vectors, k: 10, metric))
        sum += share
        near += row < 20 ? share : 0
      }
      #expect(sum / 40 >= wanted - 0.03, "\(wanted): \(sum), \(near)")
    }
  }

  @Test("is exact among the vectors where they are kept and all are looked at")
  func isExact() async throws {
    var generator = SeededGenerator(usual: 1)
    let vectors = VectorSet.clustered(500, dimensions: 19, using: &generator)
    let folder = try TemporaryFolder()
    for metric in VectorMetric.allCases {
      let index = try await vectors.index(in: folder, metric, code: .float32)
      let found = try index.search(vectors[7].span, k: 30, recall: 1)
      let expected = naiveSearch(vectors[7], vectors, k: 30, metric)
      #expect(recall(found, expected) >= 0.99)
    }
  }

  @Test(
    "passes over no vector that belongs to the best, by products of whichever order",
    arguments: VectorMetric.allCases)
  func boundsProducts(_ metric: VectorMetric) async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    // Rows that differ in last bits are nearer to each other than the error of a product; far from
    // zero, most of a product says nothing; the longest and shortest are about what is taken.
    for (name, scale, offset) in [
      ("usual", Float(1), Float(0)), ("far", 1, 5_000), ("longest", 0x1p45, 0),
      ("shortest", 0x1p-48, 0),
    ] {
      var vectors = VectorSet.clustered(400, dimensions: 150, using: &generator)
      for row in 4..<390 {
        let moved = vectors[row % 4].map { Bool.random(using: &generator) ? $0 : $0.nextUp }
        vectors.values.replaceSubrange(row * 150..<(row + 1) * 150, with: moved)
      }
      vectors.values = vectors.values.map { $0 * scale / 8 + offset }
      let queries = Array(vectors.values[..<(100 * 150)])
      let index = try await vectors.index(in: folder, metric, code: .float32)
      let some = randomRanges(0.4, of: 400, longest: 90, using: &generator)
      for among in [nil, some] {
        // While all rows are kept, none is passed over.
        let all = try await index.search(batch: queries, k: 400, recall: 1, among: among)
        for k in [1, 7] {
          let found = try await index.search(batch: queries, k: k, recall: 1, among: among)
          #expect(found == all.map { Array($0.prefix(k)) }, "\(name), \(k)")
        }
      }
    }
  }

  @Test("puts the lower document first where scores are equal", arguments: VectorCode.allCases)
  func breaksTies(_ code: VectorCode) async throws {
    let vectors = VectorSet(
      dimensions: 3, values: (0..<40).flatMap { [Float($0 % 2), 1, 2] })
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .innerProduct, code: code)
    let query: [Float] = [1, 1, 1]
    let found = try index.search(query.span, k: 30, recall: 1)
    let odd = stride(from: UInt32(1), to: 40, by: 2)
    let even = stride(from: UInt32(0), to: 20, by: 2)
    #expect(found.map(\.document) == Array(odd) + Array(even))
  }

  @Test("finds among allowed documents what is best of them", arguments: VectorMetric.allCases)
  func filters(_ metric: VectorMetric) async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(1_000, dimensions: 40, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, metric)
    for (share, longest) in [(0.01, 1), (0.1, 3), (0.5, 300), (1, 1_000), (0, 1)] {
      let allowed = randomRanges(share, of: 1_000, longest: longest, using: &generator)
      var sum = 0.0
      for row in 0..<5 {
        let found = try index.search(vectors[row].span, k: 10, among: allowed)
        let expected = naiveSearch(vectors[row], vectors, k: 10, metric, among: allowed)
        #expect(found.count == expected.count)
        #expect(found.allSatisfy { hit in allowed.ranges.contains { $0.contains(hit.document) } })
        sum += recall(found, expected)
      }
      #expect(allowed.count == 0 || sum >= 4.5, "\(share) \(sum)")
      // What is exact among all codes is, filtered, exact among the allowed ones.
      let all = try index.search(vectors[0].span, k: 1_000, recall: 1)
      let some = try index.search(vectors[0].span, k: 1_000, recall: 1, among: allowed)
      #expect(
        some == all.filter { hit in allowed.ranges.contains { $0.contains(hit.document) } })
    }
  }

  @Test("gives a batch what it gives each query", arguments: VectorCode.allCases)
  func batchesAgree(_ code: VectorCode) async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(700, dimensions: 130, using: &generator)
    let queries = VectorSet.clustered(100, dimensions: 130, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .squaredDistance, code: code)
    let allowed = randomRanges(0.3, of: 700, longest: 80, using: &generator)
    for among in [nil, allowed] {
      for recall in [0.9, 1] {
        let single = try (0..<queries.count).map {
          try index.search(queries[$0].span, k: 5, recall: recall, among: among)
        }
        for threads in [1, 3] {
          let batch = try await index.search(
            batch: queries.values, k: 5, recall: recall, among: among, threads: threads)
          #expect(batch == single)
        }
      }
    }
  }

  @Test("has an answer for odd questions")
  func oddQuestions() async throws {
    let folder = try TemporaryFolder()
    let zeros = VectorSet(dimensions: 2, values: [0, 0, 0, 0, 3, 4])
    for metric in VectorMetric.allCases {
      for code in VectorCode.allCases {
        let index = try await zeros.index(in: folder, metric, code: code)
        let zero: [Float] = [0, 0]
        #expect(try index.search(zero.span, k: 9).count == 3)
        #expect(try index.search(zero.span, k: 0).isEmpty)
        let nothing = try await VectorSet(dimensions: 2, values: []).index(
          in: folder, metric, code: code)
        #expect(try nothing.search(zero.span, k: 3).isEmpty)
        #expect(try await nothing.search(batch: [0, 0], k: 3) == [[]])
      }
    }
  }
}
