import JSON
import Storage
import TestSupport
import Testing
import WikiModel

@testable import WikiIngest

@Suite("The sample corpus's events")
struct SampleEventTests {
  private var options: IngestOptions {
    var options = IngestOptions()
    options.licenses = License(spdxIdentifier: "CC-BY-SA-4.0").map { [$0] }
    return options
  }

  @Test("The events of the delta are an update, a deletion and a hidden text")
  func events() throws {
    let reading = readChanges(sampleData("delta/events.jsonl"))
    #expect(reading.error == nil)
    #expect(reading.articles.map(\.title) == ["Glacier"])
    #expect(reading.notices.map(\.kind) == [.deleted, .hidden])
    #expect(reading.notices.map(\.page.rawValue) == [142, 147])
    #expect(reading.progress.partitions.map(\.nextOffset) == [19])
  }

  @Test("The stream's events are of every kind that there is")
  func stream() throws {
    let reading = readChanges(sampleData("delta/page-changes.jsonl"), options)
    #expect(reading.error == nil)
    #expect(reading.articles.map(\.title) == ["Kaleidoscope", "Talk:Tide", "Octopus"])
    #expect(reading.articles.map(\.text.isEmpty) == [false, true, false])
    #expect(reading.notices.map(\.kind) == [.edited, .moved, .deleted, .hidden, .restored])
    #expect(reading.counts.pages == 9)
    #expect(reading.counts[.canary] == 1)
    #expect(reading.counts[.otherNamespace] == 1)
    #expect(reading.counts[.changeWithoutText] == 1)
    #expect(reading.progress.partitions.map(\.nextOffset) == [49])
  }

  @Test("For a build, deleted and hidden pages come without text, and notices without use count")
  func build() throws {
    let events = readAll(sampleData("delta/events.jsonl"), options)
    #expect(events.error == nil)
    #expect(events.pages.map(\.article.page.rawValue) == [136, 142, 147])
    #expect(events.pages.map(\.article.text.isEmpty) == [false, true, true])
    let stream = readAll(sampleData("delta/page-changes.jsonl"), options)
    #expect(stream.counts[.changeWithoutText] == 3)
    #expect(stream.pages.map(\.article.page.rawValue) == [180, 160, 121, 153, 121])
  }

  @Test("Articles and events of both feeds can be mixed in one file")
  func mixed() throws {
    var lines: [JSONValue] = []
    for name in ["articles.jsonl", "delta/events.jsonl", "delta/page-changes.jsonl"] {
      lines += try contents(of: sampleData(name)).split(separator: 0x0A).map { line in
        let value = try JSONValue(parsing: Array(line))
        return value["page_id"] == nil ? value : value.with("wiki", "enfootnotewiki")
      }
    }
    var generator = SeededGenerator()
    lines.shuffle(using: &generator)
    let file = try EventFile()
    let reading = readChanges(try file.path(lines), options)
    #expect(reading.error == nil)
    #expect(reading.counts.pages == 16)
    #expect(reading.counts.articles == 7)
    #expect(reading.progress.count == 2)
  }

  @Test("Dumps give their pages as changes")
  func dump() throws {
    let reading = readChanges(sampleData("delta/enfootnotewiki-20260108-delta.xml"), options)
    #expect(reading.error == nil)
    #expect(reading.articles.map(\.page.rawValue) == [101, 113, 130, 171])
    #expect(reading.progress.count == 0)
  }
}

/// The folder of real articles of Wikimedia Enterprise; nil where it is absent.
private let enterprise: String? = {
  let data = environment("FOOTNOTE_DATA") ?? "../shared/data"
  return Folder.isFolder(data + "/enterprise") ? data + "/enterprise" : nil
}()

@Test(
  "Real articles of Wikimedia Enterprise are read with their wikis, licences and texts",
  .enabled(if: enterprise != nil, "no reference data: set FOOTNOTE_DATA to its folder"))
func realEnterpriseArticles() throws {
  let folder = try #require(enterprise)
  let snapshot = readChanges(folder + "/wme-sdk/articles/articles.ndjson.gz")
  #expect(snapshot.error == nil)
  #expect(snapshot.articles.map(\.wiki) == ["dewiki", "enwiki", "ruwiki"])
  #expect(snapshot.articles.map(\.page.rawValue) == [4_042_095, 28_492, 1_601_033])
  let file = try EventFile()
  var count = 0
  for wiki in try Folder.names(in: folder + "/wme-articles") {
    for name in try Folder.names(in: "\(folder)/wme-articles/\(wiki)") {
      // Some of them are written in many lines.
      let input = try DecompressedInput(path: "\(folder)/wme-articles/\(wiki)/\(name)")
      let reading = try file.read(JSONValue(parsing: try wholeText(of: input)))
      #expect(reading.error == nil)
      let article = try #require(reading.articles.first)
      #expect(article.wiki == wiki)
      #expect(article.language == (wiki == "simplewiki" ? "en" : String(wiki.prefix(2))))
      #expect(!article.licenses.isEmpty)
      #expect(article.text.count > 1_000)
      count += 1
    }
  }
  #expect(count == 12)
}

private func wholeText(of input: DecompressedInput) throws -> [UInt8] {
  var text: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: DecompressedInput.pieceByteCount)
  while case let count = try input.read(into: &piece), count > 0 { text += piece[..<count] }
  return text
}
