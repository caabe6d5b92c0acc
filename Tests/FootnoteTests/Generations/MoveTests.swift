import JSON
import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

/// An event of a page of which the index has revision 1, entitled "Old".
private struct Event: Sendable, CustomStringConvertible {
  var kind: String
  var revision: Int64
  var title = "Old"
  var parent: Int64?
  var text: String?
  /// Whether the parent is told by the state before alone, as some streams have it.
  var tellsState = false

  static func edit(_ revision: Int64, _ text: String? = nil) -> Event {
    Event(kind: "edit", revision: revision, parent: revision - 1, text: text)
  }

  static func move(_ revision: Int64, _ title: String, parent: Int64?) -> Event {
    Event(kind: "move", revision: revision, title: title, parent: parent)
  }

  var description: String { "\(kind) \(revision) of \(parent ?? 0)" }

  var line: String {
    let date = "2021-01-01T00:00:0\(revision)Z"
    var made: [JSONValue.Member] = [
      .init("rev_id", .integer(revision)), .init("rev_dt", .string(date)),
      .init("is_content_visible", true),
    ]
    if let parent, !tellsState { made.append(.init("rev_parent_id", .integer(parent))) }
    if let text {
      made.append(.init("content_slots", ["main": ["content_body": .string(text)]]))
    }
    var event: JSONValue = [
      "meta": ["stream": "mediawiki.page_change.v1"], "dt": .string(date),
      "wiki_id": "enwiki", "page_change_kind": .string(kind),
      "page": ["page_id": 7, "page_title": .string(title), "namespace_id": 0],
      "revision": .object(made),
    ]
    if let parent, tellsState, var members = event.object {
      members.append(.init("prior_state", ["revision": ["rev_id": .integer(parent)]]))
      event = .object(members)
    }
    return String(decoding: event.canonical, as: UTF8.self) + "\n"
  }
}

/// What becomes of the page.
private struct Outcome: Sendable {
  var revision: UInt64
  var title: String
  var text: String
  var withoutText = 0
}

private let lantern = "The harbour has a lantern."
private let bell = "The harbour has a bell."

@Suite("Moves of pages without their text")
struct MoveTests {
  private func update(
    _ files: [[Event]], threads: Int = 2
  ) async throws -> (index: Index, report: UpdateReport, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let path = folder("index")
    let before = ModelEvent(
      ModelWiki.Name(wiki: "enwiki", page: 7),
      .text(ModelWiki.Content(title: "Old", wikitext: lantern), restored: nil),
      timestamp: -94_000_000, revision: 1, offset: 0)
    _ = try await IndexBuilder().build(
      files: [try folder.file("before.jsonl", before.line(isPlaced: false))], output: path)
    let paths = try files.enumerated().map { number, events in
      try folder.file("\(number).jsonl", events.map(\.line).joined())
    }
    var options = UpdateOptions()
    options.compacts = false
    options.reading.threads = threads
    let report = try await IndexUpdater(options: options).update(index: path, files: paths)
    let index = try Index(path: path)
    _ = try index.verify()
    return (index, report, folder)
  }

