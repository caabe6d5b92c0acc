import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

@Suite("A policy at build and update")
struct PolicyBuildTests {
  private let folder: TemporaryFolder
  private var path: String { folder("policed.index") }

  init() throws { folder = try TemporaryFolder() }

  private func article(
    _ page: UInt64, _ text: String, revision: UInt64? = nil, timestamp: Int64 = 1_000_000_000,
    _ change: (inout Article) -> Void = { _ in }
  ) -> Article {
    var article = plainArticle(page, text, revision: revision, timestamp: timestamp)
    article.format = .wikitext
    change(&article)
    return article
  }

  private func build(_ articles: [Article], _ policy: Policy) async throws -> BuildReport {
    var options = BuildOptions()
    options.policy = policy
    return try await IndexBuilder(options: options).build(articles: articles, output: path)
  }

  private func update(
    _ articles: [Article], _ policy: Policy? = nil
  ) async throws -> UpdateReport {
    var options = UpdateOptions()
    options.reading.policy = policy
    return try await IndexUpdater(options: options).update(index: path, articles: articles)
  }

  private func pages() throws -> [UInt64] {
    let index = try Index(path: path)
    _ = try index.verify()
    return try index.passages(at: 0..<Int(index.summary.passageCount)).map {
      $0.attribution.revision.rawValue
    }
  }

