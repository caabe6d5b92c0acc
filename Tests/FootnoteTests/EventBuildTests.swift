import Footnote
import JSON
import Storage
import TestSupport
import Testing

private func revisions(_ path: String) throws -> [UInt64: UInt64] {
  var revisions: [UInt64: UInt64] = [:]
  let index = try Index(path: path)
  for passage in try index.passages(at: 0..<Int(index.summary.passageCount)) {
    revisions[passage.attribution.page.rawValue] = passage.attribution.revision.rawValue
  }
  return revisions
}

@Test("A build from a dump and change events has the pages that are left, in any order of files")
func buildFromEvents() async throws {
  let folder = try TemporaryFolder()
  let builder = IndexBuilder(options: SampleCorpus.options)
  let events = SampleCorpus.path("delta/events.jsonl")
  let stream = SampleCorpus.path("delta/page-changes.jsonl")
  let dump = SampleCorpus.dump("en")
  _ = try await builder.build(files: [dump], output: folder("before"))
  var expected = try revisions(folder("before"))
  expected[136] = 100_466
  expected[142] = nil
  expected[147] = nil
  for (number, files) in [[dump, events], [events, dump]].enumerated() {
    let report = try await builder.build(files: files, output: folder("events-\(number)"))
    #expect(try revisions(folder("events-\(number)")) == expected)
    #expect(report.faults.isEmpty)
  }
  expected[180] = 100_470
  // Deleted and hidden; what came back is not newer than that.
  expected[121] = nil
  expected[153] = nil
  let report = try await builder.build(files: [stream, dump, events], output: folder("stream"))
  #expect(try revisions(folder("stream")) == expected)
  #expect(report.skipped["change without its text"] == 3)
  #expect(report.skipped["canary event"] == 1)
}

@Test("In one file of events, a deletion takes the page out that came before it")
func buildFromOneFeed() async throws {
  let folder = try TemporaryFolder()
  let lines = try contents(of: SampleCorpus.path("delta/events.jsonl"))
    .split(separator: 0x0A).map { try JSONValue(parsing: Array($0)) }
  let update = try #require(lines.first)
  let deleted = try #require(update.object).map { member in
    member.name == "event"
      ? JSONValue.Member("event", ["type": "delete", "date_created": "2026-01-09T00:00:00Z"])
      : member
  }
  let kept = try #require(update.object).map { member in
    member.name == "identifier" ? JSONValue.Member("identifier", 137) : member
  }
  let text = try [update, .object(kept), .object(deleted)].map {
    String(decoding: try $0.compactBytes(), as: UTF8.self) + "\n"
  }.joined()
  let file = try folder.file("feed.jsonl", text)
  _ = try await IndexBuilder().build(files: [file], output: folder("index"))
  #expect(try revisions(folder("index")) == [137: 100_466])
}
