import TestSupport
import PassageStore
import PostingIndex
import Storage
import Testing

@testable import Footnote

@Test("The sample corpus becomes an index whose report and manifest agree with its files")
func sampleBuild() async throws {
  let sample = try await SampleIndex.shared()
  let report = sample.report
  let index = sample.index
  let files = try tree(sample.path)
  #expect(
    files.keys.sorted()
      == ([SmallIndex.pointer, SmallIndex.log, SmallIndex.manifest] + SmallIndex.segment).sorted())
  #expect(report.pageCount == 41)
  #expect(report.passageCount == Int(index.passages.passageCount))
  #expect(report.passageCount == index.postings.documentCount)
  #expect(report.faults.isEmpty)
  #expect(
    report.indexByteCount
      == SmallIndex.segment.reduce(0) { $0 + UInt64(files[$1]?.count ?? 0) })
  #expect(
    report.skipped == [
      "redirect": 1, "other namespace": 3, "empty text": 1, "deleted text": 1,
    ])
  var textByteCount = 0
  var languages: [String: UInt64] = [:]
  var pages: Set<String> = []
  try index.passages.forEachPassage(in: 0..<index.passages.passageCount) { _, stored in
    textByteCount += stored.record.passage.text.count
    languages[stored.revision.language, default: 0] += 1
    pages.insert("\(stored.revision.wiki) \(stored.revision.page.rawValue)")
  }
  #expect(report.textByteCount == UInt64(textByteCount))
  #expect(pages.count == 41)
  #expect(index.manifest.contents.languages == languages)
  #expect(index.manifest.contents.licenses == ["CC-BY-SA-4.0": UInt64(report.passageCount)])
  #expect(index.manifest.contents.wikis.count == 16)
  #expect(index.manifest.inputs.count == 16)
  #expect(index.manifest.inputs.allSatisfy { $0.date == "2026-01-01" })
}

@Test("The sample index verifies, and says how much it read")
func sampleVerifies() async throws {
  let sample = try await SampleIndex.shared()
  let report = try sample.index.verify()
  let files = try tree(sample.path)
  let pointer = try #require(files["CURRENT"])
  #expect(report.fileCount == 6)
  #expect(report.passageCount == sample.report.passageCount)
  #expect(report.byteCount == UInt64(files.values.reduce(0) { $0 + $1.count } - pointer.count))
}

@Test("Every question of the sample corpus finds its page, and nearly every one its answer")
func questionsFindTheirPages() async throws {
  let index = try await SampleIndex.shared().index
  let questions = try SampleCorpus.questions()
  #expect(questions.count == 68)
  var missingPages: [String] = []
  var missingAnswers: [String] = []
  for question in questions {
    let found = try index.search(question.text).filter {
      $0.attribution.wiki == question.wiki && $0.attribution.page.rawValue == question.page
    }
    if found.isEmpty { missingPages.append("\(question.id) \(question.text)") }
    if !found.contains(where: { $0.text.contains(question.answer) }) {
      missingAnswers.append("\(question.id) \(question.answer)")
    }
  }
  #expect(missingPages.isEmpty)
  #expect(missingAnswers.count * 20 <= questions.count, "\(missingAnswers)")
  print("questions whose answer is in none of 5 passages: \(missingAnswers)")
}

@Test("Articles in memory give the same passages and postings as the files that they came from")
func articlesInMemory() async throws {
  let folder = try TemporaryFolder()
  let dumps = [SampleCorpus.dump("de"), SampleCorpus.dump("ko")]
  let builder = IndexBuilder(options: SampleCorpus.options)
  let fromFiles = try await builder.build(files: dumps, output: folder("files.index"))
  let fromMemory = try await IndexBuilder().build(
    articles: try SampleCorpus.articles(dumps), output: folder("memory.index"))
  #expect(fromFiles.pageCount == 5)
  #expect(fromFiles.pageCount == fromMemory.pageCount)
  #expect(fromFiles.passageCount == fromMemory.passageCount)
  #expect(fromFiles.textByteCount == fromMemory.textByteCount)
  #expect(try segment(folder("files.index")) == segment(folder("memory.index")))
  #expect(try Index(path: folder("memory.index")).manifest.inputs.isEmpty)
}

