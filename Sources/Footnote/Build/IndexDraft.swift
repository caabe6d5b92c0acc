import Chunking
import Features
import PassageStore
import PostingIndex
import Storage
import Synchronization
import WikiIngest
import WikiModel

/// An index in the making: a folder beside its final place, which one rename publishes.
struct IndexDraft {
  private let output: String
  private let folder: IndexFolder
  private let segment: SegmentDraft

  /// The folders that builds of this process are writing.
  private static let open = Mutex<Set<String>>([])

  /// Makes the folder; one of the same name is what a killed build of this process number left.
  init(output: String) throws(FootnoteError) {
    let folder = IndexFolder(path: Folder.temporaryName(for: output))
    self.output = output
    self.folder = folder
    guard Self.open.withLock({ $0.insert(folder.path).inserted }) else {
      throw .outputExists(path: output)
    }
    do throws(StorageError) {
      try Folder.checkParent(of: output)
      if Folder.exists(folder.path) { try Folder.remove(folder.path) }
      try Folder.make(folder.path)
      segment = try SegmentDraft(IndexFolder.segmentName(number: 1), in: folder)
    } catch {
      Self.discard(folder)
      throw .storage(error)
    }
  }

  /// Where a table that is trained for the index is written.
  var embeddingPath: String { folder.file(IndexFolder.embeddingName) }

  func makeSink(
    _ embedding: BuildEmbedding?, _ memory: WriterMemory
  ) throws(FootnoteError) -> SegmentSink {
    try segment.makeSink(embedding, memory)
  }

  /// Removes everything that was written.
  func discard() { Self.discard(folder) }

  private static func discard(_ folder: IndexFolder) {
    // The failure that led here is what the caller hears about, not a second one.
    try? Folder.remove(folder.path)
    close(folder)
  }

  /// Lets another build write beside the same place.
  private static func close(_ folder: IndexFolder) {
    open.withLock { _ = $0.remove(folder.path) }
  }

  /// Writes the last files, syncs all, and gives the folder its name.
  func publish(
    _ sink: SegmentSink, _ state: ArticleSource.State, inputs: [String],
    _ chunking: ChunkingOptions, _ embedding: BuildEmbedding?,
    _ options: BuildOptions
  ) async throws(FootnoteError) -> BuildReport {
    let finished = try await sink.finish()
    if let exclusions = options.exclusions { try folder.installFirst(exclusions) }
    do throws(StorageError) {
      var skipped = state.skippedByName
      if finished.superseded > 0 { skipped["older revision"] = finished.superseded }
      let segment = try segment.described(finished.statistics, hasVectors: embedding != nil)
      var manifest = manifest(
        segment, finished.statistics, inputs, skipped, chunking, embedding?.manifest)
      manifest.namespaceNames = state.namespaceNames
      manifest.policy = options.policy
      try embedding?.writeFile(to: folder)
      try folder.writeFirst(manifest)
      try Folder.publish(folder.path, as: output)
      Self.close(folder)
      return BuildReport(
        pageCount: Int(segment.pageCount), passageCount: Int(segment.passageCount),
        textByteCount: finished.statistics.textByteCount,
        indexByteCount: (segment.files + (embedding?.manifest.files ?? []))
          .reduce(0) { $0 + $1.byteCount }, skipped: skipped,
        faults: state.faults)
    } catch {
      throw .storage(error)
    }
  }

  private func manifest(
    _ segment: Manifest.Segment, _ statistics: PassageStatistics, _ inputs: [String],
    _ skipped: [String: Int], _ chunking: ChunkingOptions, _ embedding: Manifest.Embedding?
  ) -> Manifest {
    let embedder = Embedder(AnalyzerOptions(), embedding)
    return Manifest(
      generation: 1, asOf: statistics.newest, embedderDigest: embedder.digest,
      embedder: embedder.description, passages: chunking.canonicalDescription,
      inputs: inputs.map(Manifest.Input.init(path:)), embedding: embedding, segments: [segment],
      contents: Manifest.Contents(statistics), skipped: skipped.mapValues { UInt64($0) })
  }
}

extension Manifest.Input {
  init(path: String) {
    let name = SourceName(path: path)
    self.init(name: name.name, date: name.date)
  }
}
