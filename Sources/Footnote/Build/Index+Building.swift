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
  ///
  /// Where those of an index are brought and none are given, ``BuildEmbedding/isLacking`` says so.
  ///
  /// - Throws: `FootnoteError.invalidOption` for vectors that do not belong to the index.
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
    case .brought:
      guard let brought else { return manifest.embedding.map(BuildEmbedding.init(lacking:)) }
      let embedding = try BuildEmbedding(.vectors(brought))
      guard embedding?.manifest == manifest.embedding else {
        throw .invalidOption(
          "vectors: expected \(manifest.embedding?.text ?? "none"), as \(path) has them, found "
            + "\(embedding?.manifest.text ?? "none"). Make them with that model, or build the "
            + "index again with vectors of the other one.")
      }
      return embedding
    }
  }

  /// Refuses passages without vectors.
  func checkVectors(of embedding: BuildEmbedding?) throws(FootnoteError) {
    guard let embedding, embedding.isLacking else { return }
    throw .invalidOption(
      "vectors: expected those of the passages (\(embedding.manifest.text)), since the vectors of "
        + "\(path) were brought, found none. Give them with --vectors.")
  }
}
