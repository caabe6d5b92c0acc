import PassageStore
import Storage
import TestSupport
import Testing

@testable import Footnote

/// An index of three pages that then went through two updates.
struct History {
  let folder: TemporaryFolder
  var path: String { folder("history.index") }

  init() async throws {
    folder = try TemporaryFolder()
    let articles = [
      plainArticle(1, "The harbour has a lantern.", timestamp: 1_000),
      plainArticle(2, "The tower has a rope.", timestamp: 1_000),
      plainArticle(3, "The keeper knows the tide.", timestamp: 1_000),
    ]
    _ = try await IndexBuilder().build(articles: articles, output: path)
    try await update([
      plainArticle(1, "The harbour has two lanterns.", revision: 11, timestamp: 2_000),
      plainArticle(4, "A gull sits on the mast.", timestamp: 2_000),
    ])
    // Without text, page 2 is no article any more.
    try await update([plainArticle(2, "", revision: 21, timestamp: 3_000)])
  }

  @discardableResult
  func update(_ articles: [Article]) async throws -> UpdateReport {
    var options = UpdateOptions()
    options.compacts = false
    return try await IndexUpdater(options: options).update(index: path, articles: articles)
  }

  func found(_ question: String, in index: Index) throws -> [UInt64] {
    try index.search(question).map(\.attribution.revision.rawValue)
  }
}

@Test("Every generation can be read, by its number or as of a moment")
func generations() async throws {
  let history = try await History()
  let path = history.path
  #expect(try history.found("lantern", in: Index(path: path)) == [11])
  #expect(try history.found("lantern", in: Index(path: path, generation: 1)) == [10])
  #expect(try history.found("rope", in: Index(path: path, generation: 2)) == [20])
  #expect(try history.found("rope", in: Index(path: path)) == [])
  func generation(asOf seconds: Int64) throws -> UInt64 {
    try Index(path: path, asOf: Timestamp(secondsSince1970: seconds)).identity.generation
  }
  #expect(try generation(asOf: 1_999) == 1)
  #expect(try generation(asOf: 2_000) == 2)
  #expect(try generation(asOf: 9_000) == 3)
  for open in [{ _ = try generation(asOf: 999) }, { _ = try Index(path: path, generation: 4) }] {
    do {
      try open()
      Issue.record("a generation that is not there was opened")
    } catch FootnoteError.noGeneration(_, _, let kept) {
      #expect(kept == [1, 2, 3])
    }
  }
  let records = try IndexHistory(path: path).records()
  #expect(records.map(\.origin) == [.build, .update, .update])
  #expect(records.map(\.addedPageCount) == [3, 1, 0])
  #expect(records.map(\.replacedPageCount) == [0, 1, 0])
  #expect(records.map(\.removedPageCount) == [0, 0, 1])
  #expect(records.map(\.pageCount) == [3, 4, 3])
}

@Test("Going back makes a new generation of an old state, from which updates go on")
func rollback() async throws {
  let history = try await History()
  let path = history.path
  #expect(try IndexHistory(path: path).rollBack(to: 1) == 4)
  let index = try Index(path: path)
  #expect(index.identity.generation == 4)
  #expect(try history.found("lantern", in: index) == [10])
  _ = try index.verify()
  #expect(try IndexHistory(path: path).records().last?.restored == 1)
  let report = try await history.update([
    plainArticle(1, "The harbour has two lanterns.", revision: 11, timestamp: 2_000)
  ])
  #expect(report.generation == 5 && report.replacedPageCount == 1)
  #expect(try history.found("lantern", in: Index(path: path)) == [11])
  #expect(throws: FootnoteError.self) { try IndexHistory(path: path).rollBack(to: 9) }
}

