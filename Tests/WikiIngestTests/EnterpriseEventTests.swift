import JSON
import Testing
import WikiModel

@testable import WikiIngest

@Suite("Events of Wikimedia Enterprise")
struct EnterpriseEventTests {
  private let file: EventFile
  private let update: JSONValue = [
    "event": [
      "identifier": "a", "type": "update", "date_created": "2026-01-08T06:12:41.5Z",
      "partition": 3, "offset": 16,
    ],
    "identifier": 136, "name": "Glacier", "date_modified": "2026-01-08T06:12:40Z",
    "url": "https://en.wikipedia.org/wiki/Glacier", "namespace": ["identifier": 0],
    "in_language": ["identifier": "en"],
    "is_part_of": ["identifier": "enwiki", "url": "https://en.wikipedia.org"],
    "version": ["identifier": 100_466, "editor": nil],
    "license": [["identifier": "CC-BY-SA-4.0", "name": "x", "url": "https://x.example/"]],
    "article_body": ["html": "<p>", "wikitext": "A '''glacier''' is ice."],
  ]

  private static let long = String(repeating: "e", count: 100_000)

  init() throws { file = try EventFile() }

  private func event(_ type: String) -> JSONValue { update.with("event.type", .string(type)) }

  @Test("An update gives the revision with all that it says, and its place in the feed")
  func revision() throws {
    let reading = try file.read(update)
    #expect(reading.error == nil)
    let article = try #require(reading.articles.first)
    #expect(article.wiki == "enwiki")
    #expect(article.page.rawValue == 136)
    #expect(article.revision.rawValue == 100_466)
    #expect(article.revisionIsSynthetic == false)
    #expect(article.title == "Glacier")
    #expect(article.timestamp.description == "2026-01-08T06:12:40Z")
    #expect(article.url == "https://en.wikipedia.org/wiki/Glacier")
    #expect(article.language == "en")
    #expect(article.licenses.map(\.spdxIdentifier) == ["CC-BY-SA-4.0"])
    #expect(article.format == .wikitext)
    #expect(String(decoding: article.text, as: UTF8.self) == "A '''glacier''' is ice.")
    let partition = FeedPartition(feed: "enterprise", partition: 3)
    #expect(reading.changes.first?.position == FeedPosition(partition: partition, offset: 16))
    #expect(reading.changes.first?.restored == nil)
    #expect(reading.progress.partitions.map(\.nextOffset) == [17])
    #expect(reading.counts.articles == 1)
    #expect(reading.counts.revisions == 1)
  }

  @Test("An article of a snapshot has no event, or one without a place in a feed")
  func snapshots() throws {
    for line in [
      update.with("event", nil), update.with("event", .null),
      update.with("event.partition", nil).with("event.offset", nil), event("create"),
    ] {
      let reading = try file.read(line)
      #expect(reading.articles.map(\.title) == ["Glacier"])
      #expect(reading.error == nil)
    }
  }

  @Test("What the wiki is known for stands in for a language and a licence that are not said")
  func defaults() throws {
    let simple = update.with("is_part_of.identifier", "simplewiki")
      .with("url", "https://simple.wikipedia.org/wiki/Glacier")
      .with("in_language.identifier", "simple").with("license", nil)
    let article = try #require(try file.read(simple).articles.first)
    #expect(article.language == "en")
    #expect(article.licenses.map(\.spdxIdentifier) == ["CC-BY-SA-4.0", "GFDL-1.3-or-later"])
    let own = update.with("is_part_of.identifier", "mywiki").with("url", "https://a.example/wiki/G")
      .with("in_language.identifier", "frr")
    #expect(try file.read(own).articles.first?.language == "frr")
    let fault = try #require(try file.read(own.with("license", nil)).fault)
    #expect(fault.expected.contains("--license"))
  }

