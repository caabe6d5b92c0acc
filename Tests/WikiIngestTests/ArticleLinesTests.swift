import TestSupport
import JSON
import Testing
import WikiModel

@testable import WikiIngest

@Suite struct ArticleLinesTests {
  private let folder: TemporaryFolder
  private let line: JSONValue = [
    "page_id": 12, "revision_id": 9_000_000_012, "synthetic_revision": true,
    "title": "Anarchism", "url": "https://en.wikipedia.org/wiki?curid=12", "language": "en",
    "license": "CC-BY-SA-3.0 OR GFDL-1.3-or-later", "timestamp": "2018-01-01T00:00:00Z",
    "text": "A paragraph.\n\n\"Another\" one: é 😀.", "extra": [1, ["deep": nil]],
  ]

  private static let long = String(repeating: "e", count: 100_000)

  init() throws { folder = try TemporaryFolder() }

  private func changed(_ name: String, to value: JSONValue?) -> JSONValue {
    var members = (line.object ?? []).filter { $0.name != name }
    if let value { members.append(JSONValue.Member(name, value)) }
    return .object(members)
  }

  private func text(_ lines: [JSONValue]) throws -> String {
    try lines.map { String(decoding: try $0.compactBytes(), as: UTF8.self) + "\n" }.joined()
  }

  private func read(_ text: String, skipsBadPages: Bool = false) throws -> Reading {
    var options = IngestOptions()
    options.skipsBadPages = skipsBadPages
    return readAll(try folder.file("articles.jsonl", text), options)
  }

  @Test("A line gives an article with all its members")
  func members() throws {
    let reading = try read(text([line]))
    #expect(reading.error == nil)
    let article = try #require(reading.pages.first).article
    #expect(article.wiki == "enwiki")
    #expect(article.page.rawValue == 12)
    #expect(article.revision.rawValue == 9_000_000_012)
    #expect(article.revisionIsSynthetic)
    #expect(article.title == "Anarchism")
    #expect(article.url == "https://en.wikipedia.org/wiki?curid=12")
    #expect(article.language == "en")
    #expect(article.licenses.map(\.spdxIdentifier) == ["CC-BY-SA-3.0", "GFDL-1.3-or-later"])
    #expect(article.timestamp.description == "2018-01-01T00:00:00Z")
    #expect(article.format == .plainText)
    #expect(reading.texts == [line["text"]?.string])
  }

  @Test("Lines may be blank, end in CR LF, lack the last line feed, and follow a byte order mark")
  func lineForms() throws {
    let one = String(decoding: try line.compactBytes(), as: UTF8.self)
    for text in [one, "\u{FEFF}\(one)\n", "\n\n  \t\n\(one)\r\n\r\n", "\(one)\n \n"] {
      let reading = try read(text)
      #expect(reading.error == nil)
      #expect(reading.titles == ["Anarchism"])
    }
    let reading = try read("\(one)\n\n\(one)")
    #expect(reading.pages.map(\.location.line) == [1, 3])
    #expect(reading.pages.map(\.location.offset) == [0, UInt64(one.utf8.count + 2)])
  }

  @Test("The revision is real unless it is said to be made up, and the wiki may be named")
  func options() throws {
    let real = try #require(try read(text([changed("synthetic_revision", to: nil)])).pages.first)
    #expect(real.article.revisionIsSynthetic == false)
    let named = try read(text([changed("wiki", to: "dewiki")]))
    #expect(named.pages.first?.article.wiki == "dewiki")
  }

  @Test("An article without text is counted as empty, and handed on: its page may have come before")
  func empty() throws {
    let reading = try read(text([changed("text", to: ""), line]))
    #expect(reading.titles == ["Anarchism", "Anarchism"])
    #expect(reading.pages.map(\.article.text.isEmpty) == [true, false])
    #expect(reading.counts[.emptyText] == 1)
    #expect(reading.counts.pages == 2)
  }

