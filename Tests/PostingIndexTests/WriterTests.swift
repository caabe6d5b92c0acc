import TestSupport
import PostingIndex
import Storage
import Testing

@Suite("Writing an index")
struct WriterTests {
  static let shape = Collection.Shape(
    documentCount: 2_500, featureCount: 2_000, postingsEach: 0...12,
    commonPercents: [90, 50, 20, 8])

  @Test("gives the same bytes whatever the memory", arguments: [0, 5_000, 100_000, 1 << 30])
  func doesNotDependOnMemory(_ memoryLimit: Int) throws {
    var generator = SeededGenerator()
    let collection = Collection(Self.shape, using: &generator)
    let folder = try TemporaryFolder()
    try collection.write(to: folder("small"), memoryLimit: memoryLimit)
    try collection.write(to: folder("large"), memoryLimit: 1 << 28)
    #expect(try contents(of: folder("small")) == contents(of: folder("large")))
  }

  @Test("removes its temporary files")
  func removesTemporaryFiles() throws {
    var generator = SeededGenerator()
    let collection = Collection(Self.shape, using: &generator)
    let folder = try TemporaryFolder()
    try collection.write(to: folder("index"), memoryLimit: 2_000)
    #expect(try Folder.names(in: folder.path) == ["index"])
  }

  @Test("removes its temporary files when it has finished, not when it goes")
  func removesTemporaryFilesAtOnce() throws {
    let folder = try TemporaryFolder()
    let writer = PostingIndexWriter(temporaryPath: folder("runs"), memoryLimit: 0)
    for document in 0..<1_000 { try writer.append(features: [UInt32(document)], impacts: [1]) }
    #expect(try folder.names == ["runs"])
    try writer.finish(path: folder("index"))
    #expect(try folder.names == ["index"])
    withExtendedLifetime(writer) {}
  }

  @Test(
    "gives the bytes of an index that received the kept documents in their final order",
    arguments: [false, true])
  func renumbers(_ isAscending: Bool) throws {
    var generator = SeededGenerator()
    let collection = Collection(Self.shape, using: &generator)
    let kept = collection.documents.indices.filter { _ in
      Int.random(in: 0..<5, using: &generator) > 0
    }
    let arranged = isAscending ? kept : kept.shuffled(using: &generator)
    var order = [UInt32](repeating: .max, count: collection.documents.count)
    var direct = Collection()
    for (number, document) in arranged.enumerated() {
      order[document] = UInt32(number)
      direct.documents.append(collection.documents[document])
    }
    let folder = try TemporaryFolder()
    try collection.write(to: folder("renumbered"), memoryLimit: 50_000, order: order)
    try direct.write(to: folder("direct"))
    #expect(try contents(of: folder("renumbered")) == contents(of: folder("direct")))
  }

  @Test("writes an index of nothing, and one of documents without features")
  func writesEmptyIndexes() throws {
    for count in [0, 3] {
      var collection = Collection()
      collection.documents = Array(repeating: [], count: count)
      let folder = try TemporaryFolder()
      let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
      try reader.verify()
      #expect(reader.documentCount == count)
      #expect(reader.featureCount == 0)
      #expect(try reader.search([PostingTerm(feature: 0, weight: 1)], k: 5).isEmpty)
    }
  }

  @Test("leaves out features that only dropped documents had")
  func dropsFeatures() throws {
    var collection = Collection()
    collection.documents = [[.init(feature: 1, impact: 1)], [.init(feature: 2, impact: 2)]]
    let folder = try TemporaryFolder()
    try collection.write(to: folder("index"), order: [.max, 0])
    let reader = try PostingIndexReader(path: folder("index"))
    #expect(reader.documentCount == 1)
    #expect(try reader.documentFrequencies(of: [1, 2]) == [0, 1])
  }

  @Test("refuses a path that exists")
  func refusesExistingPath() throws {
    let folder = try TemporaryFolder()
    try Collection().write(to: folder("index"))
    #expect(throws: StorageError.self) { try Collection().write(to: folder("index")) }
  }
}
