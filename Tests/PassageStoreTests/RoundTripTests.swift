import Storage
import TestSupport
import Testing
import WikiModel

@testable import PassageStore

/// Reads a store in every way and compares with what was written.
private func check(_ path: String, holds revisions: [SampleRevision]) throws {
  let expected = revisions.flatMap(\.passages)
  let reader = try PassageStoreReader(path: path)
  try reader.verify()
  #expect(reader.passageCount == UInt32(expected.count))
  for (number, stored) in expected.enumerated() {
    #expect(try reader.passages([UInt32(number)])[0].parts == stored)
  }
  var next: UInt32 = 0
  #expect(reader.pageCount == revisions.count)
  for (index, sample) in revisions.enumerated() {
    let page = try reader.page(at: index)
    #expect(page.wiki == sample.revision.wiki)
    #expect(page.page == sample.revision.page)
    #expect(page.revision == sample.revision.revision)
    #expect(page.timestamp == sample.revision.timestamp)
    #expect(page.passages == next..<next + UInt32(sample.records.count))
    next = page.passages.upperBound
  }
}

@Test("Every passage comes back as it was written, with its own attribution")
func randomStores() throws {
  var maker = SampleMaker()
  for count in [1, 2, 7, 40, 300] {
    let folder = try TemporaryFolder()
    let revisions = maker.revisions(count)
    _ = try write(revisions, to: folder("passages"))
    try check(folder("passages"), holds: revisions)
  }
}

@Test("An article over many blocks, and passages longer than a block, come back whole")
func longArticles() throws {
  var maker = SampleMaker()
  let folder = try TemporaryFolder()
  maker.passageLimit = 400
  maker.wordLimit = 300
  var revisions = [
    maker.revision(wiki: "a", page: 1), maker.revision(wiki: "a", page: 2),
    maker.revision(wiki: "b", page: 1),
  ]
  maker.passageLimit = 3
  maker.wordLimit = 20_000
  revisions += [maker.revision(wiki: "b", page: 2), maker.revision(wiki: "b", page: 3)]
  _ = try write(revisions, to: folder("passages"))
  try check(folder("passages"), holds: revisions)
  let file = try SectionFileReader(
    path: folder("passages"), kind: SectionFile.Tag("PASS"), versions: 2...2)
  #expect(try file.range(of: SectionFile.Tag("BDIR"), elementByteCount: 32).count > 5 * 32)
}

@Test("Passages of more blocks than are kept come back whole in any order, again and again")
func keptBlocks() throws {
  var generator = SeededGenerator()
  var maker = SampleMaker()
  let folder = try TemporaryFolder()
  maker.passageLimit = 200
  maker.wordLimit = 2_000
  let revisions = (1...12).map { maker.revision(wiki: "a", page: UInt64($0)) }
  _ = try write(revisions, to: folder("passages"))
  let expected = revisions.flatMap(\.passages)
  let reader = try PassageStoreReader(path: folder("passages"))
  for round in 0..<400 {
    let first = Int.random(in: 0..<expected.count, using: &generator)
    let near = first..<min(first + 1 + round % 40, expected.count)
    let numbers = (near.map { UInt32($0) } + [0, UInt32(expected.count - 1)])
      .shuffled(using: &generator)
    #expect(try reader.passages(numbers).map(\.parts) == numbers.map { expected[Int($0)] })
  }
  let file = try SectionFileReader(
    path: folder("passages"), kind: SectionFile.Tag("PASS"), versions: 2...2)
  let blockCount = try file.range(of: SectionFile.Tag("BDIR"), elementByteCount: 32).count / 32
  #expect(blockCount > BlockReader.keptCount)
}

