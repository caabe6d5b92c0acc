import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

/// An index that is changed at random, beside a model of what it should hold.
private final class CheckedIndex {
  private let folder: TemporaryFolder
  private let path: String
  private var generator: SeededGenerator
  private var model = ModelWiki()
  private var events: ModelEvents
  /// What each generation should hold.
  private var models: [UInt64: ModelWiki] = [:]
  private var feeds: [[UInt8]] = []
  /// The pages that may not be handed out, and the lists that have said so.
  private var revoked: Set<ModelWiki.Name> = []
  private var listCount: UInt64 = 0
  private var fileCount = 0
  /// What was done, for whoever looks for a fault.
  private var steps: [String] = []
  /// Changes, openings with all bytes read, and questions.
  private(set) var operationCount = 0
  private static let questionCount = 6

  init(pageCount: Int, seededBy test: String) async throws {
    events = ModelEvents(pageCount: pageCount)
    folder = try TemporaryFolder()
    path = folder("model.index")
    generator = SeededGenerator(for: test)
    // A build needs a passage.
    while model.live.isEmpty { model.apply(events.next(pageCount, model, using: &generator)) }
    _ = try await Self.builder.build(files: [try file(model.lines)], output: path)
    model.forgetGone()
    models[1] = model
  }

  private static var builder: IndexBuilder {
    var options = BuildOptions()
    options.passageTarget = 120
    options.passageLimit = 300
    options.threads = 2
    return IndexBuilder(options: options)
  }

  /// A new file of this content; always of one name, which passages tell.
  private func file(_ bytes: [UInt8]) throws -> String {
    fileCount += 1
    try Folder.make(folder("input-\(fileCount)"))
    return try folder.file("input-\(fileCount)/changes.jsonl", bytes)
  }

  /// Does something to the index, and compares it with the model.
  func step() async throws {
    switch Int.random(in: 0..<20, using: &generator) {
    case 0: try await replay()
    case 1, 2: try await compact()
    case 3: try rollBack()
    case 4: try checkOlder()
    case 5, 6: try await crash()
    case 7: try await revoke()
    default: try await update()
    }
    try await check(Index(path: path), model)
    operationCount += 2 + Self.questionCount
  }

  private func note() throws {
    let newest = try Index(path: path).identity.generation
    for generation in (models.keys.max() ?? 0)..<newest { models[generation + 1] = model }
  }

  private func nextEvents(_ name: String) -> [ModelEvent] {
    let next = events.next(
      .random(in: 1...events.pageCount, using: &generator), model, using: &generator)
    steps.append("\(name)\n" + next.map { "    \($0)\n" }.joined())
    return next
  }

  /// Updates until some call on a file fails, and every later one with it, as in a crash.
  ///
  /// What was acknowledged is there; of what was not, all or nothing.
  private func crash() async throws {
    let next = nextEvents("crash in an update")
    let place = Int.random(in: 0..<400, using: &generator)
    let injector = FaultInjector(.inputOutput, atCall: place, lasts: true, below: path)
    let before = try Index(path: path).identity.generation
    var isAcknowledged = false
    do {
      try await SystemInterception.$current.withValue(injector) {
        try await update(next.flatMap { $0.line() })
      }
      isAcknowledged = true
    } catch {
      try #require(injector.wasInjected, "\(error)")
    }
    let isThere = try Index(path: path).identity.generation > before
    guard isThere || isAcknowledged else { return }
    feeds.append(next.flatMap { $0.line() })
    model.apply(next)
    try note()
  }

  private func update() async throws {
    let next = nextEvents("update")
    let lines = next.flatMap { $0.line() }
    feeds.append(lines)
    try await update(lines)
    model.apply(next)
    try note()
  }

  private func update(_ lines: [UInt8]) async throws {
    var options = UpdateOptions()
    options.reading.threads = 2
    options.compacts = Bool.random(using: &generator)
    _ = try await IndexUpdater(options: options).update(index: path, files: [try file(lines)])
  }

  /// Takes the newest file of events in once more.
  private func replay() async throws {
    guard let lines = feeds.last else { return }
    steps.append("replay")
    let before = try Index(path: path).identity
    try await update(lines)
    try note()
    if try Index(path: path).manifest.origin != .compaction {
      #expect(try Index(path: path).identity == before)
    }
  }

