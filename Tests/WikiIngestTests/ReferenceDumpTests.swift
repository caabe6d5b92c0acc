import TestSupport
import Storage
import Testing
import WikiModel

@testable import WikiIngest

/// The folder of real dumps; nil where it is absent.
private let dumps: String? = {
  let data = environment("FOOTNOTE_DATA") ?? "../shared/data"
  return Folder.isFolder(data + "/dumps") ? data + "/dumps" : nil
}()

/// Real dumps, when the reference data is there; the counts are those of its README.
@Suite(.enabled(if: dumps != nil, "no reference data: set FOOTNOTE_DATA to its folder"))
struct ReferenceDumpTests {
  private let folder: String

  init() throws { folder = try #require(dumps) }

  /// Reads a dump with all its namespaces, past the pages at fault.
  private func read(_ name: String, wiki: String? = nil) -> Reading {
    var options = IngestOptions()
    options.namespaces = Set(-2...3_000)
    options.skipsBadPages = true
    options.wiki = wiki
    var reading = Reading()
    do throws(IngestError) {
      let input = try ArticleInput(path: folder + "/" + name, options: options)
      while let page = try input.next() { reading.pages.append(page) }
      reading.counts = input.counts
      reading.log = input.log
    } catch {
      reading.error = error
    }
    return reading
  }

  @Test(
    "Real dumps have the pages, articles and redirects that are known of them",
    arguments: [
      (
        "gensim/enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2", 206, 205,
        100
      ),
      ("gensim/bgwiki-latest-pages-articles-shortened.xml.bz2", 3, 1, 0),
      ("itwiki/it-small-dump.xml.gz", 747, 672, 65),
      ("aawiki/aawiki-20260101-pages-meta-current.xml.bz2", 507, 2, 19),
      ("aawiki/aawiki-20260101-pages-meta-history.xml.bz2", 507, 2, 19),
    ])
  func counts(name: String, pageCount: Int, articleNamespaceCount: Int, redirectCount: Int) {
    let reading = read(name)
    #expect(reading.error == nil)
    #expect(reading.log.count == 0)
    #expect(reading.counts.pages == pageCount)
    #expect(reading.counts[.redirect] == redirectCount)
    for page in reading.pages {
      #expect(throws: Never.self) { try page.checkDigest() }
    }
    let articles = readAll(folder + "/" + name)
    #expect(articles.counts[.otherNamespace] == pageCount - articleNamespaceCount)
  }

  @Test("The sample of the English Wikipedia has the article Anarchism with its revision")
  func anarchism() throws {
    let reading = read(
      "gensim/enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2")
    let page = try #require(reading.pages.first { $0.article.title == "Anarchism" })
    #expect(page.article.revision.rawValue == 716_551_092)
    #expect(page.article.page.rawValue == 12)
    #expect(page.article.wiki == "enwiki")
  }

  @Test("A history and its current revisions give the same pages")
  func history() {
    let history = read("aawiki/aawiki-20260101-pages-meta-history.xml.bz2")
    let current = read("aawiki/aawiki-20260101-pages-meta-current.xml.bz2")
    #expect(history.counts.revisions == 1_307)
    #expect(current.counts.revisions == 507)
    #expect(history.pages.map(\.article.page) == current.pages.map(\.article.page))
    #expect(history.pages.map(\.article.revision) == current.pages.map(\.article.revision))
    #expect(history.pages.map(\.article.text) == current.pages.map(\.article.text))
    #expect(history.pages.first?.article.source.date == "2026-01-01")
  }

  @Test("A long history of schema 0.3 gives its newest revision")
  func oldHistory() {
    let reading = read("wikitrust/wiki_00023-rio-grande-history.xml.bz2")
    #expect(reading.error == nil)
    #expect(reading.counts.revisions == 247)
    #expect(reading.titles == ["Rio Grande"])
    #expect(reading.pages.first?.article.timestamp.description.hasPrefix("2007-02-07") == true)
  }

  @Test(
    "Entities that XML does not have are reported at their line", arguments: [(4, 100), (5, 175)])
  func entities(number: Int, line: Int) {
    guard
      case .malformedXML(_, line, _, let found) = readAll(folder + "/wikitrust/wiki\(number).xml")
        .error
    else {
      Issue.record("no error")
      return
    }
    #expect(found.contains("undefined entity"))
  }

  @Test(
    "Dumps that end after their <siteinfo> are cut off", arguments: ["p4606p5340", "p5341p5345"])
  func cutOff(range: String) {
    let reading = read("operations-dumps/pages-articles-sample4.xml-\(range).bz2")
    guard case .cutOff(_, _, _, 0) = reading.error else {
      Issue.record("another error: \(String(describing: reading.error))")
      return
    }
  }

  @Test("Stubs give no articles and no faults")
  func stubs() {
    for (part, pageCount) in [
      ("articles-sample", 23), ("articles-sample1", 8), ("articles-sample2", 6),
      ("articles-sample3", 5), ("articles-sample4", 4), ("history-sample", 20),
    ] {
      let reading = readAll("\(folder)/operations-dumps/stub-\(part).xml.gz")
      #expect(reading.error == nil)
      #expect(reading.pages.isEmpty)
      #expect(reading.counts.pages == pageCount)
    }
  }

  @Test("The parts of a dump have the pages of the whole")
  func parts() {
    let wholes = [
      (1, ["p1p1500", "p1501p4000", "p4001p4321", "p4322p4330"], 8),
      (2, ["p4331p4350", "p4351p4380", "p4381p4443"], 6),
      (3, ["p4444p4445", "p4446p4600", "p4601p4605"], 5),
    ]
    for (number, ranges, pageCount) in wholes {
      let start = "operations-dumps/pages-articles-sample\(number).xml"
      // Their <base> is a developer's own machine, so the wiki must be said.
      let whole = read(start + ".bz2", wiki: "wikidatawiki")
      let parts = ranges.map { read("\(start)-\($0).bz2", wiki: "wikidatawiki") }
      #expect(whole.counts.pages == pageCount)
      #expect(parts.map(\.counts.pages).reduce(0, +) == pageCount)
      #expect(parts.flatMap(\.titles) == whole.titles)
    }
    let last = read("operations-dumps/pages-articles-sample4.xml.bz2", wiki: "wikidatawiki")
    #expect(last.counts.pages == 4)
  }

  @Test("A dump without <siteinfo> needs the caller's word, and is whole with it")
  func noSiteInfo() {
    let name = "gensim/enwiki-table-markup.xml.bz2"
    guard case .unknownWiki = read(name).error else {
      Issue.record("no error")
      return
    }
    #expect(read(name, wiki: "enwiki").pages.count == 5)
  }

  @Test("Texts that a repository's tools changed are told from those that are as they were")
  func changedTexts() {
    // Trailing white space was stripped from both files after they were dumped.
    for (name, pageCount, changedCount) in [
      ("dumpster-dive/ltgwiki-smallwiki-latest-pages-articles.xml.bz2", 2_004, 655),
      ("wiktionary-wtp/test-pages-articles.xml.bz2", 1_389, 28),
    ] {
      let reading = read(name)
      #expect(reading.error == nil)
      #expect(reading.counts.pages == pageCount)
      let changed = reading.pages.count { (try? $0.checkDigest()) == nil }
      #expect(changed + reading.log.count == changedCount)
      guard case .badPage = readAll(folder + "/" + name).error else {
        Issue.record("the changed texts were not found")
        continue
      }
    }
  }

  @Test("Each of the 125 small wikis has the pages and revisions that are known of it")
  func smallWikis() throws {
    let table = try contents("dbpedia-minidumps/counts.tsv").split(separator: "\n").dropFirst()
    var fileCount = 0
    for row in table {
      let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
      guard columns.count >= 5, let pageCount = Int(columns[1]),
        let articleNamespaceCount = Int(columns[2]), let revisionCount = Int(columns[4])
      else { continue }
      fileCount += 1
      let wiki = columns[0] == "wikidata.org" ? "wikidata" : columns[0].replacing("-", with: "_")
      var options = IngestOptions()
      options.wiki = wiki + "wiki"
      let reading = readAll("\(folder)/dbpedia-minidumps/\(columns[0]).xml.bz2", options)
      #expect(reading.error == nil, "\(columns[0])")
      #expect(reading.counts.pages == pageCount, "\(columns[0])")
      #expect(reading.counts.revisions == revisionCount, "\(columns[0])")
      #expect(
        reading.counts[.otherNamespace] == pageCount - articleNamespaceCount, "\(columns[0])")
      for page in reading.pages {
        #expect(page.article.wiki == wiki + "wiki")
        let host = columns[0] == "commons" ? "commons.wikimedia" : "\(columns[0]).wikipedia"
        #expect(page.article.url.hasPrefix("https://\(host).org/wiki/"))
      }
    }
    #expect(fileCount == 125)
  }

  private func contents(_ name: String) throws -> String {
    let input = try DecompressedInput(path: folder + "/" + name)
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = try input.read(into: &bytes)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
