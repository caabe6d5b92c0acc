import TestSupport
import Numerics
import PostingIndex
import Storage
import Testing

@Suite("Searching among some of the documents")
struct AllowedDocumentsTests {
  /// About this share of the documents, in rows of at most so many.
  static func documents(
    of count: Int, permille: Int, rowLimit: Int, using generator: inout SeededGenerator
  ) -> DocumentRanges {
    var set = RangeSet<UInt32>()
    var start = 0
    while start < count {
      let end = min(start + Int.random(in: 1...rowLimit, using: &generator), count)
      if Int.random(in: 0..<1_000, using: &generator) < permille {
        set.insert(contentsOf: UInt32(start)..<UInt32(end))
      }
      start = end
    }
    return DocumentRanges(set)
  }

  @Test(
    "gives the best of these with the scores that they have among all",
    arguments: 0..<SearchTests.shapes.count)
  func agreesWithDefinition(_ number: Int) throws {
    var generator = SeededGenerator()
    let shape = SearchTests.shapes[number]
    let collection = Collection(shape, using: &generator)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    let features = collection.features
    for permille in [0, 1, 10, 100, 500, 600, 900, 1_000] {
      let allowed = Self.documents(
        of: shape.documentCount, permille: permille, rowLimit: [1, 30, 3_000][number % 3],
        using: &generator)
      let set = Set(allowed.ranges.joined())
      for termCount in [1, 2, 5, 13] {
        let terms = SearchTests.question(about: features, termCount: termCount, using: &generator)
        let ranking = collection.best(terms, k: shape.documentCount)
          .filter { set.contains($0.document) }
        for k in [0, 1, 10, 100, shape.documentCount + 5] {
          let expected = Array(ranking.prefix(k))
          #expect(
            try reader.search(terms, k: k, among: allowed) == expected,
            "\(permille) of 1,000, \(termCount) terms, k \(k)")
          #expect(try reader.exhaustiveSearch(terms, k: k, among: allowed) == expected)
        }
      }
    }
  }

  @Test("agrees with the exhaustive search over many windows", arguments: [1, 40, 20_000])
  func agreesOverManyWindows(rowLimit: Int) throws {
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
    for permille in [1, 10, 100, 500, 750, 999] {
      let allowed = Self.documents(
        of: shape.documentCount, permille: permille, rowLimit: rowLimit, using: &generator)
      for termCount in [1, 4, 9, 100] {
        let features = Array(common.prefix(Int.random(in: 8...4_000, using: &generator)))
        let terms = SearchTests.question(about: features, termCount: termCount, using: &generator)
        let ranking = try reader.exhaustiveSearch(terms, k: shape.documentCount, among: allowed)
        for k in [1, 10, 1_000] {
          #expect(
            try reader.search(terms, k: k, among: allowed) == Array(ranking.prefix(k)),
            "\(permille) of 1,000, \(termCount) terms, k \(k)")
        }
      }
    }
  }

  @Test("finds the others where the best documents are those that are left out")
  func bestLeftOut() throws {
    var generator = SeededGenerator(for: "bestLeftOut")
    let shape = Collection.Shape(
      documentCount: 9_000, featureCount: 400, postingsEach: 1...6, commonPercents: [40, 8, 3])
    let collection = Collection(shape, using: &generator)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    for _ in 0..<20 {
      let terms = SearchTests.question(
        about: collection.features, termCount: 5, using: &generator)
      let all = try reader.exhaustiveSearch(terms, k: shape.documentCount)
      for leftOutCount in [1, 20, 130, 700, all.count] {
        let leftOut = RangeSet(all.prefix(leftOutCount).map { $0.document..<$0.document + 1 })
        let allowed = DocumentRanges(
          RangeSet(0..<UInt32(shape.documentCount)).subtracting(leftOut))
        for k in [1, 10, 100] {
          #expect(
            try reader.search(terms, k: k, among: allowed)
              == Array(all.dropFirst(leftOutCount).prefix(k)))
        }
      }
    }
  }
}
