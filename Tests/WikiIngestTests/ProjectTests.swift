import Testing
import WikiModel

@Suite struct ProjectTests {
  @Test(
    "A wiki's name, host and language follow from each other",
    arguments: [
      ("enwiki", "https://en.wikipedia.org", "en"), ("itwiki", "https://it.wikipedia.org", "it"),
      ("simplewiki", "https://simple.wikipedia.org", "en"),
      ("enwiktionary", "https://en.wiktionary.org", "en"),
      ("frwikibooks", "https://fr.wikibooks.org", "fr"),
      ("elwikivoyage", "https://el.wikivoyage.org", "el"),
      ("plwikimedia", "https://pl.wikimedia.org", "pl"),
      ("commonswiki", "https://commons.wikimedia.org", "en"),
      ("metawiki", "https://meta.wikimedia.org", "en"),
      ("wikidatawiki", "https://www.wikidata.org", "en"),
      ("mediawikiwiki", "https://www.mediawiki.org", "en"),
      ("sourceswiki", "https://wikisource.org", "en"),
      ("be_x_oldwiki", "https://be-tarask.wikipedia.org", "be-tarask"),
      ("zh_min_nanwiki", "https://zh-min-nan.wikipedia.org", "nan"),
      ("zh_yuewiki", "https://zh-yue.wikipedia.org", "yue"),
      ("nowiki", "https://no.wikipedia.org", "nb"), ("alswiki", "https://als.wikipedia.org", "gsw"),
      ("roa_tarawiki", "https://roa-tara.wikipedia.org", "nap-x-tara"),
    ])
  func names(wiki: String, origin: String, language: String) throws {
    let named = try #require(Project(databaseName: wiki))
    #expect(named.wiki == wiki)
    #expect(named.origin == origin)
    #expect(named.language == language)
    #expect(named.family != nil)
    #expect(Project(pageAddress: origin + "/wiki/Main_Page") == named)
  }

  @Test(
    "Mobile, old and insecure addresses are of the same wiki",
    arguments: [
      ("http://en.wikipedia.org/wiki/A", "enwiki"), ("https://en.m.wikipedia.org/wiki/A", "enwiki"),
      ("https://EN.wikipedia.org/wiki?curid=12", "enwiki"),
      ("https://m.wikidata.org/wiki/Q1", "wikidatawiki"),
      ("https://be-x-old.wikipedia.org/", "be_x_oldwiki"),
      ("https://nan.wikipedia.org/wiki/A", "zh_min_nanwiki"),
      ("https://en.wikipedia.org:443/wiki/A", "enwiki"),
    ])
  func addresses(address: String, wiki: String) {
    #expect(Project(pageAddress: address)?.wiki == wiki)
  }

  @Test(
    "Names and addresses of others are not taken for Wikimedia's",
    arguments: [
      "enfootnotewiki", "wiki", "my2wiki", "EnWiki", "en-wiki", "english", "", "_wiki", "en__wiki",
      "https://example.org/wiki/A", "https://en.wikipedia.org.example/wiki/A", "ftp://x/wiki",
      "https://en.wikipedia.example/wiki/A", "https://www.wikipedia.org/", "https:///wiki/A",
      "https://a.b.wikipedia.org/wiki/A", "https://evil\u{0}en.wikipedia.org/wiki",
    ])
  func foreign(text: String) {
    #expect(Project(databaseName: text) == nil)
    #expect(Project(pageAddress: text) == nil)
  }

