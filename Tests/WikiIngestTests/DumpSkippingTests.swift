import TestSupport
import Testing
import WikiModel

@testable import WikiIngest

@Suite struct DumpSkippingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ page: SampleDump.Page, version: String = "0.11") throws -> Reading {
    var dump = SampleDump(version: version)
    dump.pages = [page, SampleDump.Page("Kept", id: 99, text: "kept")]
    let reading = readAll(try folder.file("dump.xml", dump.xml))
    #expect(reading.error == nil)
    #expect(reading.titles == ["Kept"])
    #expect(reading.counts.pages == 2)
    return reading
  }

  @Test("A redirect is skipped by its element")
  func redirectElement() throws {
    var page = SampleDump.Page("Old", text: "anything")
    page.redirect = "New"
    #expect(try read(page).counts[.redirect] == 1)
  }

  @Test(
    "A redirect is skipped by its text, in the wiki's language and in any case",
    arguments: [
      "#REDIRECT [[New]]", "#redirect[[New]]", "  \n#Redirect: [[New]]", "#WEITERLEITUNG [[Neu]]",
      "#Redirection [[Nouveau]]", "#перенаправление [[Новый]]", "#ПЕРЕНАПРАВЛЕНИЕ [[Новый]]",
      "#重定向 [[新]]", "#تحويل [[جديد]]", "#تغییر_مسیر [[نو]]", "＃転送 [[新]]",
      "#YÖNLENDİRME [[Yeni]]", "#yönlendirme [[Yeni]]", "#अनुप्रेषित [[नया]]", "#넘겨주기 [[새]]",
    ])
  func redirectText(text: String) throws {
    #expect(try read(SampleDump.Page("Old", text: text), version: "0.3").counts[.redirect] == 1)
  }

  @Test(
    "Text that is like a redirect and is none is kept",
    arguments: [
      "#REDIRECT", "#REDIRECTS [[are pages]]", "# first item of a [[list]]", "REDIRECT [[New]]",
      "A #REDIRECT [[New]]", "#", "#REDIRECT to [[New]]",
    ])
  func noRedirect(text: String) { #expect(!RedirectWords.startRedirect(Array(text.utf8))) }

  @Test(
    "Pages that are not wikitext are skipped",
    arguments: ["css", "javascript", "Scribunto", "wikibase-item", "json", "flow-board", "GeoJSON"])
  func models(model: String) throws {
    var page = SampleDump.Page("Page", text: "{}")
    page.revisions[0].model = model
    #expect(try read(page).counts[.otherModel] == 1)
  }

  @Test(
    "Stubs are skipped as pages whose text is not in the dump",
    arguments: [
      "<text id=\"5\" bytes=\"58\" />", "<text bytes=\"58\" sha1=\"pgmpi30\" />",
      "<text xml:space=\"preserve\" bytes=\"0\" location=\"tt:43\" id=\"43\" />", "",
    ])
  func stubs(element: String) throws {
    var page = SampleDump.Page("Stub", text: "x")
    page.revisions[0].textElement = element
    #expect(try read(page).counts[.missingText] == 1)
  }

  @Test("A text that is empty although its digest is of another was lost by the dump's writer")
  func lost() throws {
    var page = SampleDump.Page("Lost", text: "x")
    page.revisions[0].textElement = "<text xml:space=\"preserve\" />"
    #expect(try read(page).counts[.missingText] == 1)
  }

  @Test("An empty text is counted as empty")
  func empty() throws {
    #expect(try read(SampleDump.Page("Empty", text: "")).counts[.emptyText] == 1)
  }

  @Test("Deleted contributors and comments do not matter")
  func deletedContributor() throws {
    var dump = SampleDump()
    dump.pages = [SampleDump.Page("Page", text: "text")]
    let xml = dump.xml.replacing(
      "<comment>a &lt;text&gt;</comment>",
      with: "<contributor deleted=\"deleted\" /><comment deleted=\"deleted\" />")
    #expect(readAll(try folder.file("dump.xml", xml)).texts == ["text"])
  }
}
