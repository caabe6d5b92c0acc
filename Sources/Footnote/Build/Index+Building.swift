import Chunking
import Embedding

extension Index {
  /// How its passages were cut.
  func chunking() throws(FootnoteError) -> ChunkingOptions {
    guard let options = ChunkingOptions(canonicalDescription: manifest.passages) else {
      throw .damagedManifest(
        path: path, expected: "\(ChunkingOptions().canonicalDescription), or other lengths",
        found: manifest.passages)
    }
    return options
  }

  /// What gives new passages their vectors.
  func buildEmbedding(_ brought: BroughtVectors?) throws(FootnoteError) -> BuildEmbedding? {
    switch manifest.embedding?.source {
    case nil, .table, .sketch:
      guard brought == nil else {
        throw .invalidOption(
          "vectors: expected none, since \(path) has none that were brought, found a file. Leave "
            + "it out, or build the index again with it.")
      }
      if manifest.embedding?.source == .sketch { return .sketch }
      guard let table else { return nil }
      return try BuildEmbedding(table: table.path)
    case .brought(let model, let version):
      guard let brought else {
        throw .invalidOption(
          "vectors: expected those of the passages, by \(model) \(version), since the vectors "
            + "of \(path) were brought, found none. Give them with --vectors.")
      }
      let embedding = try BuildEmbedding(.vectors(brought))
      guard embedding?.manifest == manifest.embedding else {
        throw .invalidOption(
          "vectors: expected \(manifest.embedding?.canonicalDescription ?? ""), found "
            + "\(embedding?.manifest.canonicalDescription ?? "none").")
      }
      return embedding
    }
  }
}
