import JSON
import Storage
import TestSupport
import Testing

@testable import Embedding
@testable import Features
@testable import Footnote

/// The sample corpus with vectors by the sample table.
private struct TableSample: Sendable {
  static let table = SampleCorpus.root + "/Data/sample.embedding"

  let folder: TemporaryFolder
  let index: Index
  var path: String { folder("sample.index") }

  static func shared() async throws -> TableSample { try await building.value }

  private static let building = Task {
    let folder = try TemporaryFolder()
    ExitCleaning.remove(folder.path)
    var options = SampleCorpus.options
    options.embedding = .table(path: table)
    _ = try await IndexBuilder(options: options).build(
      files: SampleCorpus.dumps, output: folder("sample.index"))
    return TableSample(folder: folder, index: try Index(path: folder("sample.index")))
  }
}

@Suite("An index with a table")
struct TableTests {
  @Test("holds a copy of the table, which the manifest names, and is sound")
  func copy() async throws {
    let sample = try await TableSample.shared()
    let table = try contents(of: TableSample.table)
    #expect(try contents(of: sample.path + "/embedding") == table)
    guard case .table(let file)? = sample.index.manifest.embedding?.source else {
      Issue.record("no table")
      return
    }
    #expect(file.name == "embedding" && file.byteCount == UInt64(table.count))
    #expect(file.sha256 == hexadecimal(digest(.sha256, of: table.rawBytes)))
    let manifest = sample.index.manifest
    #expect(try Manifest(decoding: manifest.encoded, path: "manifest") == manifest)
    #expect(try sample.index.verify().fileCount == 8)
    #expect(sample.index.summary.files.map(\.name).first == "embedding")
  }

  @Test("is the same for any number of threads and any order of articles")
  func determinism() async throws {
    let folder = try TemporaryFolder()
    let articles = try SampleCorpus.articles(SampleCorpus.dumps)
    var generator = SeededGenerator(for: "TableTests.determinism")
    var trees: [[String: [UInt8]]] = []
    for (number, threads) in [1, 2, 5].enumerated() {
      var options = BuildOptions()
      options.threads = threads
      options.embedding = .table(path: TableSample.table)
      let given = number == 2 ? articles.shuffled(using: &generator) : articles
      _ = try await IndexBuilder(options: options).build(
        articles: given, output: folder("\(number)"))
      trees.append(try tree(folder("\(number)")))
    }
    #expect(trees[0].count == 9)
    #expect(trees[1] == trees[0])
    #expect(trees[2] == trees[0])
  }

