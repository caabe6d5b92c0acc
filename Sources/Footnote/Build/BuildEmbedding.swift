import Embedding
import Storage
import VectorIndex
import VectorInput

/// What gives a build's passages their vectors, opened and checked.
struct BuildEmbedding: Sendable {
  enum Source: Sendable {
    case made(PassageEmbedding)
    case brought(PassageVectors)
    /// They are brought, and nobody has given them: enough where no passage comes.
    case lacking
  }

  let source: Source
  let manifest: Manifest.Embedding

  /// nil where the passages get no vectors, or by a table that is yet to be trained.
  ///
  /// - Throws: `FootnoteError.vectors` for a bad file of vectors and `.badTable` for a bad table,
  ///   before anything is built; `.invalidOption` for a model without name or version.
  init?(_ source: EmbeddingSource) throws(FootnoteError) {
    switch source {
    case .none, .trained: return nil
    case .sketch: self = .sketch
    case .table(let path):
      do throws(FootnoteError) { try self.init(table: path) } catch { throw error.ofNamedTable }
    case .vectors(let files): try self.init(files)
    }
  }

  init(table path: String) throws(FootnoteError) {
    let table = try storing { () throws(StorageError) in
      let table = try EmbeddingTable(path: path)
      try table.verify()
      return table
    }
    let file = try storing { () throws(StorageError) in
      Manifest.File(
        name: IndexFolder.embeddingName, byteCount: try Folder.byteCount(ofFile: path),
        sha256: table.digest)
    }
    source = .made(.table(table))
    // The vectors have length 1, so that this is their cosine.
    manifest = Manifest.Embedding(
      source: .table(file), dimensions: table.dimensions, metric: .innerProduct)
  }

  private init(_ files: BroughtVectors) throws(FootnoteError) {
    for (name, value) in [("model", files.model), ("model's version", files.modelVersion)]
    where value.isEmpty {
      throw .invalidOption("The \(name) of the vectors: expected a name, found none.")
    }
    let vectors = try refusing { () throws(VectorInputError) in
      let vectors = try PassageVectors(path: files.path, idsPath: files.idsPath)
      try vectors.checkAll()
      return vectors
    }
    source = .brought(vectors)
    manifest = Manifest.Embedding(
      source: .brought(model: files.model, version: files.modelVersion),
      dimensions: vectors.dimensions, metric: files.metric)
  }

  /// For changes without passages to an index whose vectors were brought.
  init(lacking manifest: Manifest.Embedding) { self.init(source: .lacking, manifest: manifest) }

  var isLacking: Bool { if case .lacking = source { true } else { false } }

  /// Vectors that need neither a table nor a model.
  static let sketch = BuildEmbedding(
    source: .made(.sketch),
    manifest: Manifest.Embedding(
      source: .sketch, dimensions: EmbeddingSketch.dimensions, metric: .innerProduct))

  private init(source: Source, manifest: Manifest.Embedding) {
    self.source = source
    self.manifest = manifest
  }

  /// What passages are embedded by as they are made; nil where vectors are brought.
  var made: PassageEmbedding? {
    if case .made(let embedding) = source { embedding } else { nil }
  }

  /// Makes what writes the vectors of a segment.
  func makeVectors(folder: String, threads: Int) throws(StorageError) -> SegmentVectors {
    try SegmentVectors(self, folder: folder, threads: threads)
  }

  /// Puts what questions need into the index's folder.
  func writeFile(to folder: IndexFolder) throws(StorageError) {
    let target = folder.file(IndexFolder.embeddingName)
    // One that was trained for the index stands there already.
    if case .made(.table(let table)) = source, table.path != target {
      try Folder.copyFile(table.path, to: target)
    }
  }
}
