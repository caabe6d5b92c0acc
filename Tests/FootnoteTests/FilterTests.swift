import TestSupport
import Features
import PassageStore
import PostingIndex
import Rescoring
import Testing

@testable import Footnote

/// What passes a filter, found by reading every passage; nothing here knows of the store's tables.
private struct FilterOracle {
  let index: Index
  let stored: [StoredPassage]

  init(_ index: Index) throws {
    self.index = index
    var stored: [StoredPassage] = []
    try index.passages.forEachPassage(in: 0..<index.passages.passageCount) { _, passage in
      stored.append(passage)
    }
    self.stored = stored
  }

  func passes(_ passage: StoredPassage, _ filter: SearchFilter) -> Bool {
    let revision = passage.revision
    let path = passage.record.passage.sectionPath
    let licenses = revision.licenses.map(\.spdxIdentifier)
    return filter.languages.map { $0.contains(revision.language) } ?? true
      && filter.wikis.map { $0.contains(revision.wiki) } ?? true
      && filter.licenses.map { !$0.isDisjoint(with: licenses) } ?? true
      && filter.pages.map { $0.contains(revision.page) } ?? true
      && filter.revisedFrom.map { revision.timestamp >= $0 } ?? true
      && filter.revisedThrough.map { revision.timestamp <= $0 } ?? true
      && filter.sections.map { !$0.isDisjoint(with: path.isEmpty ? [""] : path) } ?? true
  }

  /// The best of all passages that pass: the whole first stage, cut only after the filter.
  func best(_ question: String, _ filter: SearchFilter, count: Int) throws -> [PassageKey] {
    let first = try index.firstStage(
      question, index.manifest.contents.languages.keys.sorted(), count: stored.count)
    let passing = first.candidates.filter { passes(stored[Int($0.document)], filter) }
    return try Rescorer(index.words).ranked(passing, for: first.words).prefix(count)
      .map { stored[Int($0.document)].key }
  }
}

/// Filters of every kind and of several kinds at once, from values that passages have.
private struct FilterMaker {
  var generator = SeededGenerator()
  let stored: [StoredPassage]

  private mutating func some<Value: Hashable>(
    _ values: (StoredPassage) -> [Value]
  ) -> Set<Value> {
    let count = Int.random(in: 1...3, using: &generator)
    return Set(
      (0..<count).flatMap { _ in stored.randomElement(using: &generator).map(values) ?? [] })
  }

  mutating func filter(_ kinds: Set<Int>) -> SearchFilter {
    var filter = SearchFilter()
    let moments = some { [$0.revision.timestamp] }.sorted()
    for kind in kinds.sorted() {
      switch kind {
      case 0: filter.languages = some { [$0.revision.language] }
      case 1: filter.wikis = some { [$0.revision.wiki] }
      case 2: filter.licenses = some { $0.revision.licenses.map(\.spdxIdentifier) }
      case 3: filter.pages = some { [$0.revision.page] }
      case 4: filter.revisedFrom = moments.first
      case 5: filter.revisedThrough = moments.last
      default: filter.sections = some { $0.record.passage.sectionPath.suffix(1) }
      }
    }
    return filter
  }
}

