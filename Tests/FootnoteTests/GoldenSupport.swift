import Features
import Testing

@testable import Footnote

/// Whether this machine's Unicode data and Snowball are those that an index was made with.
///
/// Where they are not, opening refuses the index by design; its files are read all the same.
func hasEmbedder(ofIndex path: String) -> Bool {
  guard let manifest = try? IndexFolder(path: path).readManifest().manifest else { return false }
  return manifest.embedderDigest == Embedder(AnalyzerOptions(), manifest.embedding).digest
}

let otherEmbedder: Comment =
  "the golden index was made with other versions of Unicode's data or of Snowball"