  @Test("A deletion tells its page and when, and needs neither text nor revision")
  func deletion() throws {
    let bare = event("delete").with("version", nil).with("article_body", nil)
      .with("date_modified", nil).with("license", nil).with("url", nil)
    for (line, revision) in [(bare, nil), (event("delete"), 100_466 as UInt64?)] {
      let reading = try file.read(line)
      #expect(reading.error == nil)
      let notice = try #require(reading.notices.first)
      #expect(notice.kind == .deleted)
      #expect(notice.wiki == "enwiki")
      #expect(notice.page.rawValue == 136)
      #expect(notice.revision?.rawValue == revision)
      #expect(notice.timestamp.description == "2026-01-08T06:12:41Z")
      #expect(reading.counts[.deleted] == 1)
      #expect(reading.counts.articles == 0)
    }
    let undated = event("delete").with("event.date_created", nil)
    #expect(try file.read(undated).notices.first?.timestamp.description == "2026-01-08T06:12:40Z")
  }

  @Test(
    "A hidden text is told with its revision's date, whatever the type says",
    arguments: [
      "visibility-change", "update",
    ])
  func hidden(type: String) throws {
    let flags: JSONValue = ["text": false, "editor": true, "comment": true]
    let reading = try file.read(event(type).with("visibility", flags))
    let notice = try #require(reading.notices.first)
    #expect(notice.kind == .hidden)
    #expect(notice.revision?.rawValue == 100_466)
    #expect(notice.timestamp.description == "2026-01-08T06:12:40Z")
    #expect(reading.counts[.hidden] == 1)
    let other = try file.read(event(type).with("visibility", ["is_content_visible": false]))
    #expect(other.notices == reading.notices)
  }

  @Test("A text that is shown again comes back as a revision, or as a notice without text")
  func shown() throws {
    let shown = event("visibility-change").with("visibility", ["text": true, "editor": false])
    let reading = try file.read(shown, shown.with("article_body", nil))
    #expect(reading.articles.count == 1)
    #expect(reading.changes.first?.restored?.description == "2026-01-08T06:12:41Z")
    #expect(reading.notices.map(\.kind) == [.restored])
    #expect(reading.notices.first?.timestamp.description == "2026-01-08T06:12:41Z")
  }

  @Test("A move brings the new title, with or without the text; the page's number is the same")
  func move() throws {
    let moved = event("move").with("name", "Ice stream")
    let reading = try file.read(moved, moved.with("article_body", nil))
    #expect(reading.articles.map(\.title) == ["Ice stream"])
    #expect(reading.notices.map(\.kind) == [.moved])
    #expect(reading.notices.map(\.title) == ["Ice stream"])
    #expect(reading.notices.map(\.page.rawValue) == [136])
    let told = moved.with("article_body", nil).with("previous_version.identifier", 77)
    #expect(try file.read(told).notices.map(\.parent?.rawValue) == [77])
  }

  @Test("An update without wikitext cannot be taken and is counted, with its place in the feed")
  func withoutText() throws {
    let reading = try file.read(update.with("article_body.wikitext", nil))
    #expect(reading.notices.map(\.kind) == [.edited])
    #expect(reading.counts[.changeWithoutText] == 1)
    #expect(reading.progress.partitions.map(\.nextOffset) == [17])
  }

  @Test("A page that is no article now is counted and handed on without its text")
  func withdrawn() throws {
    let redirect = update.with("article_body.wikitext", "#REDIRECT [[Ice]]")
    let cases: [(JSONValue, SkipReason)] = [
      (update.with("namespace.identifier", 118), .otherNamespace), (redirect, .redirect),
      (update.with("article_body.wikitext", ""), .emptyText),
    ]
    for (line, reason) in cases {
      let reading = try file.read(line)
      #expect(reading.error == nil)
      #expect(reading.counts[reason] == 1)
      #expect(reading.counts.articles == 0)
      #expect(reading.articles.map(\.text) == [[]])
      #expect(reading.articles.map(\.revision.rawValue) == [100_466])
    }
  }

