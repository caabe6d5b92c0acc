import TestSupport
import Testing

@testable import Footnote

/// An article that cannot be indexed, and what is wrong with it.
struct BadArticle: CustomTestStringConvertible, Sendable {
  var name: String
  var article: Article

  init(_ name: String, _ change: (inout Article) -> Void) {
    self.name = name
    article = plainArticle(9, "A text that would be fine.")
    change(&article)
  }

  var testDescription: String { name }

  static let all: [BadArticle] = [
    BadArticle("no wiki") { $0.wiki = "" },
    BadArticle("no title") { $0.title = "" },
    BadArticle("a title without end") { $0.title = String(repeating: "é", count: 2_049) },
    BadArticle("no language") { $0.language = "" },
    BadArticle("a language of one letter") { $0.language = "e" },
    BadArticle("a language with a control character") { $0.language = "e\u{0}n" },
    BadArticle("a language without end") { $0.language = String(repeating: "e", count: 65) },
    BadArticle("a wiki's name with a control character") { $0.wiki = "a\u{0}wiki" },
    BadArticle("a wiki's name of two lines") { $0.wiki = "a\nwiki" },
    BadArticle("a wiki's name without end") { $0.wiki = String(repeating: "w", count: 256) },
    BadArticle("no licence") { $0.licenses = [] },
    BadArticle("more licences than an index keeps") {
      $0.licenses = [License](repeating: License.known[0], count: 17)
    },
    BadArticle("a licence without an address") {
      $0.licenses = [License(spdxIdentifier: "Own", name: "Own", url: "")]
    },
    BadArticle("a licence with a control character") {
      $0.licenses = [License(spdxIdentifier: "O\u{0}", name: "Own", url: "https://l.example/")]
    },
    BadArticle("a licence whose address is a script") {
      $0.licenses = [License(spdxIdentifier: "Own", name: "Own", url: "javascript:alert(1)")]
    },
    BadArticle("a licence without a name") {
      $0.licenses = [License(spdxIdentifier: "Own", name: "", url: "https://l.example/")]
    },
    BadArticle("no address") { $0.url = "" },
    BadArticle("an address that is a script") { $0.url = "javascript:alert(1)" },
    BadArticle("an address without a host") { $0.url = "https:///wiki/Page" },
    BadArticle("an address without end") {
      $0.url = "https://a.example/" + String(repeating: "x", count: 16_384)
    },
    BadArticle("a page number past 2^53") { $0.page = PageID(rawValue: 1 << 53) },
    BadArticle("a revision number past 2^53") { $0.revision = RevisionID(rawValue: .max) },
    BadArticle("a time after the year 9999") { $0.timestamp = Timestamp(secondsSince1970: .max) },
    BadArticle("a time before the year 1") { $0.timestamp = Timestamp(secondsSince1970: .min) },
    BadArticle("a text that is not UTF-8") { $0.text = [0x41, 0xC3, 0x28] },
  ]
}

@Test(
  "An article that no attribution could be made of is refused by page, and nothing is left",
  arguments: BadArticle.all)
func badArticle(bad: BadArticle) async throws {
  let folder = try TemporaryFolder()
  let articles = [plainArticle(1, "A sound page."), bad.article, plainArticle(10, "Another.")]
  do {
    _ = try await IndexBuilder().build(articles: articles, output: folder("bad.index"))
    Issue.record("an article with \(bad.name) was taken")
  } catch {
    guard case .invalidArticle(let wiki, let page, _, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(wiki == bad.article.wiki)
    #expect(page == bad.article.page)
    #expect("\(error)".contains("leave it out"))
  }
  #expect(try folder.names.isEmpty)
}

@Test("Lines of articles are held to the same bounds: too many licences, an address of no web")
func badLines() async throws {
  let folder = try TemporaryFolder()
  let licenses = [String](repeating: "CC-BY-SA-4.0", count: 17).joined(separator: " OR ")
  let lines = [
    ("https://a.example/x", licenses), ("javascript:alert(1)", "CC-BY-SA-4.0"),
  ]
  for (url, license) in lines {
    let path = try folder.file(
      "lines.jsonl",
      """
      {"page_id": 1, "revision_id": 2, "title": "T", "url": "\(url)", "language": "en", \
      "wiki": "testwiki", "license": "\(license)", "timestamp": "2020-01-01T00:00:00Z", \
      "text": "Some text."}

      """)
    await #expect(throws: FootnoteError.self) {
      try await IndexBuilder().build(files: [path], output: folder("lines.index"))
    }
    #expect(try folder.names == ["lines.jsonl"])
  }
}

