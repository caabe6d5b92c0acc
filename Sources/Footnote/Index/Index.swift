import Embedding
import Features
import PassageStore
import PostingIndex
import Rescoring
import Storage
import VectorIndex

/// An index opened for searching.
///
/// Opening maps files and reads the manifest, in well under a millisecond whatever the size; the
/// rest is read when it is touched. An index is immutable and safe from many threads at once.
///
///     let index = try Index(path: "enwiki.index")
///     for passage in try index.search("Who painted the ceiling of the Sistine Chapel?") {
///       print(passage.rendered(as: .text))
///     }
public final class Index: Sendable {
  /// The folder that the index was opened from.
  public let path: String
  let folder: IndexFolder
  let manifest: Manifest
  /// The generation and the digests that each passage's attribution names.
  public let identity: IndexIdentity
  let passages: PassageStoreReader
  let postings: PostingIndexReader
  let words: WordStoreReader
  /// nil where the index was built without an embedding.
  let vectors: VectorIndexReader?
  /// What questions are embedded by; nil where their vectors must be given.
  let table: EmbeddingTable?
  let analyzers: AnalyzerPool
  let filters = FilterCache()

  /// Opens an index that a build published.
  ///
  /// - Throws: `FootnoteError.notAnIndex` for anything else, `.storage` with a too-new, too-old or
  ///   corrupt file, `.damagedManifest`, and `.otherEmbedder` when this program would turn a
  ///   question into other features than the build turned passages into.
  public init(path: String) throws(FootnoteError) {
    folder = IndexFolder(path: path)
    self.path = folder.path
    let (manifest, digest) = try folder.readManifest()
    self.manifest = manifest
    let options = AnalyzerOptions()
    let embedder = Embedder(options, manifest.embedding)
    guard manifest.embedderDigest == embedder.digest else {
      throw .otherEmbedder(
        path: folder.path, expected: embedder.digest, found: manifest.embedderDigest)
    }
    identity = IndexIdentity(
      generation: manifest.generation, manifestDigest: digest, embedderDigest: embedder.digest)
    let segment = manifest.segment.name
    do throws(StorageError) {
      passages = try PassageStoreReader(
        path: folder.file(IndexFolder.passagesName, inSegment: segment))
      postings = try PostingIndexReader(
        path: folder.file(IndexFolder.postingsName, inSegment: segment))
      words = try WordStoreReader(path: folder.file(IndexFolder.wordsName, inSegment: segment))
      vectors =
        manifest.embedding == nil
        ? nil
        : try VectorIndexReader(path: folder.file(IndexFolder.vectorsName, inSegment: segment))
      table =
        if case .table = manifest.embedding?.source {
          try EmbeddingTable(path: folder.file(IndexFolder.embeddingName))
        } else { nil }
    } catch {
      throw .storage(error)
    }
    analyzers = AnalyzerPool(options)
    try checkAgreement()
  }

  /// Refuses files of different indexes.
  private func checkAgreement() throws(FootnoteError) {
    func check(_ name: String, _ expected: String, _ found: String) throws(FootnoteError) {
      let path = folder.file(name, inSegment: manifest.segment.name)
      try check(path: path, expected, found)
    }
    func check(path: String, _ expected: String, _ found: String) throws(FootnoteError) {
      guard expected != found else { return }
      throw .storage(.corrupt(path: path, offset: 0, expected: expected, found: found))
    }
    let count = "\(passages.passageCount) documents"
    try check(IndexFolder.postingsName, count, "\(postings.documentCount) documents")
    try check(IndexFolder.wordsName, count, "\(words.documentCount) documents")
    guard let vectors, let embedding = manifest.embedding else { return }
    try check(IndexFolder.vectorsName, count, "\(vectors.vectorCount) documents")
    try check(
      IndexFolder.vectorsName, "vectors of \(embedding.dimensions) dimensions",
      "vectors of \(vectors.dimensions) dimensions")
    try check(
      IndexFolder.vectorsName, "the metric \(embedding.metric.name)",
      "the metric \(vectors.metric.name)")
    if let table {
      try check(
        path: table.path, "a table of \(embedding.dimensions) dimensions",
        "a table of \(table.dimensions) dimensions")
    }
  }
}
