import Embedding
import Features
import Storage

/// Turns texts and questions into unit vectors by a table of `footnote train`, without an index.
///
/// They are bit for bit what a build with the table gives its passages, and a search its questions.
/// One for each thread; some microseconds a text.
///
///     var embedder = try TextEmbedder(table: "enwiki.embedding")
///     let vector = embedder.vector(of: text, under: ["Anarchism", "History"], language: "en")
public struct TextEmbedder {
  /// The length of the vectors.
  public let dimensions: Int

  private var embedder: FeatureEmbedder
  private let analyzer: TextAnalyzer
  private var counts: [FeatureCount] = []

  /// Opens a table and reads all of it, to see that it is sound.
  ///
  /// - Parameters:
  ///   - path: Of the file that training wrote.
  ///   - dimensions: How many of the table's dimensions vectors have, from the first on, which tell
  ///     the most; nil takes all.
  /// - Throws: `FootnoteError.badTable` for a file that is no sound table, `.invalidOption` for
  ///   more dimensions than it has.
  public init(table path: String, dimensions: Int? = nil) throws(FootnoteError) {
    let table: EmbeddingTable
    do throws(FootnoteError) {
      table = try storing { () throws(StorageError) in
        let table = try EmbeddingTable(path: path)
        try table.verify()
        return table
      }
    } catch {
      throw error.ofNamedTable
    }
    self.dimensions = dimensions ?? table.dimensions
    guard (1...table.dimensions).contains(self.dimensions) else {
      throw .invalidOption(
        "Dimensions: expected 1 to \(table.dimensions), as many as \(path) has, found "
          + "\(self.dimensions). Take fewer, or train a table with more.")
    }
    embedder = FeatureEmbedder(table, dimensions: dimensions)
    analyzer = TextAnalyzer(options: AnalyzerOptions())
  }

  /// The vector of a text; zeros where the table knows none of its words.
  ///
  /// - Parameters:
  ///   - titles: The article's title and those of the sections around the text, outermost first.
  ///   - language: A BCP 47 tag or a Wikipedia edition's code.
  public mutating func vector(
    of text: String, under titles: [String] = [], language: String
  ) -> [Float] {
    let heading = titles.joined(separator: "\n")
    let headingCount = analyzer.words(of: Array(heading.utf8).span, language: language).count
    counts.removeAll(keepingCapacity: true)
    let whole = Array((titles.isEmpty ? text : heading + "\n" + text).utf8)
    _ = analyzer.appendFeatures(of: whole.span, language: language, to: &counts)
    return embedder.vector(of: counts, headings: analyzer.words.prefix(headingCount))
  }

  /// The vector of a question to texts in some languages; zeros where the table knows none of its
  /// words.
  ///
  /// Of a question, ``SearchOptions/questionByteLimit`` bytes are looked at.
  public mutating func vector(ofQuestion question: String, languages: [String]) -> [Float] {
    embedder.vector(
      ofQuestion: analyzer.queryFeatures(
        of: AnalyzerPool.bounded(question).span, languages: languages))
  }
}