  @Test("Titles are written as MediaWiki writes them in addresses")
  func titles() throws {
    let project = try #require(Project(databaseName: "enwiki"))
    #expect(
      project.address(ofTitle: "AC/DC: 100% (live) ~ \"é\" & +?#'")
        == "https://en.wikipedia.org/wiki/AC/DC:_100%25_(live)_~_%22%C3%A9%22_%26_%2B%3F%23%27")
    #expect(
      project.permalink(title: "Main Page", revision: RevisionID(rawValue: 716_551_092))
        == "https://en.wikipedia.org/w/index.php?title=Main_Page&oldid=716551092")
    #expect(
      project.historyAddress(ofTitle: "$a,@;*!")
        == "https://en.wikipedia.org/w/index.php?title=$a,@;*!&action=history")
  }

  @Test("Another wiki's paths follow from its main page")
  func otherPaths() throws {
    let cases = [
      ("https://en.sample.footnote.example/wiki/Main_Page", "/wiki/T", "/w/index.php"),
      ("http://localhost/elwv/index.php/%CE%9A", "/elwv/index.php/T", "/elwv/index.php"),
      ("https://example.org/index.php?title=Main_Page", "/index.php?title=T", "/index.php"),
      ("https://example.org/Main_Page", "/T", "/w/index.php"),
      ("https://example.org", "/wiki/T", "/w/index.php"),
    ]
    for (base, page, script) in cases {
      let project = try #require(Project(pageAddress: base, wiki: "x", language: "en"))
      #expect(project.address(ofTitle: "T") == project.origin + page)
      #expect(
        project.historyAddress(ofTitle: "T") == project.origin + script + "?title=T&action=history")
      #expect(project.family == nil)
      #expect(project.wiki == "x")
    }
  }

  @Test("Projects are named as people write them")
  func familyNames() {
    #expect(Project(databaseName: "enwiki")?.familyName == "Wikipedia")
    #expect(Project(databaseName: "enwiktionary")?.familyName == "Wiktionary")
    #expect(Project(databaseName: "mediawikiwiki")?.familyName == "MediaWiki")
  }
}

@Suite struct WikimediaLicenseTests {
  private func licenses(
    _ wiki: String, _ timestamp: String, namespace: Int32 = 0
  ) throws -> [String]? {
    let project = try #require(Project(databaseName: wiki))
    let time = try #require(Timestamp(timestamp))
    return License.offered(by: project, namespace: namespace, savedAt: time)?
      .map(\.spdxIdentifier)
  }

  @Test(
    "The licence follows from the project and the time",
    arguments: [
      ("enwiki", "2002-03-06T02:04:12Z", ["CC-BY-SA-3.0", "GFDL-1.3-or-later"]),
      ("enwiki", "2023-06-06T23:59:59Z", ["CC-BY-SA-3.0", "GFDL-1.3-or-later"]),
      ("enwiki", "2023-06-07T00:00:00Z", ["CC-BY-SA-4.0", "GFDL-1.3-or-later"]),
      ("enwiktionary", "2024-01-01T00:00:00Z", ["CC-BY-SA-4.0", "GFDL-1.3-or-later"]),
      ("elwikivoyage", "2020-01-01T00:00:00Z", ["CC-BY-SA-3.0"]),
      ("elwikivoyage", "2024-01-01T00:00:00Z", ["CC-BY-SA-4.0"]),
      ("enwikinews", "2010-01-01T00:00:00Z", ["CC-BY-2.5"]),
      ("enwikinews", "2025-01-01T00:00:00Z", ["CC-BY-4.0"]),
      ("eswikinews", "2025-01-01T00:00:00Z", ["CC-BY-2.5"]),
      ("eswikinews", "2025-02-01T00:00:00Z", ["CC-BY-4.0"]),
      ("dewikinews", "2025-02-01T00:00:00Z", ["CC-BY-2.5"]),
      ("svwikinews", "2025-02-01T00:00:00Z", ["CC-BY-SA-4.0"]),
      ("wikidatawiki", "2020-01-01T00:00:00Z", ["CC0-1.0"]),
    ])
  func byTime(wiki: String, timestamp: String, identifiers: [String]) throws {
    #expect(try licenses(wiki, timestamp) == identifiers)
  }

  @Test("Some namespaces have a licence of their own")
  func byNamespace() throws {
    let time = "2024-01-01T00:00:00Z"
    let text = ["CC-BY-SA-4.0", "GFDL-1.3-or-later"]
    #expect(try licenses("wikidatawiki", time, namespace: 4) == text)
    #expect(try licenses("wikidatawiki", time, namespace: 120) == ["CC0-1.0"])
    #expect(try licenses("mediawikiwiki", time, namespace: 12) == ["CC0-1.0"])
    #expect(try licenses("mediawikiwiki", time, namespace: 0) == text)
  }

  @Test("The licence of a wiki that is not Wikimedia's is not guessed")
  func otherWiki() throws {
    let project = try #require(
      Project(pageAddress: "https://example.org/wiki/A", wiki: "enwiki", language: "en"))
    let now = try #require(Timestamp("2026-01-01T00:00:00Z"))
    #expect(License.offered(by: project, namespace: 0, savedAt: now) == nil)
  }
}
