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

  init(_ options: AnalyzerOptions) {
    description = [
      options.canonicalDescription, RescoringWeights.canonicalDescription,
      ConfidenceWeights.canonicalDescription,
    ].joined(separator: " ")
    digest = hexadecimal(Storage.digest(.sha256, of: Array(description.utf8).rawBytes))
  }
}
