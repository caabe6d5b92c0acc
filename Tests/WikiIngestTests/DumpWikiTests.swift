import TestSupport
import Testing
import WikiModel

@testable import WikiIngest

@Suite struct DumpWikiTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(
    _ dump: SampleDump, _ change: (inout IngestOptions) -> Void = { _ in }
  ) throws -> Reading {
    var dump = dump
    dump.pages = [SampleDump.Page("A page", text: "text")]
    var options = IngestOptions()
    change(&options)
    return readAll(try folder.file("dump.xml", dump.xml), options)
  }

  @Test("The wiki follows from the main page's address where the dump has no name")
  func fromBase() throws {
    let dump = SampleDump(
      version: "0.8", language: "it", databaseName: nil,
      base: "http://it.wikipedia.org/wiki/Pagina_principale")
    let article = try #require(try read(dump).pages.first).article
    #expect(article.wiki == "itwiki")
    #expect(article.language == "it")
    #expect(article.url == "https://it.wikipedia.org/wiki/A_page")
  }

  @Test("The caller's word on the wiki wins, and its address and language follow")
  func override() throws {
    let article = try #require(try read(SampleDump()) { $0.wiki = "bgwiki" }.pages.first).article
    #expect(article.wiki == "bgwiki")
    #expect(article.language == "bg")
    #expect(article.url == "https://bg.wikipedia.org/wiki/A_page")
    let german = try read(SampleDump()) { $0.language = "de" }
    #expect(german.pages.first?.article.language == "de")
    #expect(german.pages.first?.article.wiki == "enwiki")
  }

  @Test("A wiki that is not Wikimedia's has its own addresses, and needs a licence")
  func otherWiki() throws {
    let dump = SampleDump(
      databaseName: "enfootnotewiki", base: "https://en.sample.footnote.example/wiki/Main_Page")
    let reading = try read(dump)
    guard case .unknownLicense(_, "enfootnotewiki") = reading.error else {
      Issue.record("another error: \(String(describing: reading.error))")
      return
    }
    #expect("\(reading.error.map { "\($0)" } ?? "")".contains("--license"))
    let license = try #require(License(spdxIdentifier: "CC-BY-SA-4.0"))
    let article = try #require(
      try read(dump) { $0.licenses = [license] }.pages.first
    ).article
    #expect(article.url == "https://en.sample.footnote.example/wiki/A_page")
    #expect(article.wiki == "enfootnotewiki")
    #expect(article.language == "en")
    #expect(article.licenses == [license])
  }

  @Test("A dump that does not say its wiki needs the caller's word")
  func unknown() throws {
    let dumps = [
      SampleDump(databaseName: nil, base: nil),
      SampleDump(databaseName: "mywiki", base: nil),
      SampleDump(databaseName: nil, base: "https://example.org/wiki/Main"),
    ]
    for dump in dumps {
      guard case .unknownWiki = try read(dump).error else {
        Issue.record("no error for \(dump.databaseName ?? "-") \(dump.base ?? "-")")
        continue
      }
      #expect(try read(dump) { $0.wiki = "enwiki" }.error == nil)
    }
  }
}
