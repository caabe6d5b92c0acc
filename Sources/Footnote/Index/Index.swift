import Embedding
import Features
import Provenance
import Storage
import Synchronization

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
  let manifestByteCount: UInt64
  /// The generation and the digests that each passage's attribution names.
  public let identity: IndexIdentity
  let segments: SegmentSet
  /// What questions are embedded by; nil where their vectors must be given.
  let table: EmbeddingTable?
  let analyzers: AnalyzerPool
  let attributions = IdlePool<AttributionMaker>()
  let positions: PagePositions
  let languagePassages = LanguagePassagesCache()
  /// The generation's signed checkpoint, once a receipt has needed it.
  let note = Mutex<SignedNote?>(nil)
  /// What may be handed out; see ``served()``.
  let revocationState = RevocationState()
  /// Whether a list that is in place is passed over.
  let ignoresRevocations: Bool

  /// Keeps the generation from being removed as long as somebody reads it.
  private let hold: FileLock?

  /// Opens the newest generation of an index.
  ///
  /// - Throws: `FootnoteError.notAnIndex` for anything else, `.storage` with a too-new, too-old or
  ///   corrupt file, `.damagedManifest`, and `.otherEmbedder` when this program would turn a
  ///   question into other features than the build turned passages into.
  public convenience init(path: String) throws(FootnoteError) {
    let folder = IndexFolder(path: path)
    try self.init(
      folder,
      held: try folder.hold { () throws(FootnoteError) in
        try folder.readManifest()
      })
  }

  /// Opens one generation of an index.
  ///
  /// - Throws: As ``init(path:)``, and `FootnoteError.noGeneration` where the index has it not, or
  ///   no more.
  public convenience init(path: String, generation: UInt64) throws(FootnoteError) {
    let folder = IndexFolder(path: path)
    try self.init(
      folder,
      held: try folder.hold { () throws(FootnoteError) in
        try folder.readManifest(generation: generation)
      })
  }

  /// Opens the newest generation that has taken in nothing newer than a moment.
  ///
  /// - Throws: As ``init(path:generation:)``.
  public convenience init(path: String, asOf moment: Timestamp) throws(FootnoteError) {
    let folder = IndexFolder(path: path)
    try self.init(
      folder,
      held: try folder.hold { () throws(FootnoteError) in
        try folder.readManifest(asOf: moment)
      })
  }

  /// The newest generation: this index where there is no newer one, and else another.
  ///
  /// What both have in common is not opened again, so that following an index costs microseconds.
  /// Searches under way in this one are not touched.
  ///
  /// - Throws: As ``init(path:)``.
  public func refreshed() throws(FootnoteError) -> Index {
    guard try folder.readPointer().manifestDigest != identity.manifestDigest else { return self }
    let held = try folder.hold { () throws(FootnoteError) in try folder.readManifest() }
    return try Index(folder, held: held, after: self, ignoresRevocations: ignoresRevocations)
  }

  /// The same generation, opened so that it passes over the list of what is revoked.
  func passingOverRevocations() throws(FootnoteError) -> Index {
    let generation = identity.generation
    let held = try folder.hold { () throws(FootnoteError) in
      try folder.readManifest(generation: generation)
    }
    return try Index(folder, held: held, after: self, ignoresRevocations: true)
  }

  /// Opens the generation that a writer builds on.
  ///
  /// It needs no hold: only the writer itself removes generations.
  convenience init(_ writer: GenerationWriter) throws(FootnoteError) {
    try self.init(
      writer.folder, held: IndexFolder.HeldManifest(manifest: writer.current, lock: nil))
  }

  private init(
    _ folder: IndexFolder, held: IndexFolder.HeldManifest, after before: Index? = nil,
    ignoresRevocations: Bool = false
  ) throws(FootnoteError) {
    self.folder = folder
    self.ignoresRevocations = ignoresRevocations
    let stored = held.manifest
    hold = held.lock
    manifest = stored.manifest
    manifestByteCount = stored.byteCount
    self.path = folder.path
    let options = AnalyzerOptions()
    let embedder = Embedder(options, manifest.embedding)
    guard manifest.embedderDigest == embedder.digest else {
      throw .otherEmbedder(
        path: folder.path, expected: embedder.digest, found: manifest.embedderDigest)
    }
    identity = IndexIdentity(
      generation: manifest.generation, manifestDigest: stored.digest,
      embedderDigest: embedder.digest)
    var opened: [Segment] = []
    for segment in manifest.segments {
      if let known = before?.segment(segment) {
        opened.append(known)
      } else {
        opened.append(try Segment(segment, manifest.embedding, in: folder))
      }
    }
    do throws(StorageError) {
      segments = try SegmentSet(opened)
      table =
        if case .table = manifest.embedding?.source {
          if let known = before?.table {
            known
          } else {
            try Self.openedTable(in: folder)
          }
        } else { nil }
    } catch {
      throw FootnoteError.storage(error).ofIndexFile
    }
    analyzers = before?.analyzers ?? AnalyzerPool(options)
    positions = PagePositions(segments)
    try checkAgreement()
  }

  private static func openedTable(in folder: IndexFolder) throws(StorageError) -> EmbeddingTable {
    let table = try EmbeddingTable(path: folder.file(IndexFolder.embeddingName))
    try table.verifyWhatIsSmall()
    return table
  }

  /// The segment with these very files, opened; nil where there is none.
  private func segment(_ wanted: Manifest.Segment) -> Segment? {
    manifest.segments.firstIndex(of: wanted).map { segments.parts[$0].segment }
  }

  /// Refuses files of different indexes.
  private func checkAgreement() throws(FootnoteError) {
    guard UInt64(segments.documentCount) == manifest.contents.passageCount else {
      throw .damagedManifest(
        path: path, expected: "\(manifest.contents.passageCount) passages",
        found: "\(segments.documentCount) in the segments")
    }
    guard let table, let embedding = manifest.embedding else { return }
    guard table.dimensions == embedding.dimensions else {
      throw .storage(
        .corrupt(
          path: table.path, offset: 0, expected: "a table of \(embedding.dimensions) dimensions",
          found: "a table of \(table.dimensions) dimensions"))
    }
  }
}
