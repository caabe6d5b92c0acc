import PassageStore
import PostingIndex
import Provenance
import Rescoring
import Storage
import VectorIndex

/// The files of one segment, opened.
///
/// A class, since it is handed on for every document: copies of its files' readers would cost more
/// than some of what is read by them.
final class Segment: Sendable {
  let name: String
  /// The number in its name.
  let number: UInt64
  let passages: PassageStoreReader
  let postings: PostingIndexReader
  let words: WordStoreReader
  /// nil where passages have no vectors.
  let vectors: VectorIndexReader?
  /// The tree over its passages.
  let proofs: MerkleFileReader
  /// nil where it changes nothing of older segments.
  let changes: SegmentChanges?

  /// Opens the files, and refuses those that do not belong together.
  init(_ manifest: Manifest.Segment, _ embedding: Manifest.Embedding?, in folder: IndexFolder)
    throws(FootnoteError)
  {
    name = manifest.name
    number = IndexFolder.number(ofSegment: manifest.name) ?? 0
    func path(_ file: String) -> String { folder.file(file, inSegment: manifest.name) }
    do throws(StorageError) {
      passages = try PassageStoreReader(path: path(IndexFolder.passagesName))
      postings = try PostingIndexReader(path: path(IndexFolder.postingsName))
      words = try WordStoreReader(path: path(IndexFolder.wordsName))
      vectors =
        embedding == nil ? nil : try VectorIndexReader(path: path(IndexFolder.vectorsName))
      proofs = try MerkleFileReader(path: path(IndexFolder.proofsName))
      changes =
        manifest.hasChanges ? try SegmentChanges(path: path(IndexFolder.changesName)) : nil
      try verifyWhatIsSmall()
    } catch {
      throw FootnoteError.storage(error).ofIndexFile
    }
    try checkAgreement(embedding, path)
    try checkProofs(manifest, path(IndexFolder.proofsName))
  }

  private func verifyWhatIsSmall() throws(StorageError) {
    try passages.verifyWhatIsSmall()
    try postings.verifyWhatIsSmall()
    try words.verifyWhatIsSmall()
    try vectors?.verifyWhatIsSmall()
    try proofs.verifyWhatIsSmall()
    try changes?.file.verifyWhatIsSmall()
  }

  private func checkProofs(
    _ manifest: Manifest.Segment, _ path: String
  ) throws(FootnoteError) {
    let expected = (
      leaves: "\(passages.passageCount) leaves", root: "the root \(manifest.root)"
    )
    let found = (leaves: "\(proofs.leafCount) leaves", root: "the root \(proofs.root.hexadecimal)")
    guard expected != found else { return }
    throw .storage(
      .corrupt(
        path: path, offset: 0, expected: "\(expected.leaves) and \(expected.root)",
        found: "\(found.leaves) and \(found.root)"))
  }

  private func checkAgreement(
    _ embedding: Manifest.Embedding?, _ path: (String) -> String
  ) throws(FootnoteError) {
    func check(_ name: String, _ expected: String, _ found: String) throws(FootnoteError) {
      guard expected != found else { return }
      throw .storage(.corrupt(path: path(name), offset: 0, expected: expected, found: found))
    }
    let count = "\(passages.passageCount) documents"
    try check(IndexFolder.postingsName, count, "\(postings.documentCount) documents")
    try check(IndexFolder.wordsName, count, "\(words.documentCount) documents")
    guard let vectors, let embedding else { return }
    try check(IndexFolder.vectorsName, count, "\(vectors.vectorCount) documents")
    try check(
      IndexFolder.vectorsName, "vectors of \(embedding.dimensions) dimensions",
      "vectors of \(vectors.dimensions) dimensions")
    try check(
      IndexFolder.vectorsName, "the metric \(embedding.metric.name)",
      "the metric \(vectors.metric.name)")
  }
}
