import JSON
import Testing
import WikiModel

@testable import WikiIngest

@Suite("Events of the stream mediawiki.page_change")
struct StreamEventTests {
  private let file: EventFile
  private let edit: JSONValue = [
    "$schema": "/mediawiki/page/change/1.2.0",
    "meta": [
      "stream": "mediawiki.page_change.v1", "topic": "eqiad.mediawiki.page_change.v1",
      "partition": 0, "offset": 40, "domain": "de.wikipedia.org",
      "uri": "https://de.wikipedia.org/wiki/Rio_Grande", "dt": "2026-01-09T06:00:01.2Z",
    ],
    "dt": "2026-01-09T06:00:00Z", "wiki_id": "dewiki", "page_change_kind": "edit",
    "changelog_kind": "update",
    "page": ["page_id": 7, "page_title": "Rio_Grande", "namespace_id": 0, "is_redirect": false],
    "revision": [
      "rev_id": 70, "rev_dt": "2026-01-09T05:59:59Z", "is_content_visible": true,
      "content_slots": ["main": ["content_model": "wikitext", "content_body": "Ein Fluss."]],
    ],
    "prior_state": ["page": ["page_title": "Rio"], "revision": ["rev_id": 69]],
  ]

  private static let long = String(repeating: "e", count: 100_000)

  init() throws { file = try EventFile() }

  private func event(_ kind: String, text: Bool = false) -> JSONValue {
    let event = edit.with("page_change_kind", .string(kind))
    return text ? event : event.with("revision.content_slots.main.content_body", nil)
  }

  @Test("An edit or a new page with its text gives the revision", arguments: ["edit", "create"])
  func revision(kind: String) throws {
    let reading = try file.read(event(kind, text: true))
    #expect(reading.error == nil)
    let article = try #require(reading.articles.first)
    #expect(article.wiki == "dewiki")
    #expect(article.page.rawValue == 7)
    #expect(article.revision.rawValue == 70)
    #expect(article.title == "Rio Grande")
    #expect(article.timestamp.description == "2026-01-09T05:59:59Z")
    #expect(article.url == "https://de.wikipedia.org/wiki/Rio_Grande")
    #expect(article.language == "de")
    #expect(article.licenses.map(\.spdxIdentifier) == ["CC-BY-SA-4.0", "GFDL-1.3-or-later"])
    #expect(article.format == .wikitext)
    #expect(article.text == Array("Ein Fluss.".utf8))
    let partition = FeedPartition(feed: "eqiad.mediawiki.page_change.v1", partition: 0)
    #expect(reading.changes.first?.position == FeedPosition(partition: partition, offset: 40))
  }

  @Test(
    "Without its text, an edit or a new page is counted as such", arguments: ["edit", "create"])
  func withoutText(kind: String) throws {
    let reading = try file.read(event(kind))
    #expect(reading.error == nil)
    #expect(reading.notices.map(\.kind) == [.edited])
    #expect(reading.counts[.changeWithoutText] == 1 && reading.counts[.edited] == 0)
    #expect(reading.counts.revisions == 1)
    #expect(reading.progress.partitions.map(\.nextOffset) == [41])
  }

  @Test(
    "Each kind of event without text gives its notice",
    arguments: [
      ("move", PageNotice.Kind.moved, "2026-01-09T05:59:59Z"),
      ("delete", .deleted, "2026-01-09T06:00:00Z"), ("undelete", .restored, "2026-01-09T06:00:00Z"),
      ("visibility_change", .restored, "2026-01-09T06:00:00Z"),
    ])
  func notices(kind: String, notice: PageNotice.Kind, timestamp: String) throws {
    let reading = try file.read(event(kind))
    #expect(reading.error == nil)
    let found = try #require(reading.notices.first)
    #expect(found.kind == notice)
    #expect(found.title == "Rio Grande")
    #expect(found.page.rawValue == 7)
    #expect(found.revision?.rawValue == 70)
    #expect(found.timestamp.description == timestamp)
    #expect(found.url == "https://de.wikipedia.org/wiki/Rio_Grande")
    #expect(reading.counts[notice] == 1)
  }

  @Test("A move tells which revision was moved, by its parent or else by the state before it")
  func parent() throws {
    let both = event("move").with("revision.rev_parent_id", 68)
    func parents(_ event: JSONValue) throws -> [UInt64?] {
      try file.read(event).notices.map(\.parent?.rawValue)
    }
    #expect(try parents(both) == [68])
    #expect(try parents(both.with("revision.rev_parent_id", 0)) == [69])
    #expect(try parents(event("move")) == [69])
    #expect(try parents(event("move").with("prior_state", nil)) == [nil])
    #expect(try parents(event("delete")) == [nil])
    let wrong = try file.read(both.with("revision.rev_parent_id", "68"))
    #expect(wrong.fault?.expected == "a member revision.rev_parent_id that is an integer")
  }

  @Test(
    "A revision whose text cannot be read is told as hidden, whatever the kind",
    arguments: [
      "edit", "create", "move", "undelete", "visibility_change",
    ])
  func hidden(kind: String) throws {
    let reading = try file.read(event(kind).with("revision.is_content_visible", false))
    #expect(reading.notices.map(\.kind) == [.hidden])
    #expect(reading.notices.first?.timestamp.description == "2026-01-09T05:59:59Z")
  }

