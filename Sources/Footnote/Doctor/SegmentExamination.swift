import Chunking
import Embedding
import PassageStore
import Storage

/// Compares the files of a segment with the manifest, and makes those anew that follow from the
/// passages.
struct SegmentExamination {
  private let segment: Manifest.Segment
  private let manifest: Manifest
  private let folder: IndexFolder

  init(_ segment: Manifest.Segment, _ manifest: Manifest, in folder: IndexFolder) {
    self.segment = segment
    self.manifest = manifest
    self.folder = folder
  }

  private func path(_ name: String) -> String { folder.file(name, inSegment: segment.name) }

  func findings() throws(FootnoteError) -> [IndexFinding] {
    let damages = damages()
    return damages.map { (file, damage) in
      let place = "\(segment.name)/\(file.name)"
      guard canRebuild(file.name, damages.map(\.file)) else {
        return IndexFinding(place, damage, advice: advice)
      }
      return IndexFinding(place, damage, remedy: "make it again from the passages")
    }
  }

  /// Whether all files have the digests that the manifest names.
  var isWhole: Bool { damages().isEmpty }

  /// Whether all files have their lengths, but for those that can be made again; quick.
  var hasWhatCannotBeMade: Bool {
    let damaged = segment.files.filter {
      (try? Folder.byteCount(ofFile: path($0.name))) != $0.byteCount
    }
    return damaged.allSatisfy { canRebuild($0.name, damaged) }
  }

  private func damages() -> [(file: Manifest.File, damage: String)] {
    segment.files.compactMap { file in file.damage(at: path(file.name)).map { (file, $0) } }
  }

  /// Postings, words, proofs and vectors that were not brought follow from the passages.
  private func canRebuild(_ name: String, _ damaged: [Manifest.File]) -> Bool {
    guard !damaged.contains(where: { $0.name == IndexFolder.passagesName }) else { return false }
    switch name {
    case IndexFolder.postingsName, IndexFolder.wordsName, IndexFolder.proofsName: return true
    case IndexFolder.vectorsName:
      if case .brought = manifest.embedding?.source { return false } else { return true }
    default: return false
    }
  }

  private var advice: String {
    let generations = (try? folder.generations()) ?? []
    let others = generations.filter { generation in
      guard let stored = try? folder.readManifest(generation: generation) else { return false }
      return !stored.manifest.segments.contains { $0.name == segment.name }
    }
    guard let newest = others.last else {
      return "Restore the file from a copy, or build the index again."
    }
    if newest == generations.last {
      return "Restore the file from a copy, or remove the generations that need it with "
        + "`footnote compact --keep 1`; the newest one does not."
    }
    return "Restore the file from a copy, or go back to generation \(newest), which does not need "
      + "it, with `footnote rollback`, and update again from there."
  }

  /// Makes damaged files again where that gives the bytes that the manifest names.
  func mend(_ writer: GenerationWriter) async throws(FootnoteError) {
    let damaged = damages().map(\.file)
    let wanted = damaged.filter { canRebuild($0.name, damaged) }
    guard !wanted.isEmpty else { return }
    // The next of the newest generation, whichever is mended: what others have may be published.
    let name = IndexFolder.segmentName(number: writer.current.manifest.nextSegment)
    let draft = try storing { () throws(StorageError) in
      try SegmentDraft(name, in: folder)
    }
    defer { writer.discard(draft) }
    try await rebuild(draft)
    try storing { () throws(StorageError) in
      for file in wanted {
        let made = try MappedFile(path: folder.file(file.name, inSegment: draft.name))
        // Of what would not be the same, nothing is put in the place of what is there.
        guard hexadecimal(digest(.sha256, of: made.bytes)) == file.sha256 else { continue }
        try Folder.rename(made.path, to: path(file.name))
      }
      try Folder.synchronize(folder.file(segment.name))
    }
  }

  private func rebuild(_ draft: SegmentDraft) async throws(FootnoteError) {
    guard let chunking = ChunkingOptions(canonicalDescription: manifest.passages) else { return }
    let embedding: BuildEmbedding? =
      switch manifest.embedding?.source {
      case .table: try BuildEmbedding(table: folder.file(IndexFolder.embeddingName))
      case .sketch: BuildEmbedding.sketch
      case .brought, nil: nil
      }
    let memory = try WriterMemory(ResourceLimits(), threads: nil)
    let sink = try draft.makeSink(embedding, memory)
    let store = try storing { () throws(StorageError) in
      try PassageStoreReader(path: path(IndexFolder.passagesName))
    }
    let pump = ArticlePump(
      threadCount: memory.threadCount, chunking: chunking, embedding: embedding?.made)
    try await pump.move(ArticleSource(StoredFeed(AllPages(of: store))), into: sink)
    // As many as the statistics were made fine enough for, as long as the index has not doubled.
    let others =
      manifest.contents.passageCount
      - min(
        manifest.contents.passageCount, segment.passageCount)
    _ = try await sink.finish(besides: Int(others))
  }
}

extension Manifest.File {
  /// What was expected of a file and what was found; nil where that is the same.
  func damage(at path: String) -> String? {
    let found: String
    if let mapped = try? MappedFile(path: path) {
      let sha256 = hexadecimal(digest(.sha256, of: mapped.bytes))
      if UInt64(mapped.byteCount) == byteCount, sha256 == self.sha256 { return nil }
      found =
        UInt64(mapped.byteCount) == byteCount ? "another SHA-256" : "\(mapped.byteCount) bytes"
    } else {
      found = "no file that can be read"
    }
    return "expected \(byteCount) bytes with SHA-256 \(sha256), found \(found)"
  }
}