  @Test("embeds questions itself, so that all modes need the question's words alone")
  func modes() async throws {
    let index = try await TableSample.shared().index
    for question in try SampleCorpus.questions().map(\.text) {
      let hybrid = try index.search(question)
      #expect(try index.search(question, options: SearchOptions(mode: .hybrid)) == hybrid)
      let dense = try index.search(question, options: SearchOptions(mode: .dense))
      #expect(dense.count == 5 && dense.map(\.score) == dense.map(\.score).sorted(by: >))
      #expect(dense.allSatisfy { $0.confidence == nil })
    }
    #expect(throws: FootnoteError.self) {
      _ = try index.search("x", options: SearchOptions(questionVector: [1, 2]))
    }
  }

  @Test("tables know the features that texts have today")
  func features() {
    #expect(EmbeddingFormat.featureVersion == UInt32(AnalyzerOptions.tokenizerVersion))
  }

  @Test("a question of which the table knows no word is believed as words alone are")
  func confidenceWithoutVectors() async throws {
    let folder = try TemporaryFolder()
    var options = BuildOptions()
    options.embedding = .table(path: TableSample.table)
    let word = "\u{10A0}\u{10A1}\u{10A2}"
    _ = try await IndexBuilder(options: options).build(
      articles: (1...9).map { plainArticle($0, "\($0) lighthouse\($0 == 3 ? " \(word)" : "").") },
      output: folder("an.index"))
    let index = try Index(path: folder("an.index"))
    #expect(try index.search(word, options: SearchOptions(mode: .dense)).isEmpty)
    let found = try index.search(word, options: SearchOptions(mode: .hybrid, explains: true))
    let byWords = try index.search(word, options: SearchOptions(mode: .sparse))
    #expect(found.count == 1 && found.map(\.score) == byWords.map(\.score))
    #expect(found.first?.confidence == byWords.first?.confidence)
    let parts = try #require(found.first?.explanation?.confidenceFeatures)
    #expect(!parts.contains { $0.name == "likeness" })
  }

  @Test("hybrid searches have a confidence that falls with the ranks, sums of ranks have none")
  func confidence() async throws {
    let index = try await TableSample.shared().index
    var first: [Double] = []
    for question in try SampleCorpus.questions().map(\.text) {
      let found = try index.search(question, options: SearchOptions(count: 100, mode: .hybrid))
      let told = found.compactMap(\.confidence)
      #expect(told.count == found.count && told == told.sorted(by: >))
      #expect(told.allSatisfy { (0...1).contains($0) })
      let few = try index.search(question, options: SearchOptions(count: 1, mode: .hybrid))
      #expect(few.first?.confidence == told.first)
      first += told.prefix(1)
      let ranks = SearchOptions(mode: .hybrid, fusion: .reciprocalRank)
      #expect(try index.search(question, options: ranks).allSatisfy { $0.confidence == nil })
    }
    let unknown = try [
      "Which enzyme splits lactose?", "Who won the 2031 ice hockey cup?", "How is a violin tuned?",
    ].map { try index.search($0, options: SearchOptions(mode: .hybrid)).first?.confidence ?? 0 }
    func mean(_ chances: [Double]) -> Double { chances.reduce(0, +) / Double(chances.count) }
    #expect(mean(unknown) < mean(first) / 2, "\(unknown) \(first)")
  }

  @Test("finds nothing for a question of which the table knows no word, by vectors alone")
  func unknownWords() async throws {
    let index = try await TableSample.shared().index
    for question in ["", "\u{1F9ED}"] {
      #expect(try index.search(question, options: SearchOptions(mode: .dense)).isEmpty)
      #expect(try index.search(question, options: SearchOptions(mode: .hybrid)).isEmpty)
    }
  }

  @Test("is refused where the table is missing, cut short, another, or damaged")
  func damage() async throws {
    let sample = try await TableSample.shared()
    let folder = try TemporaryFolder()
    let files = try tree(sample.path)
    try write(files, to: folder("index"))
    let path = folder("index") + "/embedding"
    func refusal() -> FootnoteError? {
      do throws(FootnoteError) {
        _ = try Index(path: folder("index")).verify()
        return nil
      } catch {
        return error
      }
    }
    let sound = try #require(files["embedding"])
    #expect(refusal() == nil)
    var flipped = sound
    flipped[sound.count / 2] ^= 1
    let other = try #require(files["segment-000001/postings"])
    for bytes in [flipped, Array(sound.dropLast(64)), other, []] {
      try overwrite(path, bytes)
      guard case .storage? = refusal() else {
        Issue.record("\(bytes.count) bytes were taken")
        continue
      }
    }
    // What is small in it is looked at by all who open the index.
    let place = try #require(sound.firstRange(of: "held_out".utf8)?.lowerBound)
    flipped = sound
    flipped[place] ^= 1
    try overwrite(path, flipped)
    #expect(throws: FootnoteError.self) { try Index(path: folder("index")) }
    try Folder.removeFile(path)
    #expect("\(String(describing: refusal()))".contains("embedding"))
  }

  @Test("cannot be trained on what is read only once")
  func trainingNeedsFiles() async throws {
    let folder = try TemporaryFolder()
    var options = BuildOptions()
    options.embedding = .trained
    let builder = IndexBuilder(options: options)
    for build in [
      { try await builder.build(files: ["-"], output: folder("index")) },
      { try await builder.build(articles: [plainArticle(1, "One.")], output: folder("index")) },
    ] {
      do {
        _ = try await build()
        Issue.record("it was built")
      } catch {
        #expect("\(error)".contains("read twice"))
      }
    }
    #expect(try folder.names.isEmpty)
  }
}
