import Rescoring
import Storage
import TestSupport
import Testing

@Suite("The store of words")
struct WordStoreTests {
  @Test("a store in another order, some pages left out, has the bytes of those pages alone")
  func order() throws {
    var generator = SeededGenerator()
    let collection = WordCollection(pageCount: 30, wordCount: 200, using: &generator)
    let kept = collection.pages.indices.filter { $0 % 3 != 1 }.shuffled(using: &generator)
    let folder = try TemporaryFolder()
    let direct = try TemporaryFolder()
    _ = try store(collection.pages, in: folder, order: kept)
    _ = try store(kept.map { collection.pages[$0] }, in: direct)
    #expect(try contents(of: folder("words")) == contents(of: direct("words")))
    #expect(!Folder.exists(folder("unsorted")))
  }

  @Test("a sound store verifies, and gives its counts")
  func verifies() throws {
    var generator = SeededGenerator()
    for wordCount in [1, 300, 30_000] {
      let collection = WordCollection(pageCount: 200, wordCount: wordCount, using: &generator)
      let folder = try TemporaryFolder()
      let reader = try store(collection.pages, in: folder)
      try reader.verify()
      #expect(reader.documentCount == collection.documents.count)
      #expect(reader.pageCount == 200)
    }
  }

  @Test("a store without pages opens, and verifies")
  func empty() throws {
    let folder = try TemporaryFolder()
    let reader = try store([], in: folder)
    try reader.verify()
    #expect(reader.documentCount == 0)
  }

  @Test("a flipped byte is an error of opening or verifying")
  func flipped() throws {
    var generator = SeededGenerator()
    let collection = WordCollection(pageCount: 9, wordCount: 60, using: &generator)
    let folder = try TemporaryFolder()
    _ = try store(collection.pages, in: folder)
    let bytes = try contents(of: folder("words"))
    for attempt in 0..<60 {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^= UInt8(1 << (attempt % 8))
      let path = try folder.file("damaged-\(attempt)", damaged)
      #expect(throws: StorageError.self) { try WordStoreReader(path: path).verify() }
    }
  }

  @Test("a damaged store never traps when candidates are rescored")
  func rescoredWhileDamaged() throws {
    var generator = SeededGenerator()
    let collection = WordCollection(pageCount: 9, wordCount: 60, using: &generator)
    let folder = try TemporaryFolder()
    _ = try store(collection.pages, in: folder)
    let bytes = try contents(of: folder("words"))
    let question = collection.question(6, using: &generator)
    for attempt in 0..<200 {
      var damaged = bytes
      for _ in 0..<1 + attempt % 9 {
        damaged[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
          in: 0 ... .max, using: &generator)
      }
      let path = try folder.file("damaged-\(attempt)", damaged)
      // One clear error is as good as a result.
      do throws(StorageError) {
        let reader = try WordStoreReader(path: path)
        let candidates = (0..<reader.documentCount).map {
          RescoringCandidate(document: UInt32($0), score: 1)
        }
        _ = try Rescorer(reader).rescored(candidates, for: question)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}
