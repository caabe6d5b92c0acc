import Storage
import TestSupport
import Testing

@testable import Rescoring

/// Everything that rescoring says of candidates, to the bit, with documents' numbers replaced.
private struct Answer: Equatable {
  var document: UInt32
  var score: UInt64
  var features: [UInt64]
  var fields: [UInt64]
  var page: UInt32

  init(_ candidate: RescoredCandidate, _ numbers: [UInt32: UInt32]) {
    document = numbers[candidate.document] ?? .max
    score = candidate.score.bitPattern
    features = RescoringFeature.allCases.map { candidate.vector[$0].bitPattern }
    let found = candidate.vector.found
    fields = [found.title, found.headings, found.text]
    page = numbers[candidate.vector.page] ?? .max
  }
}

/// Answers of stores, documents numbered by their place among `documents`, in this order.
private func answers(
  _ words: WordStores, _ documents: [UInt32], _ scores: [Double], _ question: [RescoringWord]
) throws -> [Answer] {
  var numbers: [UInt32: UInt32] = [:]
  for (number, document) in documents.enumerated() { numbers[document] = UInt32(number) }
  let candidates = zip(documents, scores).filter { $0.1 > 0 }
    .map { RescoringCandidate(document: $0, score: $1) }
  return try Rescorer(words).rescored(candidates, for: question).map { Answer($0, numbers) }
    .sorted { $0.document < $1.document }
}

