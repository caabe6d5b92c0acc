import Storage
import TestSupport
import Testing

@testable import Rescoring

/// Writes a store of version 1, which has logarithms in the place of counts.
private func logarithmStore(
  _ reader: WordStoreReader, _ collection: WordCollection, path: String
) throws -> WordStoreReader {
  typealias Format = WordStoreFormat
  let file = try SectionFileWriter(path: path, kind: Format.kind, version: 1)
  for tag in [
    Format.codes, Format.documentGroups, Format.documentOffsets, Format.pages, Format.titles,
    Format.stems, Format.prefixes,
  ] {
    try file.beginSection(tag)
    try file.append(reader.file.bytes(try reader.file.range(of: tag)))
  }
  try file.beginSection(Format.frequencies)
  try file.append(
    (0..<UInt32(reader.wordCount)).map { Eighths.log2(reader.count(ofRank: $0)) })
  let bits = WordPairs.bits(documentCount: reader.documentCount)
  var cells = [UInt64](repeating: 0, count: 1 << bits)
  for document in collection.documents.map(\.words) {
    for index in document.text.indices.dropFirst()
    where !document.sentenceStarts.contains(UInt32(index)) {
      let (first, second) = (document.text[index - 1].stem, document.text[index].stem)
      cells[WordPairs.cell(first, second, bits: bits)] += 1
    }
  }
  try file.beginSection(Format.pairs)
  try file.append(cells.map(Eighths.log2))
  try file.beginSection(Format.head)
  try file.append(integers: [
    UInt64(reader.documentCount), UInt64(reader.pageCount), UInt64(reader.wordCount),
    reader.textWordCount,
  ])
  try file.finish()
  return try WordStoreReader(path: path)
}

@Suite("Stores of words of version 1")
struct LogarithmStoreTests {
  @Test("they verify, and score as the same documents in the version of today")
  func scores() throws {
    var generator = SeededGenerator()
    for wordCount in [8, 60, 900] {
      let collection = WordCollection(pageCount: 60, wordCount: wordCount, using: &generator)
      let folder = try TemporaryFolder()
      let today = try store(collection.pages, in: folder)
      let old = try logarithmStore(today, collection, path: folder("old"))
      try old.verify()
      #expect(!old.hasExactCounts && WordStores(old).isExact)
      let candidates = collection.documents.indices.map {
        RescoringCandidate(document: UInt32($0), score: Double($0 % 7))
      }
      for count in 1...9 {
        let question = collection.question(count, using: &generator)
        let one = try Rescorer(old).rescored(candidates, for: question)
        let other = try Rescorer(today).rescored(candidates, for: question)
        #expect(one.map(\.document) == other.map(\.document))
        #expect(one.map(\.score.bitPattern) == other.map(\.score.bitPattern))
      }
    }
  }

  @Test("they cannot be added up exactly with others, and that is said")
  func several() throws {
    var generator = SeededGenerator()
    let collection = WordCollection(pageCount: 20, wordCount: 60, using: &generator)
    let folder = try TemporaryFolder()
    let today = try store(collection.pages, in: folder)
    let old = try logarithmStore(today, collection, path: folder("old"))
    #expect(!WordStores([old, today]).isExact)
    var tally = WordTally(statisticsDocumentCount: 0)
    tally.add(collection.pages[0])
    let removed = try written(&tally, to: folder("tally"))
    #expect(!WordStores([old], retractions: [removed]).isExact)
    #expect(WordStores([today], retractions: [removed]).isExact)
  }

  @Test("the least count of each logarithm has it, and one less has not")
  func leastCounts() {
    let large: [UInt64] = [1 << 20, 1_073_754_169, 4_294_967_295]
    for count in Array(1...4096) + large {
      let logarithm = Eighths.log2(count)
      let least = Eighths.leastCounts[Int(logarithm)]
      #expect(Eighths.log2(least) == logarithm && least <= count)
      #expect(least == 1 || Eighths.log2(least - 1) < logarithm)
    }
  }
}