  private func compact() async throws {
    let mergesAll = Bool.random(using: &generator)
    let options = CompactionOptions(
      mergesAll: mergesAll, keptGenerationCount: .random(in: 1...5, using: &generator),
      threads: 2)
    steps.append("compact \(options)")
    _ = try await IndexCompactor(options: options).compact(index: path)
    try note()
    guard mergesAll, !model.live.isEmpty else { return }
    let compacted = try #require(try Index(path: path).contentFiles())
    let fresh = try #require(try await freshIndex(model).contentFiles())
    #expect(compacted.keys.sorted() == fresh.keys.sorted())
    for (name, bytes) in fresh { #expect(compacted[name] == bytes, "\(name)") }
  }

  private func rollBack() throws {
    let history = IndexHistory(path: path)
    let kept = try history.keptGenerations()
    let chosen = try #require(kept.randomElement(using: &generator))
    let older = try #require(models[chosen])
    steps.append("roll back to \(chosen)")
    let next = try history.rollBack(to: chosen)
    model = older
    models[next] = older
    feeds = []
  }

  /// Revokes some pages for as long as it takes to compare what is left.
  private func revoke() async throws {
    let share = Double.random(in: 0..<0.5, using: &generator)
    for name in model.pages.keys.sorted()
    where Double.random(in: 0..<1, using: &generator) < share { revoked.insert(name) }
    steps.append("revoke \(revoked.sorted())")
    listCount += 1
    try putList(into: path)
    try await check(Index(path: path), model)
    revoked = []
    listCount += 1
    try putList(into: path)
  }

  private func putList(into path: String) throws {
    let entries = revoked.sorted().map { name in
      RevocationList.Entry.removing(.page(wiki: name.wiki, PageID(rawValue: name.page)))
    }
    _ = try IndexRevoker(path: path).revoke(try verified(revocationList(listCount, entries)))
  }

  private func checkOlder() throws {
    let kept = try IndexHistory(path: path).keptGenerations()
    let chosen = try #require(kept.randomElement(using: &generator))
    let index = try Index(path: path, generation: chosen)
    #expect(index.summary.pageCount == UInt64(models[chosen]?.live.count ?? 0))
    _ = try index.verify()
  }

  private func freshIndex(_ model: ModelWiki) async throws -> Index {
    let output = folder("fresh.index")
    removeAll(output)
    _ = try await Self.builder.build(files: [try file(model.lines)], output: output)
    return try Index(path: output)
  }

  private func check(_ index: Index, _ model: ModelWiki) async throws {
    _ = try index.verify()
    guard !model.live.isEmpty else {
      let content = try IndexContent(index, [])
      #expect(content.passages.isEmpty && index.summary.pageCount == 0)
      #expect(try index.search("harbour lighthouse").isEmpty)
      return
    }
    let questions = (0..<Self.questionCount).map { _ in question() }
    let found = try IndexContent(index, questions)
    let fresh = try await freshIndex(model)
    let all = try fresh.passages(at: 0..<Int(fresh.summary.passageCount)).keys
    if !revoked.isEmpty { try putList(into: fresh.path) }
    let left = try index.passages(at: 0..<Int(index.summary.passageCount)).keys
    #expect(left == all.filter { !revoked.contains(.init(wiki: $0.wiki, page: $0.page.rawValue)) })
    let expected = try IndexContent(fresh, questions)
    let difference = found.difference(from: expected)
    #expect(
      difference == nil, "\(steps.joined(separator: "\n"))\n\(index.manifest.segments.map(\.name))")
    if difference != nil { throw Mismatch() }
  }

  private struct Mismatch: Error {}

  private func question() -> (question: String, options: SearchOptions) {
    var options = SearchOptions(
      count: [1, 5, 1000].randomElement(using: &generator) ?? 5,
      explains: Int.random(in: 0..<4, using: &generator) == 0)
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: options.filter.wikis = ["enwiki"]
    case 1: options.filter.pages = [PageID(rawValue: 2), PageID(rawValue: 3)]
    case 2: options.filter.sections = ["Tides"]
    case 3: options.filter.languages = ["de", "xx"]
    case 4: options.filter.revisedFrom = Timestamp(secondsSince1970: 1_700_000_020)
    case 5: options.languages = ["en"]
    default: break
    }
    return (ModelEvents.text(1...8, using: &generator), options)
  }
}

@Suite("An index beside a model", .serialized)
struct ModelCheckTests {
  @Test(
    "whatever is updated, merged and rolled back, answers are those of a fresh build",
    arguments: 0..<Soak.count(4, soak: 300))
  func randomOperations(round: Int) async throws {
    let index = try await CheckedIndex(
      pageCount: round % 4 == 3 ? 60 : 6, seededBy: "randomOperations(\(round))")
    for _ in 0..<Soak.count(10, soak: 130) { try await index.step() }
    print("round \(round): \(index.operationCount) operations")
  }
}
