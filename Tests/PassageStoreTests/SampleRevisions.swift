import TestSupport
import PassageStore
import WikiModel

/// A revision and its passages, as they are handed to a writer.
struct SampleRevision {
  var revision: RevisionRecord
  var records: [PassageRecord]

  var passages: [ExpectedPassage] {
    records.map { ExpectedPassage(revision: revision, record: $0) }
  }
}

/// A passage with its revision, as a store must give them.
struct ExpectedPassage: Equatable, Sendable {
  var revision: RevisionRecord
  var record: PassageRecord
}

extension StoredPassage {
  var parts: ExpectedPassage { ExpectedPassage(revision: revision, record: record) }
}

/// Random revisions in key order, of several wikis, scripts, licences and kinds of source.
struct SampleMaker {
  var generator: SeededGenerator
  /// The most passages of a revision, and the most words of a passage.
  var passageLimit = 6
  var wordLimit = 80

  init(for test: String = #function) { generator = SeededGenerator(for: test) }

  mutating func revisions(_ count: Int) -> [SampleRevision] {
    let wikis = ["commonswiki", "dewiki", "enwiki", "zh_min_nanwiki"]
    var places: [(wiki: String, page: UInt64)] = []
    for _ in 0..<count {
      places.append((wikis.randomElement(using: &generator) ?? "", generator.next() >> 11))
    }
    places.sort { ($0.wiki, $0.page) < ($1.wiki, $1.page) }
    return places.map { revision(wiki: $0.wiki, page: $0.page) }
  }

  mutating func revision(wiki: String, page: UInt64) -> SampleRevision {
    let isSynthetic = Bool.random(using: &generator)
    let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &generator)
    let hasDate = Bool.random(using: &generator)
    let article = Article(
      wiki: wiki, page: PageID(rawValue: page),
      revision: RevisionID(rawValue: generator.next() >> 11), revisionIsSynthetic: isSynthetic,
      title: words(4), namespace: Int32(truncatingIfNeeded: generator.next()),
      language: ["en", "zh-Hant", "ar"].randomElement(using: &generator) ?? "en",
      timestamp: Timestamp(secondsSince1970: seconds), url: "https://example.org/wiki/" + words(2),
      licenses: Array(
        License.known.shuffled(using: &generator).prefix(
          Int.random(in: 0...3, using: &generator))),
      format: Bool.random(using: &generator) ? .wikitext : .plainText,
      text: generator.bytes(Int.random(in: 0...300, using: &generator)),
      source: SourceName(
        name: words(1) + ".xml.bz2", date: hasDate ? "2026-01-01" : nil))
    let count = Int.random(in: 1...passageLimit, using: &generator)
    return SampleRevision(
      revision: RevisionRecord(article, sourceDigest: generator.bytes(20)),
      records: (0..<count).map { record(UInt32($0)) })
  }

  private mutating func record(_ ordinal: UInt32) -> PassageRecord {
    let text = Array(words(Int.random(in: 1...wordLimit, using: &generator)).utf8)
    let start = Int.random(in: 0...1_000_000, using: &generator)
    let depth = Int.random(in: 0...4, using: &generator)
    let path = (0..<depth).map { _ in words(3) }
    let passage = Passage(
      ordinal: ordinal, textRange: start..<start + text.count, text: text, sectionPath: path,
      sourceRuns: runs(textCount: text.count))
    return PassageRecord(
      passage: passage, anchor: path.last?.replacing(" ", with: "_") ?? "",
      sourceCharacters: start / 2..<start / 2 + text.count)
  }

  /// Runs of both kinds that cover the text, their sources in any order.
  private mutating func runs(textCount: Int) -> [SourceMap.Run] {
    var runs: [SourceMap.Run] = []
    var left = textCount
    while left > 0 {
      let count = Int.random(in: 1...left, using: &generator)
      let isVerbatim = Bool.random(using: &generator)
      runs.append(
        SourceMap.Run(
          textCount: count, sourceStart: Int.random(in: 0...3_000_000_000, using: &generator),
          sourceCount: isVerbatim ? count : Int.random(in: 0...5_000, using: &generator),
          isVerbatim: isVerbatim))
      left -= count
    }
    return runs
  }

  private mutating func words(_ count: Int) -> String {
    let alphabets: [[Character]] = [
      Array("abcdefghijklmnopqrstuvwxyz"), Array("абвгдежзиклмнопрсту"), Array("ابتثجحخدذرزسش"),
      Array("日本語版百科事典漢字文章"), Array("กขคงจฉชซ"), ["😀", "👩‍🚀", "é", "\n", "\u{0}", "&"],
    ]
    let alphabet = alphabets.randomElement(using: &generator) ?? []
    var text = ""
    for index in 0..<count {
      if index > 0 { text += " " }
      for _ in 0..<Int.random(in: 1...9, using: &generator) {
        text.append(alphabet.randomElement(using: &generator) ?? "a")
      }
    }
    return text
  }
}

func write(_ revisions: [SampleRevision], to path: String) throws -> PassageStatistics {
  let writer = try PassageStoreWriter(path: path)
  for sample in revisions { try writer.append(sample.revision, sample.records) }
  try writer.finish()
  return writer.statistics
}
