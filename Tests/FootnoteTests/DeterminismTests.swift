import TestSupport
import PassageStore
import Storage
import Testing

@testable import Footnote

/// The corpus's articles several times over, each time under other numbers: some batches' worth.
private func severalBatches() throws -> [Article] {
  let articles = try SampleCorpus.articles(SampleCorpus.dumps)
  return (0..<6 as Range<UInt64>).flatMap { copy in
    articles.map { article in
      var article = article
      article.page = PageID(rawValue: article.page.rawValue + copy * 100_000)
      article.title += " \(copy)"
      return article
    }
  }
}

private func build(
  _ articles: [Article], threads: Int = 2, _ output: String
) async throws -> [String: [UInt8]] {
  var options = BuildOptions()
  options.threads = threads
  _ = try await IndexBuilder(options: options).build(articles: articles, output: output)
  return try tree(output)
}

@Test("Any number of threads and any order of articles give the same bytes of every file")
func threadsAndOrder() async throws {
  let folder = try TemporaryFolder()
  let articles = try severalBatches()
  let one = try await build(articles, threads: 1, folder("one"))
  #expect(one.count == 7)
  #expect(try await build(articles, threads: 2, folder("two")) == one)
  #expect(try await build(articles, threads: 5, folder("five")) == one)
  var generator = SeededGenerator()
  let shuffled = articles.shuffled(using: &generator)
  #expect(try await build(shuffled, threads: 3, folder("shuffled")) == one)
}

@Test("The same files built twice in one process, at once and one after the other, are the same")
func builtTwice() async throws {
  let folder = try TemporaryFolder()
  let dumps = try SampleCorpus.dumps
  let builder = IndexBuilder(options: SampleCorpus.options)
  async let first = builder.build(files: dumps, output: folder("first"))
  async let second = builder.build(files: dumps, output: folder("second"))
  _ = try await (first, second)
  let expected = try tree(folder("first"))
  #expect(try tree(folder("second")) == expected)
  #expect(try await tree(SampleIndex.shared().path) == expected)
  #expect(try folder.names == ["first", "second"])
}

@Test("No file of an index names the folder that it was built in")
func noTraceOfThePlace() async throws {
  let sample = try await SampleIndex.shared()
  for (name, bytes) in try tree(sample.path) {
    for trace in [sample.folder.path, "footnote-facade-tests", ".building", SampleCorpus.root] {
      #expect(bytes.firstIndex(of: trace) == nil, "\(trace) in \(name)")
    }
  }
  let passages = sample.index.passages
  try passages.forEachPassage(in: 0..<passages.passageCount) { _, stored in
    #expect(!stored.revision.source.name.contains("/"))
  }
}

@Test("Of a page's revisions the newest is indexed, in whatever order and articles they come")
func newestRevisionOfArticles() async throws {
  let folder = try TemporaryFolder()
  func article(_ page: UInt64, _ revision: UInt64, at seconds: Int64) -> Article {
    plainArticle(
      page, "Page \(page) as revision \(revision) has it.", revision: revision,
      timestamp: seconds)
  }
  let newest = [article(1, 30, at: 300), article(2, 21, at: 200), article(3, 5, at: 100)]
  // The time decides, and the number only where two were saved in one second.
  let older = [
    article(1, 40, at: 200), article(1, 10, at: 100), article(2, 20, at: 200),
    article(3, 4, at: 99),
  ]
  _ = try await build(newest, folder("newest"))
  let expected = try segment(folder("newest"))
  var generator = SeededGenerator()
  for round in 0..<8 {
    let mixed = (newest + older).shuffled(using: &generator)
    let output = folder("mixed-\(round)")
    let report = try await IndexBuilder().build(articles: mixed, output: output)
    #expect(try segment(output) == expected)
    #expect(report.pageCount == 3)
    #expect(report.skipped == ["older revision": 4])
    #expect(try Index(path: output).manifest.contents.languages == ["en": 3])
    _ = try Index(path: output).verify()
  }
}

@Test("A newer revision without any text takes the place of an older one with text")
func newestRevisionWithoutPassages() async throws {
  let folder = try TemporaryFolder()
  let kept = plainArticle(2, "Another page stays as it is.")
  var emptied = plainArticle(1, "{{template}}", revision: 20, timestamp: 200)
  emptied.format = .wikitext
  let older = plainArticle(1, "Words that were taken out.", revision: 10, timestamp: 100)
  _ = try await build([kept], folder("alone"))
  for (name, articles) in [("before", [older, emptied, kept]), ("after", [kept, emptied, older])] {
    _ = try await build(articles, folder(name))
    #expect(try segment(folder(name)) == segment(folder("alone")))
    #expect(try Index(path: folder(name)).search("words taken out").isEmpty)
  }
}

@Test("A revision that comes twice is indexed once")
func sameRevisionTwice() async throws {
  let folder = try TemporaryFolder()
  let dump = SampleCorpus.dump("tr")
  let builder = IndexBuilder(options: SampleCorpus.options)
  _ = try await builder.build(files: [dump], output: folder("once"))
  let report = try await builder.build(files: [dump, dump], output: folder("twice"))
  #expect(report.skipped["older revision"] == 1)
  #expect(try segment(folder("twice")) == segment(folder("once")))
}

@Test("History, current pages and a later delta give the newest of each, in any order of files")
func newestRevisionOfFiles() async throws {
  let folder = try TemporaryFolder()
  let builder = IndexBuilder(options: SampleCorpus.options)
  let history = SampleCorpus.path("dumps/enfootnotewiki-20260101-pages-meta-history.xml")
  let delta = SampleCorpus.path("delta/enfootnotewiki-20260108-delta.xml")
  let orders = [
    [history, SampleCorpus.dump("en"), delta], [delta, history, SampleCorpus.dump("en")],
  ]
  for (number, files) in orders.enumerated() {
    let output = folder("order-\(number)")
    let report = try await builder.build(files: files, output: output)
    #expect(report.pageCount == 13)
    let passages = try Index(path: output).passages
    var revisions: [UInt64: UInt64] = [:]
    for page in 0..<passages.pageCount {
      let page = try passages.page(at: page)
      revisions[page.page.rawValue] = page.revision.rawValue
    }
    #expect(revisions[101] == 100_459)
    #expect(revisions[113] == 100_452)
    #expect(revisions[130] == 100_461)
    #expect(revisions[171] != nil)
    _ = try Index(path: output).verify()
  }
}

@Test("Pages of the same number in two wikis are two pages, ordered by the wikis' bytes")
func sameNumberInTwoWikis() async throws {
  let folder = try TemporaryFolder()
  let articles = ["zzwiki", "aawiki", "Mwiki"].map {
    plainArticle(7, "A page of \($0) about lanterns.", wiki: $0)
  }
  _ = try await build(articles, folder("wikis"))
  let index = try Index(path: folder("wikis"))
  let found = try index.search("lanterns")
  #expect(found.map(\.attribution.wiki) == ["Mwiki", "aawiki", "zzwiki"])
  _ = try index.verify()
}
