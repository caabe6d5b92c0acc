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
  /// Memory for postings before they are written out as a sorted run.
  ///
  /// A build of a bzip2 dump then takes some 150 MB, and one from zstd 130 MB more for its window,
  /// whatever their length; 512 MB would make one of 252 million characters an eighth faster and
  /// take 550 MB.
  private static let postingMemory = 64 << 20

  private let output: String
  private let folder: IndexFolder
  private let segmentName = IndexFolder.segmentName(number: 1)
  private let generation: UInt64 = 1

  /// The folders that builds of this process are writing.
  private static let open = Mutex<Set<String>>([])

  /// Makes the folder; one of the same name is what a killed build of this process number left.
  init(output: String) throws(FootnoteError) {
    self.output = output
    folder = IndexFolder(path: Folder.temporaryName(for: output))
    guard Self.open.withLock({ $0.insert(folder.path).inserted }) else {
      throw .outputExists(path: output)
    }
    do throws(StorageError) {
      if Folder.exists(folder.path) { try Folder.remove(folder.path) }
      try Folder.make(folder.path)
      try Folder.make(folder.file(segmentName))
    } catch {
      discard()
      throw .storage(error)
    }
  }

  /// Where a table that is trained for the index is written.
  var embeddingPath: String { folder.file(IndexFolder.embeddingName) }

  func makeSink(
    _ embedding: BuildEmbedding?, threads: Int
  ) throws(FootnoteError) -> SegmentSink {
    let segment = folder.file(segmentName)
    return try storing { () throws(StorageError) in
      SegmentSink(
        try SegmentBuilder(
          folder: segment, postingMemory: Self.postingMemory,
          vectors: try embedding?.makeVectors(folder: segment, threads: threads)))
    }
  }

  /// Removes everything that was written.
  func discard() {
    // The failure that led here is what the caller hears about, not a second one.
    try? Folder.remove(folder.path)
    close()
  }

  /// Lets another build write beside the same place.
  private func close() { Self.open.withLock { _ = $0.remove(folder.path) } }

  /// Writes the last files, syncs all, and gives the folder its name.
  func publish(
    _ sink: SegmentSink, _ state: ArticleSource.State, inputs: [String],
    _ chunking: ChunkingOptions, _ embedding: BuildEmbedding?
  ) async throws(FootnoteError) -> BuildReport {
    guard let finished = try await sink.finish() else {
      preconditionFailure("a draft's sink has a builder")
    }
    do throws(StorageError) {
      var skipped = state.skippedByName
      if finished.superseded > 0 { skipped["older revision"] = finished.superseded }
      let segment = try describedSegment(finished.statistics, hasVectors: embedding != nil)
      let manifest = manifest(
        segment, finished.statistics, inputs, skipped, chunking, embedding?.manifest)
      try embedding?.writeFile(to: folder)
      try write(manifest)
      try Folder.synchronize(folder.file(segmentName))
      try Folder.publish(folder.path, as: output)
      close()
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
      generation: generation, embedderDigest: embedder.digest, embedder: embedder.description,
      passages: chunking.canonicalDescription,
      inputs: inputs.map {
        let name = SourceName(path: $0)
        return Manifest.Input(name: name.name, date: name.date)
      },
      embedding: embedding, segment: segment, textByteCount: statistics.textByteCount,
      languages: statistics.languages, licenses: statistics.licenses, wikis: statistics.wikis,
      skipped: skipped.mapValues { UInt64($0) })
  }

  private func describedSegment(
    _ statistics: PassageStatistics, hasVectors: Bool
  ) throws(StorageError) -> Manifest.Segment {
    var files: [Manifest.File] = []
    for name in IndexFolder.segmentFileNames(hasVectors: hasVectors) {
      let file = try MappedFile(path: folder.file(name, inSegment: segmentName))
      files.append(
        Manifest.File(
          name: name, byteCount: UInt64(file.byteCount),
          sha256: hexadecimal(digest(.sha256, of: file.bytes))))
    }
    let postings = try PostingIndexReader(
      path: folder.file(IndexFolder.postingsName, inSegment: segmentName))
    return Manifest.Segment(
      name: segmentName, pageCount: statistics.pageCount,
      passageCount: statistics.passageCount, postingCount: UInt64(postings.postingCount),
      featureCount: UInt64(postings.featureCount), files: files)
  }

  /// Writes the manifest, then the pointer to it.
  private func write(_ manifest: Manifest) throws(StorageError) {
    let bytes = manifest.encoded
    let name = IndexFolder.manifestName(generation: generation)
    let pointer = IndexFolder.Pointer(
      manifestName: name, manifestDigest: hexadecimal(digest(.sha256, of: bytes.rawBytes)))
    for (name, bytes) in [(name, bytes), (IndexFolder.pointerName, pointer.encoded)] {
      let file = try OutputFile(creating: folder.file(name))
      try file.append(bytes)
      try file.synchronize()
    }
  }
}
