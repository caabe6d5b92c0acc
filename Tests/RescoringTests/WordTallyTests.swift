import Storage
import TestSupport
import Testing

@testable import Rescoring

@Suite("What removed documents counted")
struct WordTallyTests {
  @Test(
    "a tally of all pages takes everything off again, in any parts and order",
    arguments: [(10, 200), (150, 30), (150, 3000)])
  func all(pageCount: Int, wordCount: Int) throws {
    var generator = SeededGenerator()
    let collection = WordCollection(
      pageCount: pageCount, wordCount: wordCount, using: &generator)
    let folder = try TemporaryFolder()
    let reader = try store(collection.pages, in: folder)
    var tallies = [0, 1_000_000].map { WordTally(statisticsDocumentCount: $0) }
    for page in collection.pages.shuffled(using: &generator) {
      tallies[Int.random(in: 0...1, using: &generator)].add(page)
    }
    let retractions = [
      try written(&tallies[0], to: folder("one")), try written(&tallies[1], to: folder("two")),
    ]
    for retraction in retractions { try retraction.verify() }
    let words = WordStores([reader], retractions: retractions)
    #expect(words.documentCount == 0 && words.textWordCount == 0)
    for page in collection.pages {
      for key in page.title {
        var count: UInt64 = 0
        reader.forEachWord(ofStems: [key.stem]) { _, form, rank in
          if form == key.form { count += reader.count(ofRank: rank) }
        }
        #expect(count > 0 && words.forms.liveCount(count, ofStem: key.stem, form: key.form) == 0)
      }
      for text in page.documents.map(\.text) {
        for (one, next) in zip(text, text.dropFirst()) {
          #expect(words.pairs.count(of: one.stem, next.stem) == 0)
        }
      }
    }
  }

  @Test("the order of pages leaves no trace in the sections; an empty tally is sound")
  func order() throws {
    var generator = SeededGenerator()
    let pages = WordCollection(pageCount: 30, wordCount: 90, using: &generator).pages
    let folder = try TemporaryFolder()
    var one = WordTally(statisticsDocumentCount: 0)
    var (other, none) = (one, one)
    for page in pages { one.add(page) }
    for page in pages.shuffled(using: &generator) { other.add(page) }
    _ = try written(&one, to: folder("one"))
    _ = try written(&other, to: folder("other"))
    #expect(try contents(of: folder("one")) == contents(of: folder("other")))
    let empty = try written(&none, to: folder("none"))
    try empty.verify()
    #expect(empty.documentCount == 0 && empty.textWordCount == 0)
  }

  /// A file with these sections.
  private func retractions(
    words: [UInt32] = [], cells: [UInt8] = [], entries: [UInt32] = [], totals: [UInt64] = [1, 999],
    layout: [UInt32] = [1, 28], _ path: String
  ) throws -> WordRetractions {
    typealias Format = WordStoreFormat
    let file = try SectionFileWriter(path: path, kind: tallyKind, version: 1)
    try file.beginSection(Format.removedWords)
    try file.append(integers: words)
    try file.beginSection(Format.removedPairs)
    try file.append(cells)
    try file.beginSection(Format.removedPairEntries)
    try file.append(integers: entries)
    try file.beginSection(Format.removedTotals)
    try file.append(integers: totals)
    try file.append(integers: layout)
    try file.finish()
    return try WordRetractions(SectionFileReader(path: path, kind: tallyKind, versions: 1...1))
  }

  @Test(
    "words and cells that do not ascend, repeat, count nothing or too much do not verify",
    arguments: [
      ([2, 1, 1, 1, 1, 1], [1, 1]), ([1, 1, 1, 1, 1, 1], [1, 1]), ([1, 1, 0], [1, 1]),
      ([1, 1, 1], [2, 1, 1, 1]), ([1, 1, 1], [2, 1, 2, 1]), ([1, 1, 1], [2, 0]),
      ([1, 1, 1], [1 << 28, 1]), ([1, 1, 1], [1, 500, 2, 500]),
    ] as [([UInt32], [UInt32])])
  func unsound(words: [UInt32], entries: [UInt32]) throws {
    let folder = try TemporaryFolder()
    try retractions(words: [1, 1, 1], entries: [1, 1], folder("sound")).verify()
    let retractions = try retractions(words: words, entries: entries, folder("tally"))
    #expect(throws: StorageError.self) { try retractions.verify() }
  }

  @Test(
    "cells and the counts that they cannot hold agree, or do not verify",
    arguments: [
      (0, []), (255, [7, 254]), (255, [8, 300]), (254, [7, 300]), (255, [7, 300, 8, 300]),
      (255, [7, 1000]),
    ] as [(UInt8, [UInt32])])
  func unsoundCells(cell: UInt8, entries: [UInt32]) throws {
    let folder = try TemporaryFolder()
    var cells = [UInt8](repeating: 0, count: 1 << 16)
    cells[7] = 255
    try retractions(cells: cells, entries: [7, 300], layout: [0, 16], folder("sound")).verify()
    cells[7] = cell
    cells[9] = 255
    let retractions = try retractions(
      cells: cells, entries: entries, layout: [0, 16], folder("tally"))
    #expect(throws: StorageError.self) { try retractions.verify() }
  }

  @Test("sections of broken entries are refused; counts beyond all that is there take off no more")
  func broken() throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let attempts: [() throws -> WordRetractions] = [
      { try retractions(words: [1, 1], folder("bad-words")) },
      { try retractions(cells: [1], folder("bad-cells")) },
      { try retractions(entries: [1], folder("bad-entries")) },
      { try retractions(totals: [1], folder("bad-totals")) },
      { try retractions(layout: [0, 16], folder("bad-dense")) },
      { try retractions(layout: [1, 16], folder("bad-sparse")) },
      { try retractions(layout: [2, 28], folder("bad-layout")) },
      { try retractions(layout: [0, 64], folder("bad-bits")) },
    ]
    for attempt in attempts { #expect(throws: StorageError.self) { try attempt() } }
    let collection = WordCollection(pageCount: 9, wordCount: 30, using: &generator)
    let greedy = try retractions(
      words: [7, 7, .max], entries: [7, .max], totals: [.max, .max], folder("greedy"))
    let words = WordStores(
      [try store(collection.pages, in: folder)], retractions: [greedy, greedy])
    #expect(words.documentCount == 0 && words.textWordCount == 0)
    let candidates = collection.documents.indices.map {
      RescoringCandidate(document: UInt32($0), score: 1)
    }
    let question = collection.question(5, using: &generator)
    #expect(
      try Rescorer(words).rescored(candidates, for: question).count == candidates.count)
  }
}