  @Test(
    "A member that is missing or wrong is named, with the line and its byte",
    arguments: [
      ("page_id", nil, "no such member"), ("page_id", "12", "a string"),
      ("page_id", 1.5, "a number with a fraction"), ("page_id", -1, "-1"),
      ("revision_id", 9_007_199_254_740_992, "9007199254740992"), ("title", nil, "no such member"),
      ("title", "", "an empty one"), ("title", .string(long), "one of 100000"),
      ("url", .string("https://en.wikipedia.org/wiki/\(long)"), "one of 100030"),
      ("url", 5, "an integer"),
      ("url", "https://x.example/a", "wiki"),
      ("language", nil, "no such member"), ("license", "MIT", "MIT"),
      ("license", "CC-BY-SA-3.0 OR", "CC-BY-SA-3.0 OR"),
      ("license", "CC-BY-SA-3.0 AND CC-BY-4.0", "with OR, found \"CC-BY-SA-3.0 AND"),
      ("license", "", "\"\""),
      ("timestamp", "2018", "2018"), ("text", nil, "no such member"), ("text", [], "an array"),
      ("synthetic_revision", 1, "an integer"), ("language", "", "\"\""),
      ("language", "e\u{0}n", #"e\0n"#),
      ("language", .string(long), "and more"), ("license", .string(long), "and more"),
      ("url", .string(long), "and more"), ("timestamp", .string(long), "and more"),
      ("wiki", "", "none"), ("wiki", "bad\u{0}wiki", #"bad\0wiki"#),
      ("wiki", "bad\nwiki", #"bad\nwiki"#),
    ] as [(String, JSONValue?, String)])
  func wrongMember(name: String, value: JSONValue?, found: String) throws {
    let first = try text([line])
    let reading = try read(first + text([changed(name, to: value)]))
    #expect(reading.titles == ["Anarchism"])
    guard case .badLine(let fault) = reading.error else {
      Issue.record("another error: \(String(describing: reading.error))")
      return
    }
    #expect(fault.line == 2)
    #expect(fault.offset == UInt64(first.utf8.count))
    #expect("\(fault)".contains(found))
    #expect("\(fault)".contains("articles.jsonl"))
    #expect("\(fault)".utf8.count < 1_000)
  }

  @Test("A line that is not an object of JSON is an error at its byte")
  func malformed() throws {
    let first = try text([line])
    for bad in ["{\"page_id\": 12,}", "[1]", "{", "{} {}", "{\"a\":1,\"a\":2}", "nonsense"] {
      let reading = try read(first + bad + "\n" + first)
      guard case .badLine(let fault) = reading.error else {
        Issue.record("another error: \(String(describing: reading.error))")
        continue
      }
      #expect(fault.line == 2)
      #expect((first.utf8.count...first.utf8.count + bad.utf8.count).contains(Int(fault.offset)))
      let others = try read(first + bad + "\n" + first, skipsBadPages: true)
      #expect(others.error == nil)
      #expect(others.titles == ["Anarchism", "Anarchism"])
      #expect(others.counts[.badPage] == 1)
      #expect(others.log.count == 1)
    }
  }

  @Test("A line of more values than are read is at fault at the first one too many")
  func tooManyValues() throws {
    let many = "{\"x\":[" + String(repeating: "{},", count: 1_000_000) + "{}]}\n"
    let lines = try many + text([line])
    guard case .badLine(let fault) = try read(lines).error else {
      Issue.record("no error")
      return
    }
    #expect(fault.found.contains("1000000 values"))
    #expect((1_490_000..<1_510_000).contains(fault.offset))
    #expect(try read(lines, skipsBadPages: true).titles == ["Anarchism"])
  }

  @Test("A line that is too long is left out, and the next one is read")
  func tooLong() throws {
    let letters = [UInt8](repeating: 0x78, count: IngestLimit.lineByteCount)
    let long = Array("{\"text\": \"".utf8) + letters
    let lines = try long + Array(("\"}\n" + text([line])).utf8)
    let path = try folder.file("long.jsonl.zst", Packed.zstd(lines))
    guard case .badLine(let fault) = readAll(path).error else {
      Issue.record("no error")
      return
    }
    #expect(fault.line == 1)
    var options = IngestOptions()
    options.skipsBadPages = true
    #expect(readAll(path, options).titles == ["Anarchism"])
  }

  @Test("Compressed data that is cut short ends the reading, and is noted where wanted")
  func cut() throws {
    let many = try text(
      (1...3_000).map { number in changed("title", to: .string("Title \(number &* 7_919)")) })
    let packed = Packed.gzip(Array(many.utf8))
    let path = try folder.file("cut.jsonl.gz", Array(packed[..<(packed.count / 2)]))
    let reading = readAll(path)
    #expect(!reading.pages.isEmpty)
    guard case .truncated = reading.error else {
      Issue.record("another error: \(String(describing: reading.error))")
      return
    }
    var options = IngestOptions()
    options.skipsBadPages = true
    let rest = readAll(path, options)
    #expect(rest.error == nil)
    #expect(rest.log.count == 1)
    #expect(rest.pages.count == reading.pages.count)
  }
}