  @Test(
    "give the text that they were made of their title, in any order of files",
    arguments: [
      ([.move(2, "New", parent: 1)], Outcome(revision: 2, title: "New", text: lantern)),
      // The text that was moved did not come.
      (
        [.edit(2), .move(3, "New", parent: 2)],
        Outcome(revision: 1, title: "Old", text: lantern, withoutText: 2)
      ),
      // It came in the same update.
      (
        [.edit(2, bell), .move(3, "New", parent: 2)],
        Outcome(revision: 3, title: "New", text: bell)
      ),
      (
        [.edit(2, bell), .move(3, "New", parent: 2), .move(4, "Newer", parent: 3)],
        Outcome(revision: 4, title: "Newer", text: bell)
      ),
      (
        [.edit(2, bell), .edit(3), .move(4, "New", parent: 3)],
        Outcome(revision: 2, title: "Old", text: bell, withoutText: 2)
      ),
      (
        [.move(2, "New", parent: 1), .move(3, "Newer", parent: 2)],
        Outcome(revision: 3, title: "Newer", text: lantern)
      ),
      (
        [.move(2, "New", parent: 1), .edit(3, bell)],
        Outcome(revision: 3, title: "Old", text: bell)
      ),
      (
        [Event(kind: "move", revision: 2, title: "New", parent: 1, tellsState: true)],
        Outcome(revision: 2, title: "New", text: lantern)
      ),
      // Without a parent, a move is of what is there, unless something else happened in between.
      ([.move(2, "New", parent: nil)], Outcome(revision: 2, title: "New", text: lantern)),
      (
        [.edit(2), .move(3, "New", parent: nil)],
        Outcome(revision: 1, title: "Old", text: lantern, withoutText: 2)
      ),
      (
        [.edit(2, bell), .move(3, "New", parent: nil)],
        Outcome(revision: 2, title: "Old", text: bell, withoutText: 1)
      ),
    ] as [([Event], Outcome)])
  fileprivate func outcomes(_ events: [Event], _ outcome: Outcome) async throws {
    for files in [[events], events.map { [$0] }, events.reversed().map { [$0] }] {
      let (index, report, folder) = try await update(files)
      let page = try #require(try index.search("harbour").first)
      #expect(page.attribution.revision.rawValue == outcome.revision, "\(files)")
      #expect(page.attribution.title == outcome.title, "\(files)")
      #expect(page.text == outcome.text, "\(files)")
      #expect(page.attribution.url.contains(outcome.title), "\(files)")
      #expect((report.skipped["change without its text"] ?? 0) == outcome.withoutText, "\(files)")
      #expect(index.summary.pageCount == 1 && index.manifest.segments.count <= 2)
      withExtendedLifetime(folder) {}
    }
  }

  @Test("of a text that came in the same update give the same bytes by any number of threads")
  func bytes() async throws {
    let files: [[Event]] = [[.edit(2, bell), .move(3, "New", parent: 2)]]
    let one = try await update(files, threads: 1)
    let three = try await update(files, threads: 3)
    #expect(try tree(one.index.path) == tree(three.index.path))
  }

  @Test("of such a text count in no index whose vectors were brought: they are of what came")
  func broughtVectors() async throws {
    let (index, _, folder) = try await update([])
    let ledger = UpdateLedger(index.segments, movesNewText: false)
    let text = plainArticle(7, bell, revision: 2, wiki: "enwiki", timestamp: 1_700_000_002)
    let move = PageNotice(
      .moved, wiki: "enwiki", page: text.page, title: "New", revision: RevisionID(rawValue: 3),
      parent: text.revision, timestamp: Timestamp(secondsSince1970: 1_700_000_003))
    ledger.keep(PageMove(move, happened: nil))
    _ = try ledger.admit(text, restored: nil, isRemembered: true)
    #expect(try ledger.settleMoves().isEmpty)
    #expect(ledger.counts.withoutText == 1)
    withExtendedLifetime(folder) {}
  }

  @Test("leave the index as it was or as it will be, whichever call on a file fails")
  func failures() async throws {
    let files: [[Event]] = [[.edit(2, bell), .move(3, "New", parent: 2)]]
    let (index, _, folder) = try await update([])
    let before = try tree(index.path)
    let events = try folder.file("events.jsonl", files[0].map(\.line).joined())
    var revisions: Set<UInt64> = []
    var place = 0
    while true {
      let path = folder("copy-\(place)")
      try write(before, to: path)
      let injector = FaultInjector(.inputOutput, atCall: place, lasts: false, below: path)
      try? await SystemInterception.$current.withValue(injector) {
        _ = try await IndexUpdater().update(index: path, files: [events])
      }
      guard injector.wasInjected else { break }
      let found = try Index(path: path).search("harbour").map(\.attribution.revision.rawValue)
      #expect(found == [1] || found == [3])
      revisions.formUnion(found)
      _ = try await IndexUpdater().update(index: path, files: [])
      #expect(try IndexDoctor(path: path).examine().isEmpty)
      place += 5
    }
    #expect(place > 100 && revisions == [1, 3])
  }
}