/// Holds several stores, less what was removed, against one store of what is left.
private func check(
  _ spread: SpreadCollection, _ collection: WordCollection, _ folder: TemporaryFolder,
  using generator: inout SeededGenerator
) throws {
  let fresh = WordStores(try store(spread.livePages, in: folder))
  #expect(spread.words.isExact && fresh.isExact)
  #expect(spread.words.documentCount == fresh.documentCount)
  #expect(spread.words.textWordCount == fresh.textWordCount)
  #expect(spread.words.pairBits == fresh.pairBits)
  let documents = (0..<UInt32(fresh.documentCount)).map { $0 }
  for count in [1, 4, 12] {
    let question = collection.question(count, using: &generator)
    let share: Double = Bool.random(using: &generator) ? 0.02 : 1
    let scores = documents.map { document in
      Double.random(in: 0..<1, using: &generator) < share ? Double(document % 5 + 1) / 4 : 0
    }
    let expected = try answers(fresh, documents, scores, question)
    #expect(try answers(spread.words, spread.liveDocuments, scores, question) == expected)
    for limit in [0, 300, 3000, .max] {
      let joined = try spread.words.joined(entryLimit: limit)
      #expect(try answers(joined, spread.liveDocuments, scores, question) == expected)
      if limit == .max { #expect(joined.smallEntryCounts.isEmpty) }
    }
  }
}

@Suite("Several stores of words")
struct WordStoresTests {
  @Test(
    "however documents are spread and removed, scores are those of one store of the live ones",
    arguments: 0..<40)
  func spread(round: Int) throws {
    var generator = SeededGenerator(for: "spread(\(round))")
    let collection = WordCollection(
      pageCount: [3, 20, 60, 150][round % 4], wordCount: [8, 40, 300, 3000][round / 4 % 4],
      using: &generator)
    let share = [0, 0.1, 0.5, 0.95][round / 3 % 4]
    let removed = collection.pages.indices.filter { _ in
      Double.random(in: 0..<1, using: &generator) < share
    }
    let folder = try TemporaryFolder()
    let spread = try SpreadCollection(
      collection.pages, storeCount: .random(in: 1...6, using: &generator), removed: Set(removed),
      statisticsDocumentCount: [0, 1000, 1_000_000][round % 3], in: folder, using: &generator)
    for store in spread.words.stores { try store.verify() }
    try check(spread, collection, folder, using: &generator)
  }

  @Test(
    "tables of pairs agree where the number of documents passes a power of two",
    arguments: [1, 127, 128, 129, 255, 256, 1023, 1024, 8191, 8192, 8193])
  func boundaries(count: Int) throws {
    var generator = SeededGenerator()
    for removedCount in count < 1000 ? [0, 1, 2] : [1] {
      let collection = WordCollection(
        pageCount: count + removedCount, documentsEach: 1...1, wordCount: 100,
        textWordCounts: 0...(count < 1000 ? 40 : 4), using: &generator)
      let removed = collection.pages.indices.shuffled(using: &generator).prefix(removedCount)
      let folder = try TemporaryFolder()
      let spread = try SpreadCollection(
        collection.pages, storeCount: 3, removed: Set(removed), statisticsDocumentCount: count,
        in: folder, using: &generator)
      #expect(spread.words.documentCount == count)
      try check(spread, collection, folder, using: &generator)
    }
  }

  @Test("both layouts of pairs are met, and counts that a byte cannot hold")
  func layouts() throws {
    var generator = SeededGenerator()
    let collection = WordCollection(pageCount: 150, wordCount: 40, using: &generator)
    let folder = try TemporaryFolder()
    let dense = try store(collection.pages, in: folder)
    #expect(dense.pairs.kind == .dense && dense.pairs.entries.count > 0)
    let other = try TemporaryFolder()
    let sparse = try store(Array(collection.pages.prefix(9)), in: other)
    #expect(sparse.pairs.kind == .sparse && sparse.pairs.cells.isEmpty)
    for reader in [dense, sparse] { try reader.verify() }
  }

  @Test("a form or pair that only removed documents had is as one that was never met")
  func removedForms() throws {
    var generator = SeededGenerator()
    let collection = WordCollection(pageCount: 40, wordCount: 30, using: &generator)
    let folder = try TemporaryFolder()
    let other = try TemporaryFolder()
    let unknown = WordKey(stem: 77, form: 78, prefix: 79)
    let lost = PageWords(
      title: [unknown],
      documents: [
        DocumentWords(
          heading: [], text: [unknown, unknown, unknown], sentenceStarts: [0])
      ])
    let all = try store(collection.pages + [lost], in: folder)
    var tally = WordTally(statisticsDocumentCount: 0)
    tally.add(lost)
    let words = WordStores([all], retractions: [try written(&tally, to: folder("tally"))])
    let fresh = WordStores(try store(collection.pages, in: other))
    let word = RescoringWord(readings: [unknown], weight: 5000, isName: true)
    let question = collection.question(3, using: &generator) + [word, word]
    let documents = collection.documents.indices.map { UInt32($0) }
    let scores = documents.map { _ in 1.0 }
    #expect(words.pairs.count(of: 77, 77) == fresh.pairs.count(of: 77, 77))
    #expect(
      try answers(words, documents, scores, question)
        == answers(fresh, documents, scores, question))
  }

  @Test("an index that has outgrown a store says so, and one whose writer knew does not")
  func outgrown() throws {
    var generator = SeededGenerator()
    let many = WordCollection(pageCount: 600, wordCount: 300, using: &generator)
    let single = PageWords(
      title: [], documents: [DocumentWords(heading: [], text: [], sentenceStarts: [])])
    for known in [0, 14_000] {
      let folder = try TemporaryFolder()
      let other = try TemporaryFolder()
      let writer = try WordStoreWriter(temporaryPath: folder("unsorted"))
      for page in many.pages { try writer.append(page) }
      try writer.finish(path: folder("words"), statisticsDocumentCount: known)
      let small = try WordStoreReader(path: folder("words"))
      #expect(small.pairs.kind == .dense)
      let large = try store([PageWords](repeating: single, count: 9000), in: other)
      let words = WordStores([small, large])
      #expect(words.isExact == (known > 0))
      let candidates = (0..<100).map { RescoringCandidate(document: $0, score: 1) }
      let question = many.question(8, using: &generator)
      #expect(try Rescorer(words).rescored(candidates, for: question).count == 100)
    }
  }

  @Test("no stores at all, and stores without documents, are no fault")
  func empty() throws {
    let folder = try TemporaryFolder()
    #expect(try Rescorer(WordStores([])).rescored([], for: []).isEmpty)
    let reader = try store([], in: folder)
    let words = WordStores([reader, reader])
    #expect(words.documentCount == 0)
    #expect(try Rescorer(words).rescored([], for: []).isEmpty)
  }
}
