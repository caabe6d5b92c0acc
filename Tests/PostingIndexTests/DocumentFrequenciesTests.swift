import PostingIndex
import Storage
import TestSupport
import Testing

@Suite("Document frequencies of several indexes")
struct DocumentFrequenciesTests {
  private static let shape = Collection.Shape(
    documentCount: 60, featureCount: 300, postingsEach: 1...20)

  @Test("are those of the documents that are left, in tables apart and in joined ones")
  func frequencies() throws {
    var generator = SeededGenerator(for: "documentFrequencies")
    for indexCount in [1, 2, 5] {
      let folder = try TemporaryFolder()
      var left = Collection()
      var readers: [PostingIndexReader] = []
      var retractions: [FrequencyRetractions] = []
      for number in 0..<indexCount {
        let collection = Collection(Self.shape, using: &generator)
        readers.append(
          try PostingIndexReader(path: try collection.write(to: folder("index-\(number)"))))
        var tally = FrequencyTally()
        for document in collection.documents {
          if Bool.random(using: &generator) {
            tally.add(document.map(\.feature))
          } else {
            left.documents.append(document)
          }
        }
        retractions.append(try Self.written(tally, to: folder("tally-\(number)")))
      }
      let apart = DocumentFrequencies(readers, retractions: retractions)
      let asked = left.features + (0..<50).map { _ in UInt32.random(in: 0 ... .max) }
      for limit in [0, 200, 500, .max] {
        let joined = try apart.joined(entryLimit: limit)
        if limit == .max { #expect(joined.smallEntryCounts.isEmpty) }
        let expected = asked.map { left.documentFrequency(of: $0) }
        #expect(try apart.frequencies(of: asked) == expected)
        #expect(try joined.frequencies(of: asked) == expected)
      }
    }
  }

  /// Writes a tally into a file of a kind of its own, and opens it.
  private static func written(
    _ tally: FrequencyTally, to path: String
  ) throws -> FrequencyRetractions {
    let kind = SectionFile.Tag("TALY")
    let file = try SectionFileWriter(path: path, kind: kind, version: 1)
    try tally.write(to: file)
    try file.finish()
    return try FrequencyRetractions(SectionFileReader(path: path, kind: kind, versions: 1...1))
  }
}