  @Test("An undeleted page with its text comes back as the revision that it is")
  func restored() throws {
    for kind in ["undelete", "visibility_change"] {
      let reading = try file.read(event(kind, text: true))
      #expect(reading.articles.map(\.revision.rawValue) == [70])
      #expect(reading.changes.first?.restored?.description == "2026-01-09T06:00:00Z")
    }
    #expect(try file.read(event("move", text: true)).changes.first?.restored == nil)
  }

  @Test("A deletion needs no revision when it has a date")
  func bareDeletion() throws {
    let reading = try file.read(event("delete").with("revision", nil))
    #expect(reading.notices.first?.revision == nil)
    #expect(reading.notices.first?.timestamp.description == "2026-01-09T06:00:00Z")
    let undated = try file.read(event("delete").with("dt", nil))
    #expect(undated.notices.first?.timestamp.description == "2026-01-09T05:59:59Z")
  }

  @Test("A page that is no article now is counted, and handed on without text")
  func withdrawn() throws {
    let cases: [(JSONPath, JSONValue, SkipReason)] = [
      ("page.namespace_id", 1, .otherNamespace), ("page.is_redirect", true, .redirect),
      ("revision.content_slots.main.content_model", "json", .otherModel),
    ]
    for (path, value, reason) in cases {
      for kind in ["edit", "move"] {
        let reading = try file.read(event(kind).with(path, value))
        #expect(reading.counts[reason] == 1)
        #expect(reading.articles.map(\.text) == [[]])
        #expect(reading.articles.map(\.revision.rawValue) == [70])
      }
    }
  }

  @Test("Canary events are counted and left out")
  func canary() throws {
    let reading = try file.read(edit.with("meta.domain", "canary").with("page", nil))
    #expect(reading.error == nil)
    #expect(reading.changes.isEmpty)
    #expect(reading.counts[.canary] == 1)
    #expect(reading.progress.partitions.map(\.nextOffset) == [41])
  }

  @Test("An event without an address or a place in a feed is read like any other")
  func withoutAddress() throws {
    let bare = edit.with("meta", ["stream": "mediawiki.page_change.v1"])
    let article = try #require(try file.read(bare).articles.first)
    #expect(article.url == "https://de.wikipedia.org/wiki/Rio_Grande")
    #expect(try file.read(bare).changes.first?.position == nil)
  }

  @Test(
    "A member that is missing or wrong is named, with the line and what was found",
    arguments: [
      ("page_change_kind", "explode", "explode"), ("page_change_kind", 1, "an integer"),
      ("page_change_kind", nil, "mediawiki.page_change.v1"), ("page", nil, "no such member"),
      ("page", 7, "an integer"), ("page.page_id", nil, "no such member"),
      ("page.page_id", "7", "a string"), ("page.page_title", "", "an empty one"),
      ("page.namespace_id", "0", "a string"), ("page.is_redirect", 0, "an integer"),
      ("revision", nil, "no such member"), ("revision.rev_id", nil, "no such member"),
      ("revision.rev_id", -70, "-70"), ("revision.rev_dt", nil, "no such member"),
      ("revision.rev_dt", "now", "now"), ("revision.is_content_visible", "yes", "a string"),
      ("revision.content_slots.main.content_body", 1, "an integer"),
      ("revision.content_slots.main.content_model", 1, "an integer"),
      ("wiki_id", nil, "no such member"), ("wiki_id", "", "an empty one"),
      ("wiki_id", "enwiki", "dewiki"), ("meta", "x", "a string"), ("meta.offset", -1, "-1"),
      ("meta.offset", nil, "no such member"), ("meta.partition", nil, "no such member"),
      ("meta.topic", "", "one of 0"), ("meta.topic", 5, "an integer"), ("dt", "now", "now"),
      ("meta.uri", "javascript:x", "javascript:x"), ("meta.uri", 5, "an integer"),
      ("page_change_kind", .string(long), "and more"), ("wiki_id", .string(long), "and more"),
      ("meta.uri", .string(long), "and more"), ("page.page_title", .string(long), "100000"),
    ] as [(JSONPath, JSONValue?, String)])
  func wrongMember(path: JSONPath, value: JSONValue?, found: String) throws {
    let reading = try file.read(edit, edit.with(path, value))
    #expect(reading.changes.count == 1)
    let fault = try #require(reading.fault, "\(path) was let through")
    #expect(fault.line == 2)
    #expect("\(fault)".contains(found), "\(fault)")
    #expect("\(fault)".utf8.count < 1_000)
  }

  @Test("However long the names in an event are, what is said of it is short")
  func longNames() throws {
    let long = JSONValue.string(Self.long)
    let other = edit.with("meta.domain", nil).with("meta.uri", nil).with("wiki_id", long)
    let unnamed = edit.with("page_change_kind", nil).with("meta.stream", long)
    let moved = event("move").with("page.page_title", long)
    let movedFar = event("move")
      .with("meta.uri", .string("https://de.wikipedia.org/wiki/\(Self.long)"))
    for line in [other, unnamed, moved, movedFar] {
      let fault = try #require(try file.read(line).fault)
      #expect("\(fault)".utf8.count < 1_000)
      #expect("\(fault)".contains("and more"))
    }
  }

  @Test("A change of visibility must say whether the text can be read")
  func unsaidVisibility() throws {
    let unsaid = event("visibility_change").with("revision.is_content_visible", nil)
    #expect(try file.read(unsaid).fault?.expected.contains("is_content_visible") == true)
  }
}
