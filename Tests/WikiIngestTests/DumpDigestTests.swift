import TestSupport
import Storage
import Testing
import WikiModel

@testable import WikiIngest

@Suite struct DumpDigestTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ pages: [SampleDump.Page], version: String = "0.10") throws -> Reading {
    var dump = SampleDump(version: version)
    dump.pages = pages
    return readAll(try folder.file("dump.xml", dump.xml))
  }

  @Test("SHA-1 in base 36 has 31 digits, as MediaWiki writes it")
  func base36Digits() {
    #expect(sha1InBase36("") == "phoiac9h4m842xq45sp7s6u21eteeq1")
    #expect(base36([UInt8](repeating: 0, count: 20)) == String(repeating: "0", count: 31))
    #expect(base36([UInt8](repeating: 255, count: 20)) == "twj4yidkw7a8pn4g709kzmfoaol3x8f")
    #expect(base36([UInt8](repeating: 0, count: 19) + [36]).hasSuffix("010"))
  }

  @Test("A text that was changed is told by its digest, by the page's name and number")
  func wrongDigest() throws {
    let good = SampleDump.Page("Good", id: 1, text: "good")
    let bad = SampleDump.Page(
      title: "Bad", id: "2",
      revisions: [SampleDump.Revision(id: "9", "bad", digest: sha1InBase36("other"))])
    let reading = try read([good, bad])
    #expect(reading.titles == ["Good"])
    guard case .badPage(let fault) = reading.error else {
      Issue.record("no fault: \(String(describing: reading.error))")
      return
    }
    #expect(fault.title == "Bad")
    #expect(fault.page == 2)
    #expect(fault.revision == 9)
    #expect(fault.description.contains("--skip-bad-pages"))
  }

  @Test("The digests of pages that are not wanted are checked, too")
  func skippedPages() throws {
    var talk = SampleDump.Page("Talk:Bad", namespace: 1, text: "talk")
    talk.revisions[0].digest = sha1InBase36("other")
    guard case .badPage = try read([talk]).error else {
      Issue.record("a wrong digest was not found")
      return
    }
  }

  @Test("An empty <sha1> and none are unknown, not wrong", arguments: ["", nil] as [String?])
  func unknown(digest: String?) throws {
    let page = SampleDump.Page(
      title: "Page", revisions: [SampleDump.Revision("text", digest: .some(digest))])
    let reading = try read([page])
    #expect(reading.error == nil)
    #expect(reading.texts == ["text"])
    #expect(reading.pages.first?.claimedDigest == nil)
  }

  @Test("Line breaks that XML changed from CR LF do not count as a change")
  func lineBreaks() throws {
    let page = SampleDump.Page(
      title: "Page",
      revisions: [SampleDump.Revision("a\n\nb\n", digest: sha1InBase36("a\r\n\r\nb\r\n"))])
    #expect(try read([page]).error == nil)
  }

  @Test("A digest without its leading zeros is the same digest")
  func leadingZeros() throws {
    let text = try #require(
      (0..<10_000).map { "text \($0)" }.first { sha1InBase36($0).hasPrefix("0") })
    let short = String(sha1InBase36(text).drop { $0 == "0" })
    let page = SampleDump.Page(
      title: "Page", revisions: [SampleDump.Revision(text, digest: short)])
    #expect(try read([page]).error == nil)
  }

  @Test("Structured data are written anew for each dump, so their digest proves nothing")
  func structuredData() throws {
    var item = SampleDump.Page("Q1", text: "{\"id\": \"Q1\"}")
    item.revisions[0].model = "wikibase-item"
    item.revisions[0].digest = sha1InBase36("{\"entity\": \"q1\"}")
    let reading = try read([item])
    #expect(reading.error == nil)
    #expect(reading.counts[.otherModel] == 1)
  }

  @Test("Files of Commons had a digest over a slot that dumps left out before 0.11")
  func commonsFiles() throws {
    for (version, isExempt) in [("0.10", true), ("0.11", false)] {
      var dump = SampleDump(
        version: version, databaseName: "commonswiki",
        base: "https://commons.wikimedia.org/wiki/Main_Page")
      dump.pages = [SampleDump.Page("File:A.jpg", namespace: 6, text: "a file")]
      dump.pages[0].revisions[0].digest = sha1InBase36("something else")
      var options = IngestOptions()
      options.namespaces = [6]
      let reading = readAll(try folder.file("dump.xml", dump.xml), options)
      #expect((reading.error == nil) == isExempt)
    }
  }

  @Test("A page's digest can be checked later, with a SHA-1 that is known already")
  func later() throws {
    var dump = SampleDump()
    dump.pages = [SampleDump.Page("Page", text: "text")]
    let input = try ArticleInput(
      path: try folder.file("dump.xml", dump.xml), options: IngestOptions())
    var page = try #require(try input.next())
    let claim = try #require(page.claimedDigest)
    let sha1 = digest(.sha1, of: page.article.text.rawBytes)
    try claim.check(page.article, sha1: sha1, at: page.location)
    page.article.text.append(0x21)
    #expect(throws: IngestError.self) { try page.checkDigest() }
  }
}
