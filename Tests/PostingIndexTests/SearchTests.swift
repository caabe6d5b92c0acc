import TestSupport
import PostingIndex
import Storage
import Testing

@Suite("Searching an index")
struct SearchTests {
  /// Collections that between them have every shape of list and several windows.
  static let shapes: [Collection.Shape] = [
    .init(documentCount: 1, featureCount: 3, postingsEach: 1...3),
    .init(documentCount: 50, featureCount: 40, postingsEach: 0...9, impacts: 1...2),
    .init(documentCount: 700, featureCount: 5_000, postingsEach: 1...40),
    .init(
      documentCount: 3_000, featureCount: 3_000, postingsEach: 0...20, impacts: 1...4,
      commonPercents: [95, 60, 34, 33, 20, 7, 6]),
    .init(
      documentCount: 9_000, featureCount: 900, postingsEach: 1...6,
      commonPercents: [40, 25, 10, 5, 3]),
  ]

  static func question(
    about features: [UInt32], termCount: Int, using generator: inout SeededGenerator
  ) -> [PostingTerm] {
    (0..<termCount).map { _ in
      let isAbsent = Int.random(in: 0..<8, using: &generator) == 0
      let feature =
        isAbsent ? nil : features.randomElement(using: &generator)
      return PostingTerm(
        feature: feature ?? .random(in: 0 ... .max, using: &generator),
        weight: UInt32.random(in: 0...14_000, using: &generator))
    }
  }

  @Test("gives the documents, scores and order of the definition", arguments: 0..<shapes.count)
  func agreesWithDefinition(_ number: Int) throws {
    var generator = SeededGenerator()
    let shape = Self.shapes[number]
    let collection = Collection(shape, using: &generator)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    try reader.verify()
    let features = collection.features
    for termCount in [1, 1, 2, 3, 5, 8, 13, 40] {
      let terms = Self.question(about: features, termCount: termCount, using: &generator)
      let ranking = collection.best(terms, k: shape.documentCount)
      for k in [0, 1, 2, 10, 100, shape.documentCount, shape.documentCount + 5] {
        let expected = Array(ranking.prefix(k))
        #expect(try reader.search(terms, k: k) == expected, "\(termCount) terms, k \(k)")
        #expect(try reader.exhaustiveSearch(terms, k: k) == expected)
      }
    }
  }

  @Test("agrees with the exhaustive search over many windows of documents")
  func agreesOverManyWindows() throws {
    var generator = SeededGenerator()
    let shape = Collection.Shape(
      documentCount: 70_000, featureCount: 20_000, postingsEach: 1...3,
      commonPercents: [50, 20, 5, 2, 1])
    let collection = Collection(shape, using: &generator)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    var occurrences: [UInt32: Int] = [:]
    for posting in collection.documents.joined() { occurrences[posting.feature, default: 0] += 1 }
    let common = occurrences.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.map(\.key)
    for termCount in [1, 4, 9, 200] {
      let features = Array(common.prefix(Int.random(in: 8...4_000, using: &generator)))
      let terms = Self.question(about: features, termCount: termCount, using: &generator)
      let ranking = try reader.exhaustiveSearch(terms, k: shape.documentCount)
      for k in [1, 10, 1_000, 50_000] {
        #expect(try reader.search(terms, k: k) == Array(ranking.prefix(k)))
      }
    }
  }

  @Test("breaks ties by the lower document number")
  func breaksTies() throws {
    var collection = Collection()
    collection.documents = Array(repeating: [.init(feature: 5, impact: 9)], count: 400)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    let found = try reader.search([PostingTerm(feature: 5, weight: 3)], k: 7)
    #expect(found == (0..<7).map { ScoredDocument(document: $0, score: 27) })
  }

  @Test("scales weights down when a score could overflow")
  func scalesExtremeWeights() throws {
    var generator = SeededGenerator()
    let collection = Collection(Self.shapes[3], using: &generator)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    let features = collection.features
    for termCount in [1, 2, 20] {
      let terms = (0..<termCount).map { _ in
        PostingTerm(
          feature: features.randomElement(using: &generator) ?? 0,
          weight: UInt32.random(in: UInt32.max / 300 ... .max, using: &generator))
      }
      #expect(try reader.search(terms, k: 50) == collection.best(terms, k: 50))
    }
  }

  @Test("finds nothing for no terms, unknown features and weights of 0")
  func findsNothing() throws {
    var collection = Collection()
    collection.documents = [[.init(feature: 5, impact: 9)]]
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    #expect(try reader.search([], k: 10).isEmpty)
    #expect(try reader.search([PostingTerm(feature: 6, weight: 3)], k: 10).isEmpty)
    #expect(try reader.search([PostingTerm(feature: 5, weight: 0)], k: 10).isEmpty)
    #expect(try reader.search([PostingTerm(feature: 5, weight: 3)], k: -1).isEmpty)
  }

  @Test("gives the same results from many threads at once")
  func isThreadSafe() async throws {
    var generator = SeededGenerator()
    let collection = Collection(Self.shapes[4], using: &generator)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    let features = collection.features
    let questions = (0..<40).map { _ in
      Self.question(about: features, termCount: 6, using: &generator)
    }
    let expected = try questions.map { try reader.search($0, k: 20) }
    try await withThrowingTaskGroup(of: [[ScoredDocument]].self) { group in
      for _ in 0..<4 {
        group.addTask { try questions.map { try reader.search($0, k: 20) } }
      }
      for try await found in group { #expect(found == expected) }
    }
  }
}