  @Test("leaves out what it refuses, counts it by reason, and keeps the policy in the manifest")
  func building() async throws {
    var policy = Policy()
    policy.licenses = ["CC0-1.0", "cc-by-sa-4.0"]
    policy.languages = ["en"]
    policy.namespaces = [0, 4]
    policy.refusedTemplates = ["*": ["POV"], "testwiki": ["Hoax"], "otherwiki": ["Stub"]]
    let report = try await build(
      [
        article(1, "A sound harbour. {{stub}}"), article(2, "A harbour. {{pOV|date=May}}"),
        article(3, "A harbour.") { $0.licenses = [License.known[1]] },
        article(4, "A harbour.") { $0.language = "de" },
        article(5, "A harbour.") { $0.namespace = 3 },
        article(6, "A harbour. {{Hoax}}"), article(7, "{{Hoax}}") { $0.format = .plainText },
        article(8, "A harbour.") { $0.namespace = 4 },
      ], policy)
    #expect(try pages() == [10, 70, 80])
    #expect(
      report.skipped == [
        "template that the policy refuses": 2, "licence that the policy refuses": 1,
        "language that the policy refuses": 1, "other namespace": 1,
      ])
    let index = try Index(path: path)
    #expect(index.summary.skipped == report.skipped.mapValues { UInt64($0) })
    #expect(index.manifest.policy == policy)
  }

  @Test("refuses a page in its newest revision, so that no older one stays in its place")
  func newestRevision() async throws {
    var policy = Policy()
    policy.refusedTemplates = ["*": ["POV"]]
    let flagged = article(1, "A harbour. {{POV}}", revision: 11, timestamp: 1_000_000_500)
    let sound = article(1, "A harbour.", revision: 10)
    for (number, articles) in [[sound, flagged], [flagged, sound]].enumerated() {
      if number > 0 { removeAll(path) }
      _ = try await build(articles + [article(2, "A lantern.")], policy)
      #expect(try pages() == [20])
    }
  }

  @Test("goes on in updates, unless they have another, and survives merges and going back")
  func updating() async throws {
    var policy = Policy()
    policy.refusedTemplates = ["*": ["POV"]]
    _ = try await build([article(1, "A harbour."), article(2, "A lantern.")], policy)
    let flagged = article(1, "A harbour. {{POV}}", revision: 11, timestamp: 1_000_000_500)
    let report = try await update([flagged, article(3, "A rope. {{POV}}")])
    #expect(report.removedPageCount == 1 && report.addedPageCount == 0)
    #expect(report.skipped["template that the policy refuses"] == 2)
    #expect(try pages() == [20])
    _ = try await IndexCompactor(options: CompactionOptions(mergesAll: true)).compact(index: path)
    #expect(try Index(path: path).manifest.policy == policy)
    var other = Policy()
    other.refusedTemplates = ["*": ["Hoax"]]
    let mended = article(1, "A harbour. {{POV}}", revision: 12, timestamp: 1_000_000_600)
    #expect(try await update([mended], other).addedPageCount == 1)
    #expect(try Index(path: path).manifest.policy == other)
    _ = try IndexHistory(path: path).rollBack(to: 1)
    #expect(try Index(path: path).manifest.policy == policy)
    // Another one counts from now on, though nothing has changed yet.
    let generation = try await update([], other).generation
    #expect(try Index(path: path).manifest.policy == other)
    #expect(try await update([], other).generation == generation)
  }

  @Test("passes revisions over that are too young, and leaves the older ones there")
  func ages() async throws {
    var policy = Policy()
    policy.minimumAgeDays = 2
    do {
      _ = try await build([article(1, "A harbour.")], policy)
      Issue.record("an age was measured at no moment")
    } catch FootnoteError.invalidPolicy(_, "\"minimum_age_days\"", _, _) {}
    #expect(try folder.names.isEmpty)
    let day: Int64 = 86_400
    policy.asOf = Timestamp(secondsSince1970: 1_000_000_000 + 2 * day)
    let report = try await build(
      [article(1, "A harbour."), article(2, "A lantern.", timestamp: 1_000_000_001)], policy)
    #expect(try pages() == [10])
    #expect(report.skipped == ["revision younger than the policy wants": 1])
    // Now at the index's own moment, that of its newest revision.
    policy.asOf = nil
    let young = article(1, "The harbour.", revision: 11, timestamp: 1_000_000_000 + day)
    let old = article(3, "A rope.", timestamp: 1_000_000_000 - 2 * day)
    let updated = try await update([young, old], policy)
    #expect(updated.addedPageCount == 1 && updated.replacedPageCount == 0)
    #expect(try pages() == [10, 30])
  }

  @Test("measures ages at the date in a dump's name")
  func dumpDate() async throws {
    let dump = try folder.file(
      "testwiki-20200102-pages.jsonl",
      """
      {"page_id":1,"revision_id":10,"title":"One","wiki":"testwiki","language":"en",\
      "url":"https://test.example/wiki/One","license":"CC-BY-SA-4.0",\
      "timestamp":"2020-01-01T00:00:00Z","text":"A harbour."}
      {"page_id":2,"revision_id":20,"title":"Two","wiki":"testwiki","language":"en",\
      "url":"https://test.example/wiki/Two","license":"CC-BY-SA-4.0",\
      "timestamp":"2020-01-01T00:00:01Z","text":"A lantern."}

      """)
    var options = BuildOptions()
    options.policy = Policy()
    options.policy?.minimumAgeDays = 1
    _ = try await IndexBuilder(options: options).build(files: [dump], output: path)
    #expect(try pages() == [10])
  }

  @Test("knows templates by the name that a dump gives their namespace, at build and update")
  func localNamespaces() async throws {
    func dump(_ pages: [(Int, String)]) -> [UInt8] {
      Array(
        """
        <mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="de">
        <siteinfo><dbname>dewiki</dbname><base>https://de.wikipedia.org/wiki/Start</base>
        <namespaces><namespace key="0" case="first-letter" />
        <namespace key="10" case="first-letter">Vorlage</namespace></namespaces></siteinfo>
        \(pages.map { number, text in
          """
          <page><title>Seite \(number)</title><ns>0</ns><id>\(number)</id><revision>
          <id>\(number)0</id><timestamp>2026-01-01T00:00:0\(number)Z</timestamp>
          <model>wikitext</model><format>text/x-wiki</format><text>\(text)</text></revision></page>
          """
        }.joined(separator: "\n"))
        </mediawiki>
        """.utf8)
    }
    var policy = Policy()
    policy.refusedTemplates = ["dewiki": ["Neutralität"], "*": ["Vorlage:Lückenhaft"]]
    var options = BuildOptions()
    options.policy = policy
    let first = try folder.file(
      "dewiki-20260102-pages-articles.xml",
      dump([
        (1, "Ein Hafen."), (2, "Ein Hafen. {{Vorlage:Neutralität|hier}}"),
        (3, "Ein Hafen. {{vorlage:lückenhaft}}"), (4, "Ein Hafen. {{Lückenhaft}}"),
      ]))
    _ = try await IndexBuilder(options: options).build(files: [first], output: path)
    #expect(try pages() == [10])
    let second = try folder.file(
      "dewiki-20260103-pages-articles.xml",
      dump([(5, "Ein Seil. {{Vorlage:Neutralität}}"), (6, "Ein Seil.")]))
    let report = try await IndexUpdater().update(index: path, files: [second])
    #expect(report.skipped["template that the policy refuses"] == 1)
    #expect(try pages() == [10, 60])
  }
}