@Test("What differs between generations is told page by page")
func differences() async throws {
  let history = try await History()
  func told(_ old: UInt64, _ new: UInt64) throws -> [String] {
    var told: [String] = []
    try IndexHistory(path: history.path).forEachDifference(from: old, to: new) { page in
      let before = page.before.map { "\($0.revision.rawValue)" } ?? "-"
      let after = page.after.map { "\($0.revision.rawValue)" } ?? "-"
      let keys = page.removed.map { "-\($0.ordinal)" } + page.added.map { "+\($0.ordinal)" }
      #expect(page.removed.allSatisfy { $0.revision == page.before?.revision })
      #expect(page.added.allSatisfy { $0.revision == page.after?.revision })
      #expect((page.removed + page.added).allSatisfy { $0.page == page.page })
      told.append(
        "\(page.page.rawValue): \(before) \(after) \(page.commonPassageCount) \(keys)")
    }
    return told
  }
  #expect(try told(1, 2) == [#"1: 10 11 0 ["-0", "+0"]"#, #"4: - 40 0 ["+0"]"#])
  #expect(try told(2, 3) == [#"2: 20 - 0 ["-0"]"#])
  #expect(
    try told(3, 1) == [
      #"1: 11 10 0 ["-0", "+0"]"#, #"2: - 20 0 ["+0"]"#, #"4: 40 - 0 ["-0"]"#,
    ])
  #expect(try told(3, 3).isEmpty)
}

@Test("Of a page that was edited, the passages that went and came are told, not the others")
func passageDifferences() async throws {
  let folder = try TemporaryFolder()
  let kept = "The lantern is lit at dusk, and the keeper stays beside it until the sun is up."
  let (old, new) = (
    "The tower is red, as it was when the first ships came to the harbour below it.",
    "The tower was painted white, so that ships see it from far away in the morning."
  )
  func article(_ revision: UInt64, _ parts: [String]) -> Article {
    plainArticle(
      1, parts.joined(separator: "\n\n"), revision: revision,
      timestamp: 1_700_000_000 + Int64(revision))
  }
  var options = BuildOptions()
  options.passageTarget = 80
  options.passageLimit = 100
  _ = try await IndexBuilder(options: options).build(
    articles: [article(1, [kept, old])], output: folder("an.index"))
  _ = try await IndexUpdater().update(
    index: folder("an.index"), articles: [article(2, [kept, new])])
  var found: [PageDifference] = []
  try IndexHistory(path: folder("an.index")).forEachDifference(from: 1, to: 2) {
    found.append($0)
  }
  #expect(found.map { $0.removed.map(\.description) } == [["testwiki:1:1:1"]])
  #expect(found.map { $0.added.map(\.description) } == [["testwiki:1:2:1"]])
  #expect(found.map(\.commonPassageCount) == [1])
}

@Test("A page that comes back as the same revision differs by its title, a merged one by nothing")
func differencesOfOneRevision() async throws {
  let folder = try TemporaryFolder()
  let path = folder("an.index")
  let name = ModelWiki.Name(wiki: "enwiki", page: 7)
  func file(_ title: String, restored: Int64?, hidden: Bool) throws -> String {
    let content = ModelWiki.Content(title: title, wikitext: "The harbour has a lantern.")
    let kinds: [ModelEvent.Kind] = (hidden ? [.hiding] : []) + [.text(content, restored: restored)]
    let lines = kinds.flatMap {
      ModelEvent(name, $0, timestamp: 100, revision: 70, offset: 0).line(isPlaced: false)
    }
    return try folder.file("\(title).jsonl", lines)
  }
  _ = try await IndexBuilder().build(
    files: [try file("Old", restored: nil, hidden: false)], output: path)
  var options = UpdateOptions()
  options.compacts = false
  _ = try await IndexUpdater(options: options).update(
    index: path, files: [try file("New", restored: 200, hidden: true)])
  _ = try await IndexCompactor(
    options: CompactionOptions(mergesAll: true, keptGenerationCount: 3)
  ).compact(index: path)
  func titles(_ old: UInt64, _ new: UInt64) throws -> [[String?]] {
    var found: [[String?]] = []
    try IndexHistory(path: path).forEachDifference(from: old, to: new) {
      #expect($0.before?.revision == $0.after?.revision && $0.commonPassageCount == 1)
      found.append([$0.before?.title, $0.after?.title])
    }
    return found
  }
  #expect(try titles(1, 2) == [["Old", "New"]])
  #expect(try titles(2, 3) == [])
  #expect(try titles(1, 3) == [["Old", "New"]])
}

