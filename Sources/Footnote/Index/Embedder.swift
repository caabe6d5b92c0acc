import Features
import Rescoring
import Storage

/// What turns text into features, named by a digest.
///
/// Two programs with the same digest give the same features and impacts for the same text.
struct Embedder {
  let description: String
  /// SHA-256 of the description, as 64 hexadecimal digits.
  let digest: String

  /// - Parameters:
  ///   - embedding: of an index whose passages have vectors.
  init(_ options: AnalyzerOptions, _ embedding: Manifest.Embedding? = nil) {
    var parts = [
      options.canonicalDescription, RescoringWeights.canonicalDescription,
      ConfidenceWeights.canonicalDescription,
    ]
    if let embedding {
      parts += [embedding.canonicalDescription, FusionWeights.canonicalDescription]
    }
    description = parts.joined(separator: " ")
    digest = hexadecimal(Storage.digest(.sha256, of: Array(description.utf8).rawBytes))
  }
}