  @Test("The caller's wiki, language and licence go before the event's")
  func overrides() throws {
    var options = IngestOptions()
    options.wiki = "mywiki"
    options.language = "de"
    options.licenses = License(spdxIdentifier: "CC0-1.0").map { [$0] }
    let article = try #require(try file.read(update, options: options).articles.first)
    #expect(article.wiki == "mywiki")
    #expect(article.language == "de")
    #expect(article.licenses.map(\.spdxIdentifier) == ["CC0-1.0"])
  }

  @Test(
    "A member that is missing or wrong is named, with the line and what was found",
    arguments: [
      ("event", 5, "an integer"), ("event.type", nil, "no such member"),
      ("event.type", "explode", "explode"), ("event.date_created", "yesterday", "yesterday"),
      ("event.partition", nil, "no such member"), ("event.partition", -1, "-1"),
      ("event.partition", 4_294_967_296, "4294967296"), ("event.offset", nil, "no such member"),
      ("event.offset", -16, "-16"), ("event.offset", 1.5, "a number with a fraction"),
      ("event.offset", "16", "a string"), ("identifier", nil, "no such member"),
      ("identifier", "136", "a string"), ("identifier", -1, "-1"),
      ("identifier", 9_007_199_254_740_992, "9007199254740992"), ("name", nil, "no such member"),
      ("name", "", "an empty one"), ("name", [], "an array"),
      ("version", nil, "no such member"), ("version.identifier", "1", "a string"),
      ("version", 7, "an integer"), ("date_modified", nil, "no such member"),
      ("date_modified", "2026-02-30T00:00:00Z", "2026-02-30"), ("url", 5, "an integer"),
      ("url", "ftp://x", "ftp://x"), ("url", "https://de.wikipedia.org/wiki/G", "dewiki"),
      ("is_part_of", nil, "no such member"), ("is_part_of.identifier", "", "an empty one"),
      ("namespace", "main", "a string"), ("namespace.identifier", 2_147_483_648, "2147483648"),
      ("visibility", [], "an array"), ("visibility.text", "no", "a string"),
      ("license", "CC-BY-SA-4.0", "a string"), ("license", [["name": "x"]], "another"),
      ("license", [["identifier": "MIT"]], "MIT"), ("article_body", "text", "a string"),
      ("event.type", .string(long), "and more"),
      ("is_part_of.identifier", .string(long), "and more"),
      ("url", .string("https://de.wikipedia.org/wiki/\(long)"), "and more"),
      ("name", .string(long), "one of 100000"),
      ("license", [["identifier": .string(long)]], "and more"),
      ("article_body.wikitext", 1, "an integer"), ("in_language.identifier", 1, "an integer"),
    ] as [(JSONPath, JSONValue?, String)])
  func wrongMember(path: JSONPath, value: JSONValue?, found: String) throws {
    let reading = try file.read(update, update.with(path, value))
    #expect(reading.changes.count == 1)
    let fault = try #require(reading.fault, "\(path) was let through")
    #expect(fault.line == 2)
    #expect("\(fault)".contains(found), "\(fault)")
    #expect("\(fault)".utf8.count < 1_000)
  }

  @Test("A change of visibility must say whether the text can be read")
  func unsaidVisibility() throws {
    let fault = try #require(try file.read(event("visibility-change")).fault)
    #expect(fault.expected.contains("visibility.text"))
  }

  @Test("Members that come twice, and offsets past 2^63, are refused as JSON")
  func malformed() throws {
    let line = String(decoding: try update.compactBytes(), as: UTF8.self)
    for (old, new) in [
      ("\"offset\":16", "\"offset\":16,\"offset\":16"),
      ("\"offset\":16", "\"offset\":9223372036854775808"),
    ] {
      let place = try #require(line.firstRange(of: old))
      let bad = line[..<place.lowerBound] + new + line[place.upperBound...]
      let reading = readChanges(try file.path(line + "\n" + bad + "\n"))
      #expect(reading.fault?.line == 2)
      var options = IngestOptions()
      options.skipsBadPages = true
      let rest = readChanges(try file.path(bad + "\n" + line + "\n"), options)
      #expect(rest.articles.count == 1)
      #expect(rest.counts[.badPage] == 1)
      #expect(rest.log.count == 1)
    }
  }
}