@Test("A range of passages is handed out in order, each passage once")
func ranges() throws {
  var maker = SampleMaker()
  maker.passageLimit = 30
  let folder = try TemporaryFolder()
  let revisions = maker.revisions(60)
  _ = try write(revisions, to: folder("passages"))
  let expected = revisions.flatMap(\.passages)
  let reader = try PassageStoreReader(path: folder("passages"))
  for _ in 0..<60 {
    let bounds = [0, 1].map { _ in
      UInt32.random(in: 0...UInt32(expected.count), using: &maker.generator)
    }
    let range = min(bounds[0], bounds[1])..<max(bounds[0], bounds[1])
    var numbers: [UInt32] = []
    try reader.forEachPassage(in: range) { (number, stored) in
      numbers.append(number)
      #expect(stored.parts == expected[Int(number)])
    }
    #expect(numbers == Array(range))
  }
}

@Test("An error that the caller throws ends the walk and reaches the caller")
func callersError() throws {
  var maker = SampleMaker()
  let folder = try TemporaryFolder()
  _ = try write(maker.revisions(9), to: folder("passages"))
  let reader = try PassageStoreReader(path: folder("passages"))
  let stop = StorageError.notOurs(path: "stop")
  var count = 0
  #expect(throws: stop) {
    try reader.forEachPassage(in: 0..<reader.passageCount) { (_, _) throws(StorageError) in
      count += 1
      if count == 5 { throw stop }
    }
  }
  #expect(count == 5)
}

@Test("The same revisions give the same bytes")
func sameBytes() throws {
  var maker = SampleMaker()
  let folder = try TemporaryFolder()
  let revisions = maker.revisions(80)
  _ = try write(revisions, to: folder("one"))
  _ = try write(revisions, to: folder("two"))
  #expect(try contents(of: folder("one")) == contents(of: folder("two")))
}

@Test("A store without passages opens, verifies and has none")
func emptyStore() throws {
  var maker = SampleMaker()
  let folder = try TemporaryFolder()
  var sample = maker.revision(wiki: "a", page: 1)
  sample.records = []
  _ = try write([sample], to: folder("passages"))
  try check(folder("passages"), holds: [])
  let reader = try PassageStoreReader(path: folder("passages"))
  try reader.forEachPassage(in: 0..<0) { (_, _) in Issue.record("there is no passage") }
}

@Test("A writer's statistics count what was written")
func statistics() throws {
  var maker = SampleMaker()
  let folder = try TemporaryFolder()
  let revisions = maker.revisions(50)
  let statistics = try write(revisions, to: folder("passages"))
  let passages = revisions.flatMap(\.passages)
  #expect(statistics.pageCount == UInt64(revisions.count))
  #expect(statistics.passageCount == UInt64(passages.count))
  let textByteCount = passages.reduce(0) { $0 + $1.record.passage.text.count }
  #expect(statistics.textByteCount == UInt64(textByteCount))
  for (wiki, count) in statistics.wikis {
    #expect(count == UInt64(passages.filter { $0.revision.wiki == wiki }.count))
  }
  for (language, count) in statistics.languages {
    #expect(count == UInt64(passages.filter { $0.revision.language == language }.count))
  }
  for license in License.known {
    let count = passages.filter { $0.revision.licenses.contains(license) }.count
    #expect(statistics.licenses[license.spdxIdentifier, default: 0] == UInt64(count))
  }
}

@Test("Many threads read one store at once and each gets what was written")
func manyThreads() async throws {
  var maker = SampleMaker()
  maker.passageLimit = 30
  let folder = try TemporaryFolder()
  let revisions = maker.revisions(60)
  _ = try write(revisions, to: folder("passages"))
  let expected = revisions.flatMap(\.passages)
  let reader = try PassageStoreReader(path: folder("passages"))
  let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
    for start in 0..<8 {
      group.addTask {
        var wrong = 0
        for number in stride(from: start, to: expected.count, by: 3) {
          if try reader.passages([UInt32(number)])[0].parts != expected[number] { wrong += 1 }
        }
        return wrong
      }
    }
    return try await group.reduce(0, +)
  }
  #expect(wrong == 0)
}
