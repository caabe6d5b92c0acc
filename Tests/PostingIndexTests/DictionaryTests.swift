import TestSupport
import PostingIndex
import Storage
import Testing

@Suite("The dictionary of an index")
struct DictionaryTests {
  @Test("counts documents, features and postings")
  func counts() throws {
    var generator = SeededGenerator()
    let collection = Collection(WriterTests.shape, using: &generator)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    #expect(reader.documentCount == collection.documents.count)
    #expect(reader.featureCount == collection.features.count)
    #expect(reader.postingCount == UInt64(collection.documents.joined().count))
    let known = collection.features.shuffled(using: &generator).prefix(100)
    let asked = known.flatMap { [$0, $0 &+ 1, $0 &- 1] } + [0, .max]
    let expected = asked.map { collection.documentFrequency(of: $0) }
    #expect(try reader.documentFrequencies(of: asked) == expected)
    #expect(try reader.documentFrequencies(of: []) == [])
  }

  @Test("holds the least and the greatest feature, and neighbours")
  func holdsExtremes() throws {
    let features: [UInt32] = [0, 1, 2, 1 << 31, .max - 1, .max]
    var collection = Collection()
    collection.documents = [features.map { .init(feature: $0, impact: 255) }]
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    try reader.verify()
    for feature in features { #expect(try reader.documentFrequencies(of: [feature]) == [1]) }
    for feature: UInt32 in [3, 1 << 31 + 1, .max - 2] {
      #expect(try reader.documentFrequencies(of: [feature]) == [0])
    }
  }

  @Test("gives every list in the order of the features, for merging")
  func givesLists() throws {
    var generator = SeededGenerator()
    let collection = Collection(WriterTests.shape, using: &generator)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    var rebuilt = [[Collection.Posting]](repeating: [], count: reader.documentCount)
    var documents: [UInt32] = []
    var impacts: [UInt8] = []
    try reader.forEachList { (list) throws(StorageError) in
      try reader.decode(list, documents: &documents, impacts: &impacts)
      for (document, impact) in zip(documents, impacts) {
        rebuilt[Int(document)].append(.init(feature: list.feature, impact: impact))
      }
    }
    for (found, expected) in zip(rebuilt, collection.documents) {
      #expect(found.map(\.feature) == expected.map(\.feature))
      #expect(found.map(\.impact) == expected.map(\.impact))
    }
  }
}
