import PassageStore
import PostingIndex
import Provenance
import Storage

/// A segment in the making, in a folder of its own.
struct SegmentDraft {
  let folder: IndexFolder
  let name: String

  /// Makes the folder.
  init(_ name: String, in folder: IndexFolder) throws(StorageError) {
    self.name = name
    self.folder = folder
    try Folder.make(folder.file(name))
  }

  var path: String { folder.file(name) }

  /// - Parameter others: Passages that other segments of the index have.
  func makeSink(
    _ embedding: BuildEmbedding?, _ memory: WriterMemory, besides others: Int = 0
  ) throws(FootnoteError) -> SegmentSink {
    let path = path
    return try storing { () throws(StorageError) in
      SegmentSink(
        try SegmentBuilder(
          folder: path, postingMemory: memory.postingByteCount,
          vectors: try embedding?.makeVectors(folder: path, threads: memory.threadCount),
          besides: others),
        within: memory.growth(of: path))
    }
  }

  /// Syncs the finished files, and tells what a manifest has to say of them.
  func described(
    _ statistics: PassageStatistics, hasVectors: Bool, hasChanges: Bool = false
  ) throws(StorageError) -> Manifest.Segment {
    var files: [Manifest.File] = []
    let names =
      IndexFolder.segmentFileNames(hasVectors: hasVectors)
      + (hasChanges ? [IndexFolder.changesName] : [])
    for file in names {
      let mapped = try MappedFile(path: folder.file(file, inSegment: name))
      files.append(
        Manifest.File(
          name: file, byteCount: UInt64(mapped.byteCount),
          sha256: hexadecimal(digest(.sha256, of: mapped.bytes))))
    }
    let postings = try PostingIndexReader(
      path: folder.file(IndexFolder.postingsName, inSegment: name))
    let proofs = try MerkleFileReader(
      path: folder.file(IndexFolder.proofsName, inSegment: name))
    try Folder.synchronize(path)
    return Manifest.Segment(
      name: name, pageCount: statistics.pageCount, passageCount: statistics.passageCount,
      postingCount: UInt64(postings.postingCount), featureCount: UInt64(postings.featureCount),
      root: proofs.root.hexadecimal, files: files)
  }
}

extension Manifest.Contents {
  init(_ statistics: PassageStatistics) {
    self.init(
      pageCount: statistics.pageCount, passageCount: statistics.passageCount,
      textByteCount: statistics.textByteCount, languages: statistics.languages,
      licenses: statistics.licenses, wikis: statistics.wikis)
  }

  /// Adds and takes away what was counted.
  func adding(
    _ added: PassageStatistics, removing removed: PassageStatistics
  ) -> Manifest.Contents {
    func merged(_ counts: Manifest.Counts, _ path: KeyPath<PassageStatistics, Manifest.Counts>)
      -> Manifest.Counts
    {
      counts.merging(added[keyPath: path]) { $0 + $1 }
        .merging(removed[keyPath: path]) { $0 - min($0, $1) }
        .filter { $0.value > 0 }
    }
    return Manifest.Contents(
      pageCount: pageCount + added.pageCount - removed.pageCount,
      passageCount: passageCount + added.passageCount - removed.passageCount,
      textByteCount: textByteCount + added.textByteCount - removed.textByteCount,
      languages: merged(languages, \.languages), licenses: merged(licenses, \.licenses),
      wikis: merged(wikis, \.wikis))
  }
}