@Test("A named pipe is read once, as standard input is")
func namedPipe() async throws {
  let folder = try TemporaryFolder()
  let pipe = try NamedPipe(folder("dump.pipe"), writing: SampleCorpus.dump("tr"))
  let report = try await IndexBuilder(options: SampleCorpus.options).build(
    files: [pipe.path], output: folder("pipe.index"))
  #expect(pipe.status() == 0)
  _ = try await IndexBuilder(options: SampleCorpus.options).build(
    files: [SampleCorpus.dump("tr")], output: folder("file.index"))
  #expect(report.pageCount == 1)
  #expect(try texts(folder("pipe.index")) == texts(folder("file.index")))
}

@Test("Lines of plain articles are read, and keep the addresses and numbers that they say")
func plainLines() async throws {
  let folder = try TemporaryFolder()
  var options = BuildOptions()
  options.wiki = "samplearticles"
  let report = try await IndexBuilder(options: options).build(
    files: [SampleCorpus.path("articles.jsonl")], output: folder("lines.index"))
  #expect(report.pageCount == 4)
  let index = try Index(path: folder("lines.index"))
  let found = try #require(try index.search("Who finished the Eddystone tower?").first)
  #expect(found.attribution.title == "Lighthouse")
  #expect(found.attribution.page.rawValue == 9_001)
  #expect(found.attribution.url == "https://articles.footnote.example/en/lighthouse")
  #expect(found.attribution.source.format == .plainText)
  #expect(
    found.attribution.permalink
      == "https://articles.footnote.example/w/index.php?title=Lighthouse&oldid=900101")
}

@Test("A dry run counts as a build does, and writes nothing")
func dryRun() async throws {
  let folder = try TemporaryFolder()
  var options = SampleCorpus.options
  options.isDryRun = true
  let dry = try await IndexBuilder(options: options).build(
    files: [SampleCorpus.dump("en")], output: folder("dry.index"))
  #expect(try folder.names.isEmpty)
  options.isDryRun = false
  let real = try await IndexBuilder(options: options).build(
    files: [SampleCorpus.dump("en")], output: folder("real.index"))
  #expect(dry.pageCount == real.pageCount)
  #expect(dry.passageCount == real.passageCount)
  #expect(dry.textByteCount == real.textByteCount)
  #expect(dry.skipped == real.skipped)
  #expect(dry.indexByteCount == 0)
}

@Test("The chosen namespaces, language, wiki and lengths are those of the index")
func chosenOptions() async throws {
  let folder = try TemporaryFolder()
  var options = SampleCorpus.options
  options.namespaces = [1, 14]
  options.language = "en-GB"
  options.wiki = "otherwiki"
  options.passageTarget = 100
  options.passageLimit = 200
  let report = try await IndexBuilder(options: options).build(
    files: [SampleCorpus.dump("en")], output: folder("talk.index"))
  #expect(report.pageCount == 2)
  let index = try Index(path: folder("talk.index"))
  try index.passages.forEachPassage(in: 0..<index.passages.passageCount) { _, stored in
    #expect([1, 14].contains(stored.revision.namespace))
    #expect(stored.revision.language == "en-GB")
    #expect(stored.revision.wiki == "otherwiki")
    #expect(stored.record.passage.text.text.count <= 200)
  }
}

@Test("Progress comes one call at a time, and never goes back")
func progress() async throws {
  let folder = try TemporaryFolder()
  let log = ProgressLog()
  var options = BuildOptions()
  options.threads = 4
  let report = try await IndexBuilder(options: options).build(
    articles: largeArticles(count: 12), output: folder("progress.index")
  ) { log.note($0) }
  let seen = log.seen
  #expect(!log.overlapped)
  #expect(seen.count > 3)
  #expect(seen.last?.phase == .writing)
  #expect(seen.last?.passageCount == report.passageCount)
  for (one, next) in zip(seen, seen.dropFirst()) {
    #expect(one.bytesRead <= next.bytesRead)
    #expect(one.pageCount <= next.pageCount)
    #expect(one.passageCount <= next.passageCount)
  }
}
