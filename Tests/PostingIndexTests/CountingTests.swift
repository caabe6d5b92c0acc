import Numerics
import PostingIndex
import TestSupport
import Testing

@Suite("How many of some documents have a feature")
struct CountingTests {
  /// Shapes with short, packed, bitmap and column lists.
  private static let shape = Collection.Shape(
    documentCount: 3_000, featureCount: 400, postingsEach: 1...8,
    commonPercents: [97, 60, 30, 12, 6])

  @Test("is what counting them one by one gives, for ranges of every kind")
  func counts() throws {
    var generator = SeededGenerator()
    let collection = Collection(Self.shape, using: &generator)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    let features = collection.features + [0, .max]
    for rangeCount in [0, 1, 2, 5, 40, 700] {
      var ranges = RangeSet<UInt32>()
      for _ in 0..<rangeCount {
        let start = UInt32.random(in: 0..<3_000, using: &generator)
        let length = UInt32.random(in: 1...(rangeCount > 5 ? 3 : 900), using: &generator)
        ranges.insert(contentsOf: start..<min(3_000, start + length))
      }
      let documents = DocumentRanges(ranges)
      let expected = features.map { feature in
        collection.documents.enumerated().count { number, postings in
          documents.contains(UInt32(number)) && postings.contains { $0.feature == feature }
        }
      }
      #expect(try reader.documentFrequencies(of: features, among: documents) == expected)
    }
    let all = DocumentRanges(RangeSet(0..<3_000))
    #expect(
      try reader.documentFrequencies(of: features, among: all)
        == reader.documentFrequencies(of: features))
  }
}