@Test("A reader keeps its generation, sees new ones when it asks, and is never robbed of its own")
func readers() async throws {
  let history = try await History()
  let path = history.path
  let reader = try Index(path: path)
  #expect(try reader.refreshed() === reader)
  try await history.update([plainArticle(3, "The keeper sleeps.", revision: 31, timestamp: 4_000)])
  let newer = try reader.refreshed()
  #expect(newer.identity.generation == 4)
  #expect(newer.segments.parts[0].segment.passages.path.contains("segment-000001"))
  let options = CompactionOptions(mergesAll: true, keptGenerationCount: 1)
  let report = try await IndexCompactor(options: options).compact(index: path)
  #expect(report.generation == 5)
  #expect(report.removedGenerations == [1, 2])
  #expect(report.heldGenerations == [3, 4])
  #expect(try history.found("tide", in: reader) == [30])
  #expect(try history.found("keeper", in: newer) == [31])
  _ = try reader.verify()
  withExtendedLifetime((reader, newer)) {}
}

@Test("A merge whose old generations cannot be removed is in all the same, and says why")
func collectionFailure() async throws {
  let history = try await History()
  let path = history.path
  let compactor = IndexCompactor(
    options: CompactionOptions(mergesAll: true, keptGenerationCount: 1))
  let refused = RefusedCalls { call in
    call.kind == .removeFile && call.path.hasSuffix("manifest-000001.json")
  }
  try await SystemInterception.$current.withValue(refused) {
    let report = try await compactor.compact(index: path)
    #expect(report.generation == 4 && report.removedGenerations.isEmpty)
    let failure = try #require(report.collectionFailure)
    #expect("\(failure)".contains("manifest-000001.json: cannot remove"))
    // Where nothing is merged, nothing was done.
    await #expect(throws: FootnoteError.self) { try await compactor.compact(index: path) }
  }
  let report = try await compactor.compact(index: path)
  #expect(report.collectionFailure == nil && report.removedGenerations == [1, 2, 3])
  _ = try Index(path: path).verify()
}

@Test("Generations that nobody reads go, with the segments that only they need")
func collection() async throws {
  let history = try await History()
  let options = CompactionOptions(mergesAll: true, keptGenerationCount: 1)
  let report = try await IndexCompactor(options: options).compact(index: history.path)
  #expect(report.removedGenerations == [1, 2, 3] && report.heldGenerations.isEmpty)
  let names = try Folder.names(in: history.path)
  #expect(
    names == ["CURRENT", "LOCK", "LOG", "manifest-000004.json", "segment-000004"])
  #expect(try IndexHistory(path: history.path).keptGenerations() == [4])
  #expect(try IndexHistory(path: history.path).records().count == 4)
  let again = try await IndexCompactor(options: options).compact(index: history.path)
  #expect(again.generation == 4 && again.plan.mergedSegmentCount == 0)
}

@Test("Where another writer is at work, a second one is told who that is")
func twoWriters() async throws {
  let history = try await History()
  let writer = try GenerationWriter(IndexFolder(path: history.path), purpose: "tests the lock")
  do {
    try await history.update([plainArticle(9, "A buoy.", timestamp: 5_000)])
    Issue.record("two writers were let in")
  } catch FootnoteError.locked(_, let holder) {
    #expect(holder.contains("tests the lock"))
  }
  withExtendedLifetime(writer) {}
}

@Test("Nothing new makes no new generation, and older revisions are counted")
func nothingNew() async throws {
  let history = try await History()
  let before = try tree(history.path)
  var talk = plainArticle(77, "", timestamp: 9_000)
  talk.namespace = 1
  let report = try await history.update([
    plainArticle(1, "The harbour has two lanterns.", revision: 11, timestamp: 2_000),
    plainArticle(1, "The harbour has a lantern.", timestamp: 1_000),
    plainArticle(2, "The tower has a rope.", timestamp: 1_000),
    talk,
  ])
  #expect(report.generation == 3)
  #expect(report.unchangedCount == 1 && report.olderCount == 2 && report.irrelevantCount == 1)
  #expect(try tree(history.path) == before)
}

@Test("No option makes an index lose its newest generation")
func keepingNothing() async throws {
  let history = try await History()
  let before = try tree(history.path)
  var options = UpdateOptions()
  options.keptGenerationCount = 0
  await #expect(throws: FootnoteError.self) {
    try await IndexUpdater(options: options).update(
      index: history.path, articles: [plainArticle(9, "A bell.", timestamp: 9_000)])
  }
  await #expect(throws: FootnoteError.self) {
    try await IndexCompactor(options: CompactionOptions(keptGenerationCount: 0))
      .compact(index: history.path)
  }
  #expect(try tree(history.path) == before)
}
