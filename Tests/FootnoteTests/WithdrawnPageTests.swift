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
