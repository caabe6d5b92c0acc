import Footnote
import TestSupport
import Testing

/// A page with one article that stays, and one in a later state of several.
private func later(_ revision: String, namespace: Int = 0, redirect: String = "") -> String {
  SmallDump.head
    + "<page><title>Page 1</title><ns>\(namespace)</ns><id>1</id>\(redirect)\(revision)</page>\n"
    + SmallDump.end
}

private func revision(_ id: Int, _ text: String) -> String {
  """
  <revision><id>\(id)</id><timestamp>2021-01-01T00:00:00Z</timestamp>
  <model>wikitext</model>\(text)</revision>
  """
}

@Test(
  "A page that a later input hides, redirects, empties or moves away is not found as it was before",
  arguments: [
    ("hidden", later(revision(11, "<text deleted=\"deleted\" />"))),
    (
      "redirect",
      later(
        revision(11, "<text>#REDIRECT [[Page 2]]</text>"), redirect: "<redirect title=\"Page 2\"/>")
    ),
    ("emptied", later(revision(11, "<text></text>"))),
    ("moved", later(revision(11, "<text>The first page is sound.</text>"), namespace: 2)),
    (
      "same revision hidden",
      later(
        "<revision><id>10</id><timestamp>2020-01-01T00:00:00Z</timestamp><model>wikitext</model>"
          + "<text deleted=\"deleted\" /></revision>")
    ),
  ])
func withdrawnPage(name: String, dump: String) async throws {
  let folder = try TemporaryFolder()
  let before = try folder.file("before.xml", SmallDump.whole)
  let after = try folder.file("after.xml", dump)
  var options = BuildOptions()
  options.license = License(spdxIdentifier: "CC-BY-SA-4.0")
  for (number, files) in [[before, after], [after, before]].enumerated() {
    let output = folder("index-\(number)")
    let report = try await IndexBuilder(options: options).build(files: files, output: output)
    #expect(report.pageCount == 1)
    #expect(report.skipped["older revision"] == 1)
    let index = try Index(path: output)
    #expect(try index.search("first page").map(\.attribution.page.rawValue) == [2])
    _ = try index.verify()
  }
}

@Test("A stub of a newer revision, whose text is not told, leaves the older one")
func stubOfNewerRevision() async throws {
  let folder = try TemporaryFolder()
  let before = try folder.file("before.xml", SmallDump.whole)
  let stub = try folder.file("stub.xml", later(revision(11, "<text id=\"5\" bytes=\"7\" />")))
  var options = BuildOptions()
  options.license = License(spdxIdentifier: "CC-BY-SA-4.0")
  let report = try await IndexBuilder(options: options).build(
    files: [before, stub], output: folder("index"))
  #expect(report.pageCount == 2)
}

@Test("A page that is emptied later in the same file of articles is not found as it was before")
func emptiedInOneFile() async throws {
  let folder = try TemporaryFolder()
  func line(_ page: Int, _ revision: Int, _ text: String) -> String {
    """
    {"page_id":\(page),"revision_id":\(revision),"title":"Page \(page)","wiki":"testwiki",\
    "url":"https://test.example/wiki/Page_\(page)","language":"en","license":"CC-BY-SA-4.0",\
    "timestamp":"2021-01-01T00:00:\(revision)Z","text":"\(text)"}

    """
  }
  let lines = [line(1, 10, "The harbour is wide."), line(2, 20, "The harbour is deep.")]
  for (number, lines) in [lines + [line(1, 11, "")], [line(1, 11, "")] + lines].enumerated() {
    let file = try folder.file("articles-\(number).jsonl", lines.joined())
    let output = folder("index-\(number)")
    _ = try await IndexBuilder().build(files: [file], output: output)
    let index = try Index(path: output)
    #expect(try index.search("harbour").map(\.attribution.page.rawValue) == [2])
    _ = try index.verify()
  }
}

@Test("Older text of a page that was first heard of without any does not come in late")
func lateTextOfEmptyPage() async throws {
  let folder = try TemporaryFolder()
  let path = folder("index")
  _ = try await IndexBuilder().build(
    articles: [plainArticle(1, "The harbour is wide.")], output: path)
  let empty = plainArticle(2, "", revision: 21, timestamp: 3_000)
  let older = plainArticle(2, "The harbour is deep.", revision: 20, timestamp: 2_000)
  let newer = plainArticle(2, "The harbour is deep.", revision: 22, timestamp: 4_000)
  var reports = [try await IndexUpdater().update(index: path, articles: [empty])]
  reports.append(try await IndexUpdater().update(index: path, articles: [older]))
  reports.append(try await IndexUpdater().update(index: path, articles: [empty, newer, older]))
  #expect(reports.map(\.addedPageCount) == [0, 0, 1])
  #expect(reports.map(\.olderCount) == [0, 1, 1])
  #expect(reports.map(\.unchangedCount) == [0, 0, 1])
  _ = try Index(path: path).verify()
}
