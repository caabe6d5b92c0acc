import Provenance
import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

@Suite("A policy at search")
struct PolicySearchTests {
  /// Pages of several languages, licences, namespaces and ages.
  private static func articles(_ generator: inout SeededGenerator) -> [Article] {
    (1...120 as ClosedRange<UInt64>).map { number in
      var article = plainArticle(
        number, "The harbour has \(ModelEvents.text(3...20, using: &generator)).",
        timestamp: 1_000_000_000 + .random(in: 0...20, using: &generator) * 86_400)
      article.language = ["en", "de", "zh-Hant"].randomElement(using: &generator) ?? ""
      article.namespace = [0, 0, 4, 12].randomElement(using: &generator) ?? 0
      article.licenses = [License.known[.random(in: 0...2, using: &generator)]]
      return article
    }
  }

  private static func policy(_ generator: inout SeededGenerator) -> Policy {
    var policy = Policy()
    func some<Value>(_ values: [Value]) -> Set<Value>? {
      guard Bool.random(using: &generator) else { return nil }
      return Set(values.filter { _ in Int.random(in: 0..<3, using: &generator) > 0 })
    }
    policy.languages = some(["en", "de", "zh"])
    policy.licenses = some((0...2).map { License.known[$0].spdxIdentifier })
    policy.namespaces = some([0, 4, 12])
    policy.minimumAgeDays = .random(in: 0...20, using: &generator)
    return policy
  }

  @Test("finds the best of what passes, as if nothing else were there to be found")
  func narrowing() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    var options = BuildOptions()
    options.namespaces = [0, 4, 12]
    let articles = Self.articles(&generator)
    _ = try await IndexBuilder(options: options).build(
      articles: articles.prefix(100), output: folder("index"))
    var updating = UpdateOptions()
    updating.compacts = false
    updating.reading.namespaces = options.namespaces
    _ = try await IndexUpdater(options: updating).update(
      index: folder("index"), articles: articles.dropFirst(100))
    let index = try Index(path: folder("index"))
    for _ in 0..<40 {
      let policy = Self.policy(&generator)
      let question = ModelEvents.text(1...4, using: &generator)
      var search = SearchOptions(count: .random(in: 1...12, using: &generator))
      if Bool.random(using: &generator) { search.filter.languages = ["en", "zh"] }
      search.policy = policy
      let found = try index.search(question, options: search)
      let wanted = try index.filter(of: policy)
      let pages = articles.filter { article in
        wanted.passes(language: article.language) && wanted.passes(timestamp: article.timestamp)
          && wanted.passes(licenses: article.licenses.map(\.spdxIdentifier))
          && wanted.passes(namespace: article.namespace)
      }
      // The naive way: the pages that pass, by their numbers.
      var naive = search
      naive.policy = nil
      naive.filter.pages = Set(pages.map(\.page))
      let expected = try index.search(question, options: naive)
      #expect(found.map(\.attribution.key) == expected.map(\.attribution.key), "\(policy)")
    }
  }

  @Test("of templates wants an index that was built without their pages")
  func templates() async throws {
    let folder = try TemporaryFolder()
    var policy = Policy()
    policy.refusedTemplates = ["*": ["POV"], "enwiki": ["Hoax"]]
    var options = BuildOptions()
    _ = try await IndexBuilder(options: options).build(
      articles: [plainArticle(1, "The harbour.")], output: folder("without"))
    options.policy = policy
    _ = try await IndexBuilder(options: options).build(
      articles: [plainArticle(1, "The harbour.")], output: folder("with"))
    let with = try Index(path: folder("with"))
    for narrower in [policy, Policy()] {
      let search = SearchOptions(policy: narrower)
      #expect(try with.search("harbour", options: search).count == 1)
    }
    policy.refusedTemplates["dewiki"] = ["Pov"]
    for index in [with, try Index(path: folder("without"))] {
      do throws(FootnoteError) {
        _ = try index.search("harbour", options: SearchOptions(policy: policy))
        Issue.record("templates were not asked for")
      } catch {
        #expect("\(error)".contains("\"refused_templates\""))
      }
    }
    policy.refusedTemplates["dewiki"] = ["POV"]
    #expect(try with.search("harbour", options: SearchOptions(policy: policy)).count == 1)
  }

  @Test("takes the moment that a statement expires from its signatures alone")
  func expiry() async throws {
    let sample = try await SignedSample.shared.value
    let index = try Index(path: sample.path)
    let keys = try KeySet([key(1), key(2)].map(\.verificationKey), threshold: 2)
    let later = Timestamp(secondsSince1970: SignedSample.expires.secondsSince1970 + 1)
    func kinds(
      _ reaction: Policy.Reaction, _ now: Timestamp, _ trusted: TrustReport? = nil
    ) throws -> [String] {
      var policy = Policy()
      policy.expiredManifest = reaction
      let findings = try index.findings(under: policy, now: now, trusted: trusted)
      #expect(findings.allSatisfy { $0.check == .expiredManifest && $0.reaction == reaction })
      return findings.map(\.error.kind)
    }
    let trusted = try index.checkTrust(Trust(keys: keys), now: SignedSample.now)
    let lapsed = try index.checkTrust(Trust(keys: keys), now: later, ignoringExpiry: true)
    #expect(!trusted.hasExpired && lapsed.hasExpired)
    for reaction in [Policy.Reaction.warn, .refuse] {
      #expect(try kinds(reaction, SignedSample.now, trusted) == [])
      #expect(try kinds(reaction, later, lapsed) == ["expired"])
      // Nobody said whose signatures count.
      #expect(try kinds(reaction, SignedSample.now) == ["unverified"])
      #expect(try kinds(reaction, later) == ["expired", "unverified"])
    }
  }

  @Test("that refuses what has expired refuses what nobody signed, and a warning one is silent")
  func unsigned() async throws {
    let folder = try TemporaryFolder()
    _ = try await IndexBuilder().build(
      articles: [plainArticle(1, "The harbour.")], output: folder("index"))
    let index = try Index(path: folder("index"))
    var policy = Policy()
    #expect(try index.findings(under: policy, now: SignedSample.now).isEmpty)
    policy.expiredManifest = .refuse
    let findings = try index.findings(under: policy, now: SignedSample.now)
    #expect(findings.map(\.error.kind) == ["unsigned"])
  }
}
