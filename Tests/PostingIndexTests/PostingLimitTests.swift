import TestSupport
import Numerics
import PostingIndex
import Storage
import Testing

@Suite("Searching with a limit of postings")
struct PostingLimitTests {
  /// The features of which a result must have one, by the words of the limit's definition.
  private func leadingFeatures(
    _ terms: [PostingTerm], limit: Int, _ collection: Collection
  ) -> Set<UInt32> {
    var weights: [UInt32: UInt32] = [:]
    for term in terms { weights[term.feature, default: 0] += term.weight }
    var known: [(bound: UInt32, feature: UInt32, count: Int)] = []
    for (feature, weight) in weights where weight > 0 {
      let impacts = collection.documents.joined().filter { $0.feature == feature }.map(\.impact)
      guard let greatest = impacts.max() else { continue }
      known.append((weight * UInt32(greatest), feature, impacts.count))
    }
    known.sort { ($0.bound, $0.feature) > ($1.bound, $1.feature) }
    var count = 0
    let leading = known.enumerated().prefix { position, term in
      count += term.count
      return position == 0 || count <= limit
    }
    return Set(leading.map(\.element.feature))
  }

  @Test(
    "gives the best of the documents that have a leading term",
    arguments: 0..<SearchTests.shapes.count)
  func agreesWithDefinition(_ number: Int) throws {
    var generator = SeededGenerator()
    let shape = SearchTests.shapes[number]
    let collection = Collection(shape, using: &generator)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    let features = collection.features
    let allowed = AllowedDocumentsTests.documents(
      of: shape.documentCount, permille: 200, rowLimit: 9, using: &generator)
    let isAllowed = Set(allowed.ranges.joined())
    for termCount in [1, 3, 8] {
      let terms = SearchTests.question(about: features, termCount: termCount, using: &generator)
      let ranking = collection.best(terms, k: shape.documentCount)
      for limit in [0, shape.documentCount / 20, shape.documentCount / 2, Int.max] {
        let leading = leadingFeatures(terms, limit: limit, collection)
        let found = ranking.filter { result in
          collection.documents[Int(result.document)].contains { leading.contains($0.feature) }
        }
        for k in [1, 10, 300] {
          #expect(
            try reader.search(terms, k: k, postingLimit: limit) == Array(found.prefix(k)),
            "\(termCount) terms, limit \(limit), k \(k)")
          #expect(
            try reader.search(terms, k: k, among: allowed, postingLimit: limit)
              == Array(found.filter { isAllowed.contains($0.document) }.prefix(k)))
        }
      }
    }
  }
}
