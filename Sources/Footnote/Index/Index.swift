import Features
import PassageStore
import PostingIndex
import Rescoring
import Storage

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
    let embedder = Embedder(options)
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
    } catch {
      throw .storage(error)
    }
    guard passages.passageCount == postings.documentCount else {
      throw .storage(
        .corrupt(
          path: folder.file(IndexFolder.postingsName, inSegment: segment), offset: 0,
          expected: "\(passages.passageCount) documents",
          found: "\(postings.documentCount)"))
    }
    guard Int(passages.passageCount) == words.documentCount else {
      throw .storage(
        .corrupt(
          path: folder.file(IndexFolder.wordsName, inSegment: segment), offset: 0,
          expected: "\(passages.passageCount) documents", found: "\(words.documentCount)"))
    }
    analyzers = AnalyzerPool(options)
  }
}
