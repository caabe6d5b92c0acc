import Chunking
import Embedding
import Features
import PassageStore
import TestSupport
import Testing
import WikiIngest

@testable import Footnote

@Suite("Embedding texts without an index")
struct TextEmbedderTests {
  private static let table = SampleCorpus.path("sample.embedding")

  private func product(_ left: [Float], _ right: [Float]) -> Float {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Every passage of the sample corpus as a build embeds it, beside what it is made of.
  private func embeddedPassages() throws -> [(record: ProcessedArticle, vectors: [[Float]])] {
    let table = try EmbeddingTable(path: Self.table)
    let processor = ArticleProcessor(
      chunking: .init(), analysis: .init(), embedding: .table(table), makesFeatures: true)
    let converter = WikitextConverter()
    return try SampleCorpus.articles(SampleCorpus.dumps).map { article in
      let processed = processor.process(article, converter: converter)
      return (
        processed,
        processed.records.indices.map {
          Array(processed.vectors[$0 * table.dimensions..<($0 + 1) * table.dimensions])
        }
      )
    }
  }

  @Test("gives a passage the vector that a build gives it, in every language")
  func passages() throws {
    var embedder = try TextEmbedder(table: Self.table)
    for (article, vectors) in try embeddedPassages() {
      for (record, vector) in zip(article.records, vectors) {
        let found = embedder.vector(
          of: String(decoding: record.passage.text, as: UTF8.self),
          under: [article.revision.title] + record.passage.sectionPath,
          language: article.revision.language)
        #expect(found == vector, "\(article.revision.title), \(record.passage.sectionPath)")
      }
    }
  }

  @Test("gives a question the vector by which an index finds the nearest passages")
  func questions() async throws {
    let folder = try TemporaryFolder()
    var options = SampleCorpus.options
    options.embedding = .table(path: Self.table)
    _ = try await IndexBuilder(options: options).build(
      files: [SampleCorpus.dump("en")], output: folder("en.index"))
    let index = try Index(path: folder("en.index"))
    var embedder = try TextEmbedder(table: Self.table)
    for question in [
      "On which island did the lighthouse of Alexandria stand?",
      "After which place is kaolin named?",
    ] {
      let vector = embedder.vector(ofQuestion: question, languages: ["en"])
      #expect(abs(product(vector, vector) - 1) < 1e-5)
      let found = try index.search(
        question, options: SearchOptions(count: 3, mode: .dense, recall: 1))
      #expect(found.count == 3)
      for passage in found {
        let source = passage.attribution
        let other = embedder.vector(
          of: passage.text, under: [source.title] + source.sectionPath, language: "en")
        #expect(abs(Double(product(vector, other)) - passage.score) < 0.02)
      }
    }
  }

  @Test("takes the leading dimensions alone, as unit vectors again")
  func leadingDimensions() throws {
    var whole = try TextEmbedder(table: Self.table)
    var short = try TextEmbedder(table: Self.table, dimensions: 24)
    #expect(short.dimensions == 24 && whole.dimensions > 24)
    let text = "The keeper of the lighthouse lit the lamp at dusk."
    let vector = short.vector(of: text, language: "en")
    let first = whole.vector(of: text, language: "en").prefix(24)
    let length = first.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(vector.count == 24 && length > 0)
    for (found, expected) in zip(vector, first) { #expect(abs(found - expected / length) < 1e-5) }
  }

  @Test("gives zeros where the table knows nothing")
  func nothingKnown() throws {
    var embedder = try TextEmbedder(table: Self.table)
    let zeros = [Float](repeating: 0, count: embedder.dimensions)
    for text in ["", " \n", "!?", "\u{1F600}"] {
      #expect(embedder.vector(of: text, language: "en") == zeros)
      #expect(embedder.vector(ofQuestion: text, languages: []) == zeros)
    }
  }

  @Test("refuses more dimensions than the table has, none, and what is no table")
  func refusals() throws {
    for dimensions in [0, -1, 100_000] {
      #expect {
        _ = try TextEmbedder(table: Self.table, dimensions: dimensions)
      } throws: { error in
        if case FootnoteError.invalidOption = error { true } else { false }
      }
    }
    let folder = try TemporaryFolder()
    let damaged = try folder.file("table", Array(contents(of: Self.table).dropLast()))
    for path in [damaged, folder("absent")] {
      #expect {
        _ = try TextEmbedder(table: path)
      } throws: { error in
        if case FootnoteError.badTable = error { true } else { false }
      }
    }
  }
}