@Suite("Filters")
struct FilterTests {
  @Test("every filter, and several at once, give the best of what passes and all of its scores")
  func agreesWithReadingEverything() async throws {
    let index = try await SampleIndex.shared().index
    let oracle = try FilterOracle(index)
    var maker = FilterMaker(stored: oracle.stored)
    let questions = try SampleCorpus.questions().map(\.text)
    for round in 0..<120 {
      let others = (0..<round / 12).map { _ in Int.random(in: 0..<7, using: &maker.generator) }
      let filter = maker.filter(Set([round % 7] + others.prefix(3)))
      let passing = oracle.stored.count { oracle.passes($0, filter) }
      #expect(try index.passageCount(passing: filter) == passing, "\(filter)")
      #expect(try index.unknownValues(of: filter).isEmpty)
      let question = questions.randomElement(using: &maker.generator) ?? ""
      for count in [1, 5, 1_000] {
        let found = try index.search(
          question, options: SearchOptions(count: count, filter: filter))
        #expect(
          try found.map(\.attribution.key) == oracle.best(question, filter, count: count),
          "\(question) \(filter)")
      }
    }
  }

  @Test("titles that look alike and have other bytes are others, whichever was asked for first")
  func titlesLetterByLetter() async throws {
    let folder = try TemporaryFolder()
    var article = plainArticle(1, "== Caf\u{E9} ==\nThe coffee is hot.\n", title: "Coffee")
    article.format = .wikitext
    _ = try await IndexBuilder().build(articles: [article], output: folder("index"))
    let (composed, decomposed) = ("Caf\u{E9}", "Cafe\u{301}")
    for titles in [[composed, decomposed], [decomposed, composed]] {
      let index = try Index(path: folder("index"))
      for title in titles + titles {
        let found = try index.search(
          "coffee", options: SearchOptions(filter: SearchFilter(sections: [title])))
        #expect(found.count == (title.utf8.elementsEqual(composed.utf8) ? 1 : 0))
      }
    }
  }

  @Test("a filter that all passages pass changes nothing")
  func wholeIndex() async throws {
    let index = try await SampleIndex.shared().index
    let filters = [
      SearchFilter(), SearchFilter(wikis: Set(index.summary.wikis.keys)),
      SearchFilter(revisedFrom: Timestamp("0001-01-01T00:00:00Z")),
      SearchFilter(licenses: ["cc-by-sa-4.0"]),
    ]
    for question in try SampleCorpus.questions().map(\.text).prefix(20) {
      let all = try index.search(question)
      for filter in filters {
        #expect(try index.search(question, options: SearchOptions(filter: filter)) == all)
      }
    }
  }

  @Test("a filter that nothing passes gives an empty answer, for every count")
  func nothingPasses() async throws {
    let index = try await SampleIndex.shared().index
    let filters = [
      SearchFilter(languages: []), SearchFilter(languages: ["xx"]), SearchFilter(pages: []),
      SearchFilter(wikis: ["enfootnotewiki"], sections: ["\u{0}"]),
      SearchFilter(languages: ["de"], wikis: ["enfootnotewiki"]),
      SearchFilter(
        revisedFrom: Timestamp("2020-01-01T00:00:00Z"),
        revisedThrough: Timestamp("2019-01-01T00:00:00Z")),
      SearchFilter(revisedFrom: Timestamp(secondsSince1970: .max)),
      SearchFilter(revisedThrough: Timestamp(secondsSince1970: .min)),
    ]
    for filter in filters {
      #expect(try index.passageCount(passing: filter) == 0)
      for count in [0, 1, 1_000_000] {
        let options = SearchOptions(count: count, filter: filter)
        #expect(try index.search("lighthouse", options: options).isEmpty)
      }
    }
  }

  @Test("values that the index has not are told with what it has instead")
  func unknownValues() async throws {
    let index = try await SampleIndex.shared().index
    let unknown = try index.unknownValues(
      of: SearchFilter(
        languages: ["en", "xx"], wikis: ["enwiki"], licenses: ["GFDL"],
        pages: [PageID(rawValue: 9_999_999)], sections: ["No such title"]))
    #expect(unknown.map(\.condition) == [.language, .wiki, .license, .page, .section])
    #expect(unknown.map(\.value) == ["xx", "enwiki", "GFDL", "9999999", "No such title"])
    #expect(unknown[0].known.count == 10 && unknown[1].known.contains("enfootnotewiki"))
    #expect(unknown[2].known == ["CC-BY-SA-4.0"])
    #expect(unknown[3].known.isEmpty && !unknown[4].known.isEmpty)
  }

  @Test("languages stand for their variants, whatever the case of their letters")
  func languageRanges() async throws {
    let folder = try TemporaryFolder()
    let articles = [("zh-Hant", 1), ("zh", 2), ("zhx", 3), ("en", 4)].map {
      plainArticle(UInt64($1), "lighthouse", language: $0)
    }
    _ = try await IndexBuilder().build(articles: articles, output: folder("tags"))
    let index = try Index(path: folder("tags"))
    func pages(_ languages: Set<String>) throws -> [UInt64] {
      try index.search(
        "lighthouse", options: SearchOptions(filter: SearchFilter(languages: languages))
      ).map(\.attribution.page.rawValue).sorted()
    }
    #expect(try pages(["zh"]) == [1, 2])
    #expect(try pages(["ZH-HANT"]) == [1])
    #expect(try pages(["zh-Hant-TW", "EN"]) == [4])
    #expect(try pages([""]).isEmpty)
  }

  @Test("many threads with many filters get what one gets")
  func concurrentFilters() async throws {
    let index = try await SampleIndex.shared().index
    let question = "Wann wurde der Leuchtturm gebaut? lighthouse water"
    let options = index.summary.wikis.keys.sorted().map {
      SearchOptions(filter: SearchFilter(wikis: [$0]))
    }
    let expected = try options.map { try index.search(question, options: $0) }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          try (0..<100).allSatisfy { number in
            let place = (number * 7 + task) % options.count
            return try index.search(question, options: options[place]) == expected[place]
          }
        }
      }
      for try await isSound in group { #expect(isSound) }
    }
  }
}
