import JSON
import Storage
import TestSupport
import Testing

@testable import Footnote

/// Change events of one partition, each deleting a page or hiding or showing one.
private struct Feed {
  let folder: TemporaryFolder
  var index: String { folder("feed.index") }

  init() async throws {
    folder = try TemporaryFolder()
    let articles = (1...6).map { plainArticle($0, "Page \($0) has a harbour.", timestamp: 1_000) }
    _ = try await IndexBuilder().build(articles: articles, output: index)
  }

  /// An event of Wikimedia Enterprise that deletes a page, or one that has no date.
  static func deletion(of page: Int64, offset: Int64, isBad: Bool = false) -> JSONValue {
    let date: JSONValue = isBad ? "yesterday" : "2026-01-08T06:12:41Z"
    return [
      "event": [
        "type": "delete", "date_created": date, "partition": 0, "offset": .integer(offset),
      ],
      "identifier": .integer(page), "name": "Page",
      "is_part_of": ["identifier": "testwiki"],
    ]
  }

  /// An event of the stream that says whether a page's text can be seen, at an hour of a day.
  static func visibility(
    of page: Int64, offset: Int64, isVisible: Bool, hour: Int
  ) -> JSONValue {
    let moment = JSONValue.string("2026-03-01T1\(hour):00:00Z")
    return [
      "meta": [
        "topic": "eqiad.mediawiki.page_change.v1", "partition": 0, "offset": .integer(offset),
        "domain": "test.example.org", "stream": "mediawiki.page_change.v1", "dt": moment,
      ],
      "$schema": "/mediawiki/page/change/1.2.0", "dt": moment, "wiki_id": "testwiki",
      "page_change_kind": "visibility_change", "changelog_kind": "update",
      "page": [
        "page_id": .integer(page), "page_title": "Page", "namespace_id": 0, "is_redirect": false,
      ],
      "revision": [
        "rev_id": .integer(10 * page), "rev_dt": "1970-01-01T00:16:40Z",
        "is_content_visible": .bool(isVisible),
      ],
    ]
  }

  func update(
    _ files: [[JSONValue]], skipsBadPages: Bool = false
  ) async throws -> UpdateReport {
    var options = UpdateOptions()
    options.compacts = false
    options.reading.skipsBadPages = skipsBadPages
    let paths = try files.enumerated().map { number, lines in
      let text = try lines.map { String(decoding: try $0.compactBytes(), as: UTF8.self) + "\n" }
      return try folder.file("\(number).jsonl", text.joined())
    }
    return try await IndexUpdater(options: options).update(index: index, files: paths)
  }

  func pages() throws -> [UInt64] {
    let index = try Index(path: index)
    return try index.passages(at: 0..<Int(index.summary.passageCount))
      .map(\.attribution.page.rawValue).sorted()
  }
}

@Suite("Feeds that an index follows")
struct FeedTests {
  @Test("Files of events count in any order, and none is taken twice")
  func order() async throws {
    let feed = try await Feed()
    let early = [Feed.deletion(of: 1, offset: 2), Feed.deletion(of: 2, offset: 3)]
    let late = [Feed.deletion(of: 3, offset: 10), Feed.deletion(of: 4, offset: 11)]
    let report = try await feed.update([late, early])
    #expect(report.removedPageCount == 4 && report.skipped.isEmpty)
    #expect(try feed.pages() == [5, 6])
    let again = try await feed.update([early, late])
    #expect(again.generation == report.generation)
    #expect(again.skipped == ["event taken in before": 4])
  }

  @Test("An event that is left out as bad is taken in when it comes again, mended")
  func mendedEvent() async throws {
    let feed = try await Feed()
    func lines(isBad: Bool) -> [JSONValue] {
      [
        Feed.deletion(of: 1, offset: 7), Feed.deletion(of: 2, offset: 8, isBad: isBad),
        Feed.deletion(of: 3, offset: 9),
      ]
    }
    let first = try await feed.update([lines(isBad: true)], skipsBadPages: true)
    #expect(first.faults.count == 1)
    #expect(try feed.pages() == [2, 4, 5, 6])
    let second = try await feed.update([lines(isBad: false)])
    #expect(second.skipped == ["event taken in before": 1])
    #expect(try feed.pages() == [4, 5, 6])
    let third = try await feed.update([lines(isBad: false)])
    #expect(third.generation == second.generation)
    #expect(third.skipped == ["event taken in before": 3])
  }

  @Test("A feed without events changes nothing")
  func empty() async throws {
    let feed = try await Feed()
    let report = try await feed.update([[]])
    #expect(report.generation == 1 && report.skipped.isEmpty)
  }

  @Test("A generation is as of when a page was hidden or shown, not when its text was saved")
  func moments() async throws {
    let feed = try await Feed()
    for (hour, isVisible) in [(1, false), (2, true)] {
      _ = try await feed.update([
        [Feed.visibility(of: 2, offset: Int64(hour), isVisible: isVisible, hour: hour)]
      ])
    }
    let records = try IndexHistory(path: feed.index).records()
    #expect(
      records.map { $0.asOf.map { "\($0)" } } == [
        "1970-01-01T00:16:40Z", "2026-03-01T11:00:00Z", "2026-03-01T12:00:00Z",
      ])
  }
}