@Test("Lines of which no page can be made are told with their place, and left out where wanted")
func skippedLines() async throws {
  let folder = try TemporaryFolder()
  func line(_ page: Int, _ name: String, _ value: String) -> String {
    var members = [
      "url": "https://a.example/wiki/T", "wiki": "testwiki", "language": "en",
      "license": "CC-BY-SA-4.0",
    ]
    members[name] = value
    let others = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \"\($0.value)\"" }
    return """
      {"page_id": \(page), "revision_id": 2, "title": "T\(page)", \
      "timestamp": "2020-01-01T00:00:00Z", "text": "Some text.", \(others.joined(separator: ", "))}

      """
  }
  let moved = """
    {"identifier": 1, "name": "Moved", "url": "javascript:alert(1)", "version": {"identifier": 3}, \
    "date_modified": "2021-01-01T00:00:00Z", "namespace": {"identifier": 0}, \
    "event": {"type": "move", "date_created": "2021-01-01T00:00:00Z"}, \
    "is_part_of": {"identifier": "testwiki"}}

    """
  let bad = [
    line(2, "wiki", "bad\\u0000wiki"), line(3, "language", ""), line(4, "url", "javascript:x"),
    moved,
  ]
  let path = try folder.file("lines.jsonl", line(1, "wiki", "testwiki") + bad.joined())
  await #expect {
    try await IndexBuilder().build(files: [path], output: folder("refused"))
  } throws: { error in
    "\(error)".contains("lines.jsonl") && "\(error)".contains("line 2")
  }
  var options = BuildOptions()
  options.skipsBadPages = true
  let report = try await IndexBuilder(options: options)
    .build(files: [path], output: folder("built"))
  #expect(report.faults.count == bad.count)
  let index = try Index(path: folder("built"))
  _ = try index.verify()
  #expect(index.summary.passageCount == 1)
  let found = try #require(try index.search("text").first)
  #expect(found.attribution.permalink?.hasPrefix("https://a.example/") == true)
}

@Test("The longest title, sixteen licences, the largest numbers and outermost times are kept")
func outermostArticle() async throws {
  let folder = try TemporaryFolder()
  var article = plainArticle(
    Article.identifierLimit, "The outermost page.", title: String(repeating: "é", count: 2_048))
  article.revision = RevisionID(rawValue: Article.identifierLimit)
  article.licenses = [License](repeating: License.known[1], count: 16)
  article.timestamp = Timestamp(secondsSince1970: 253_402_300_799)
  article.namespace = .min
  _ = try await IndexBuilder().build(articles: [article], output: folder("outermost"))
  let index = try Index(path: folder("outermost"))
  _ = try index.verify()
  let found = try #require(try index.search("outermost").first)
  #expect(found.attribution.licenses.count == 16)
  #expect("\(found.attribution.timestamp)" == "9999-12-31T23:59:59Z")
  #expect(found.attribution.revision.rawValue == Article.identifierLimit)
  #expect(try PacketSchema.load().faults(in: Array(found.rendered(as: .json).utf8)) == [])
}

@Test(
  "Lengths of passages that cannot be are told by name",
  arguments: [(0, 100), (50, 10), (-1, -1)])
func impossibleLengths(target: Int, limit: Int) async throws {
  let folder = try TemporaryFolder()
  var options = BuildOptions()
  options.passageTarget = target
  options.passageLimit = limit
  do {
    _ = try await IndexBuilder(options: options).build(
      articles: [plainArticle(1, "Text.")], output: folder("lengths.index"))
    Issue.record("\(target) and \(limit) were taken")
  } catch {
    guard case .invalidOption = error else {
      Issue.record("\(error)")
      return
    }
  }
  #expect(try folder.names.isEmpty)
}
