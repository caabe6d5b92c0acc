import Embedding
import Features

/// What passages get their vectors by as they are made.
enum PassageEmbedding: Sendable {
  case table(EmbeddingTable)
  case sketch
}

/// Gives passages their vectors as they are made; one for each thread.
struct PassageEmbedder {
  private var byTable: FeatureEmbedder?
  private var bySketch: SketchEmbedder?

  init(_ embedding: PassageEmbedding) {
    switch embedding {
    case .table(let table): byTable = FeatureEmbedder(table)
    case .sketch: bySketch = SketchEmbedder()
    }
  }

  /// The vector of a passage.
  ///
  /// - Parameters:
  ///   - counts: the features of its title, its sections' titles and its text.
  ///   - words: the words of all these, in order.
  ///   - headingCount: how many of them are the titles'.
  mutating func vector(
    of counts: [FeatureCount], words: [TextWord], headingCount: Int
  ) -> [Float] {
    byTable?.vector(of: counts, headings: words.prefix(headingCount))
      ?? bySketch?.vector(of: counts, words: words) ?? []
  }
}
