import Embedding
import Features

/// Turns the features of passages and questions into vectors by a table; one for each thread.
struct FeatureEmbedder {
  private var encoder: EmbeddingEncoder

  /// - Parameter dimensions: The table's first ones; nil takes all.
  init(_ table: EmbeddingTable, dimensions: Int? = nil) {
    encoder = EmbeddingEncoder(table, dimensions: dimensions)
  }

  /// The vector of a passage.
  ///
  /// - Parameters:
  ///   - counts: the features of its title, its sections' titles and its text.
  ///   - headings: the words of the titles, which count once more, as they do in training.
  mutating func vector(of counts: [FeatureCount], headings: ArraySlice<TextWord>) -> [Float] {
    encoder.vector(
      of: counts.map { EmbeddedFeature(feature: $0.feature, count: $0.count) }
        + headings.map { EmbeddedFeature(feature: $0.stem, count: 1) })
  }

  /// The vector of a question; zeros where the table knows none of its words.
  mutating func vector(ofQuestion features: [QueryFeature]) -> [Float] {
    encoder.vector(
      of: features.lazy.map {
        EmbeddedFeature(feature: $0.feature, count: $0.multiplicity)
      })
  }
}
