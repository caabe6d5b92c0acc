import TestSupport
import Testing
import WikiModel

@testable import WikiIngest

@Suite struct DumpSchemaTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("A dump of today's schema gives each article with all that it says of it")
  func newest() throws {
    var dump = SampleDump()
    dump.pages = [
      SampleDump.Page(
        title: "Café & Co", id: "12",
        revisions: [SampleDump.Revision(id: "716551092", "A <b>text</b> & more\n\n\"quoted\"\t☕️")])
    ]
    let path = try folder.file("enwiki-20260101-pages-articles.xml", dump.xml)
    let reading = readAll(path)
    #expect(reading.error == nil)
    let page = try #require(reading.pages.first)
    let article = page.article
    #expect(article.wiki == "enwiki")
    #expect(article.language == "en")
    #expect(article.title == "Café & Co")
    #expect(article.page.rawValue == 12)
    #expect(article.revision.rawValue == 716_551_092)
    #expect(article.revisionIsSynthetic == false)
    #expect(article.timestamp.description == "2016-04-22T10:19:33Z")
    #expect(article.url == "https://en.wikipedia.org/wiki/Caf%C3%A9_%26_Co")
    #expect(article.licenses.map(\.spdxIdentifier) == ["CC-BY-SA-3.0", "GFDL-1.3-or-later"])
    #expect(article.format == .wikitext)
    #expect(article.text == Array("A <b>text</b> & more\n\n\"quoted\"\t☕️".utf8))
    #expect(article.source.name == "enwiki-20260101-pages-articles.xml")
    #expect(article.source.date == "2026-01-01")
    #expect(page.location.line == 16)
    #expect(page.claimedDigest != nil)
    let before = Array(dump.xml.utf8)[..<Int(page.location.offset)]
    #expect(String(decoding: before, as: UTF8.self).hasSuffix("</siteinfo>\n  "))
    #expect(reading.counts.pages == 1)
    #expect(reading.counts.articles == 1)
    #expect(reading.counts.revisions == 1)
    #expect(reading.counts.skipped.isEmpty)
  }

  @Test(
    "Dumps of every schema since 0.3 are read",
    arguments: ["0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "0.10", "0.11"])
  func versions(version: String) throws {
    let minor = try #require(Int(version.dropFirst(2)))
    var dump = SampleDump(version: version)
    if minor < 9 { dump.databaseName = nil }
    for (index, title) in ["Earth", "Talk:Earth", "Moon: a title", "Moon"].enumerated() {
      var revision = SampleDump.Revision(id: "\(index + 10)", "About \(title)")
      if minor < 8 { revision.model = nil }
      if minor < 7 { revision.digest = nil }
      dump.pages.append(
        SampleDump.Page(
          title: title, namespace: minor < 6 ? nil : title.hasPrefix("Talk:") ? 1 : 0,
          id: "\(index + 1)", revisions: [revision]))
    }
    let reading = readAll(try folder.file("dump.xml", dump.xml))
    #expect(reading.error == nil)
    #expect(reading.titles == ["Earth", "Moon: a title", "Moon"])
    #expect(reading.texts.first == "About Earth")
    #expect(reading.counts[.otherNamespace] == 1)
    #expect(reading.pages.allSatisfy { $0.article.wiki == "enwiki" })
  }

  @Test(
    "The namespaces that are wanted can be chosen, with or without <ns>", arguments: [true, false])
  func namespaces(isNumbered: Bool) throws {
    var dump = SampleDump(
      language: "de", databaseName: "dewiki", base: "https://de.wikipedia.org/wiki/Start",
      namespaces: [(0, ""), (1, "Diskussion"), (6, "Datei"), (14, "Kategorie")])
    dump.pages = [
      SampleDump.Page("Kategorie:Tier", id: 1, namespace: isNumbered ? 14 : nil, text: "a"),
      SampleDump.Page("Diskussion:Tier", id: 2, namespace: isNumbered ? 1 : nil, text: "b"),
      SampleDump.Page("Tier", id: 3, namespace: isNumbered ? 0 : nil, text: "c"),
    ]
    var options = IngestOptions()
    options.namespaces = [1, 14]
    let path = try folder.file("dump.xml", dump.xml)
    let reading = readAll(path, options)
    #expect(reading.titles == ["Kategorie:Tier", "Diskussion:Tier"])
    #expect(reading.pages.map(\.article.namespace) == [14, 1])
    let input = try ArticleInput(path: path, options: options)
    _ = try input.next()
    #expect(input.site?.names(ofNamespace: 6) == ["Datei"])
    #expect(input.site?.siteName == "Wikipedia")
  }

  @Test("The text's own digest and the slots of schema 0.11 are understood")
  func slots() throws {
    let main = sha1InBase36("main text")
    let extra = sha1InBase36("extra text")
    var revision = SampleDump.Revision("main text")
    revision.textElement =
      "<origin>5</origin><text bytes=\"9\" sha1=\"\(main)\" xml:space=\"preserve\">main text</text>"
    revision.more = """
      <content><role>notes</role><origin>5</origin><model>text</model><format>text/plain</format>
      <text bytes="10" sha1="\(extra)" xml:space="preserve">extra text</text></content>

      """
    revision.digest = sha1InBase36(main + extra)
    var dump = SampleDump()
    dump.pages = [SampleDump.Page(title: "Slots", revisions: [revision])]
    let reading = readAll(try folder.file("dump.xml", dump.xml))
    #expect(reading.error == nil)
    #expect(reading.texts == ["main text"])
    for damaged in [
      dump.xml.replacing(">extra text<", with: ">extra tent<"),
      dump.xml.replacing(">main text<", with: ">main tent<"),
      dump.xml.replacing(revision.digest ?? "", with: main),
    ] {
      guard case .badPage = readAll(try folder.file("damaged.xml", damaged)).error else {
        Issue.record("a wrong digest was not found")
        continue
      }
    }
  }

  @Test("A dump in UTF-16 with its byte order mark is read, as XML allows")
  func utf16() throws {
    var dump = SampleDump()
    dump.pages = [SampleDump.Page("Ελλάδα 😀", text: "Κείμενο")]
    for isBigEndian in [true, false] {
      var bytes: [UInt8] = isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
      for unit in dump.xml.utf16 {
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        bytes += isBigEndian ? pair : pair.reversed()
      }
      let reading = readAll(try folder.file("dump.xml", bytes))
      #expect(reading.error == nil)
      #expect(reading.titles == ["Ελλάδα 😀"])
      #expect(reading.texts == ["Κείμενο"])
    }
  }

  @Test("The size of the pieces that XML is read in changes nothing")
  func pieces() throws {
    var generator = SeededGenerator()
    var dump = SampleDump()
    for index in 0..<40 {
      let text = String(repeating: "α&<b>\"'\n😀 text \(index) ", count: index * index % 97)
      dump.pages.append(SampleDump.Page("Page \(index) é & <x>", id: index + 1, text: text))
    }
    let path = try folder.file("dump.xml", dump.xml)
    let whole = readAll(path)
    #expect(whole.error == nil)
    for _ in 0..<20 {
      let pieceByteCount = Int.random(in: 1...3_000, using: &generator)
      let reader = DumpReader(
        input: try DecompressedInput(path: path), options: IngestOptions(),
        pieceByteCount: pieceByteCount)
      var pages: [RawPage] = []
      while let page = try reader.next() { pages.append(page) }
      #expect(pages.map(\.article.text) == whole.pages.map(\.article.text))
      #expect(pages.map(\.article.title) == whole.titles)
      #expect(pages.map(\.location) == whole.pages.map(\.location))
      #expect(reader.counts == whole.counts)
    }
  }
}
