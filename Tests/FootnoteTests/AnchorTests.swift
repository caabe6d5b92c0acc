import TestSupport
import PassageStore
import Storage
import Testing

@testable import Footnote

/// The anchors of the sections of a page with these headings, each over a paragraph.
private func anchors(_ headings: [String]) async throws -> [String] {
  let folder = try TemporaryFolder()
  var article = plainArticle(1, "")
  article.format = .wikitext
  article.text = Array(
    headings.map { "== \($0) ==\nA paragraph under this heading.\n" }.joined().utf8)
  _ = try await IndexBuilder().build(articles: [article], output: folder("anchors"))
  return try allPassages(of: Index(path: folder("anchors"))).map(\.attribution.sectionAnchor)
}

@Test("A heading that stood before gets the next number, upper and lower case alike")
func repeatedHeadings() async throws {
  #expect(
    try await anchors(["Notes", "Other", "Notes", "notes", "NOTES"])
      == ["Notes", "Other", "Notes_2", "notes_3", "NOTES_4"])
}

@Test("A number that another heading has already is passed over, as MediaWiki does")
func takenNumbers() async throws {
  #expect(
    try await anchors(["Notes 2", "Notes", "Notes", "Notes", "Notes 2"])
      == ["Notes_2", "Notes", "Notes_3", "Notes_4", "Notes_2_2"])
}

@Test("Spaces and underscores in a row are one underscore")
func spacesInHeadings() async throws {
  #expect(
    try await anchors(["A  b_ c", "Ünïcode Überschrift"]) == ["A_b_c", "Ünïcode_Überschrift"])
}

@Test("A heading that is longer than passages keep has no anchor, and its page builds small")
func longHeading() async throws {
  let long = String(repeating: "x", count: 1_025)
  #expect(try await anchors(["Notes", long, "Notes"]) == ["Notes", "", "Notes_2"])
  let longest = String(repeating: "x", count: 1_024)
  #expect(try await anchors([longest]) == [longest])
}

@Test("Ten thousand equal headings have ten thousand anchors")
func manyEqualHeadings() async throws {
  let found = try await anchors([String](repeating: "Same", count: 10_000))
  #expect(found.count == 10_000)
  #expect(Set(found).count == 10_000)
  #expect(found.last == "Same_10000")
}

@Test("A page's script is taken from its address, and never from its title")
func scriptOfAnAddress() {
  let revision = RevisionID(rawValue: 5)
  let cases = [
    ("https://en.wikipedia.org/wiki/Foo", "https://en.wikipedia.org/w/index.php?title=T&oldid=5"),
    (
      "https://en.wiktionary.org/wiki/index.php",
      "https://en.wiktionary.org/w/index.php?title=T&oldid=5"
    ),
    (
      "https://en.wiktionary.org/wiki/A/index.php/B",
      "https://en.wiktionary.org/w/index.php?title=T&oldid=5"
    ),
    ("https://w.example/own/index.php?title=T", "https://w.example/own/index.php?title=T&oldid=5"),
    ("https://w.example/index.php/T", "https://w.example/index.php?title=T&oldid=5"),
    ("https://w.example?curid=4", "https://w.example/w/index.php?title=T&oldid=5"),
    ("http://w.example", "http://w.example/w/index.php?title=T&oldid=5"),
  ]
  for (url, permalink) in cases {
    #expect(PageAddress(url: url, title: "T").permalink(to: revision) == permalink)
  }
  #expect(PageAddress(url: "https://w.example?curid=4", title: "T").host == "w.example")
}
