import Embedding
import PassageStore
import PostingIndex
import Rescoring
import Storage
import VectorIndex

/// What a verification read.
public struct VerificationReport: Hashable, Sendable {
  /// Files compared with their digests, the manifest included.
  public let fileCount: Int
  /// Bytes read.
  public let byteCount: UInt64
  /// Passages of the newest generation, all decoded; 0 where the structure alone was checked.
  public let passageCount: Int
  /// Generations that are kept, this one included; all were checked.
  public let generationCount: Int
}

extension Index {
  /// Reads every byte of the index and checks digests, checksums, structure and counts, of this
  /// generation and of all others that are kept.
  ///
  /// The list of what is revoked is compared with its digest, and the records of the log of actions
  /// with each other.
  ///
  /// - Parameter isQuick: Checks the structure alone: that every file is there, of its kind and
  ///   length, with sections that lie inside, and that counts and the log agree.
  /// - Throws: `FootnoteError` for the first fault, with the file and the byte.
  /// - Complexity: O(bytes of the index); O(files) where it is quick.
  public func verify(isQuick: Bool = false) throws(FootnoteError) -> VerificationReport {
    var (fileCount, byteCount) = try verifyGeneration(isQuick: isQuick)
    var generationCount = 1
    var known = Set(files.map(\.path))
    for generation in try folder.generations() where generation != identity.generation {
      guard let other = try otherGeneration(generation) else { continue }
      let read = try other.verifyGeneration(isQuick: isQuick, besides: known)
      known.formUnion(other.files.map(\.path))
      fileCount += read.fileCount
      byteCount += read.byteCount
      generationCount += 1
    }
    byteCount += try folder.checkLog(
      IndexFolder.StoredManifest(
        manifest: manifest, digest: identity.manifestDigest, byteCount: manifestByteCount))
    fileCount += 1
    for path in try folder.checkedRevocationFiles() {
      byteCount += try storing { () throws(StorageError) in try Folder.byteCount(ofFile: path) }
      fileCount += 1
    }
    return VerificationReport(
      fileCount: fileCount, byteCount: byteCount,
      passageCount: isQuick ? 0 : segments.documentCount, generationCount: generationCount)
  }

  /// A generation that is kept; nil where a compaction has removed it in between.
  private func otherGeneration(_ generation: UInt64) throws(FootnoteError) -> Index? {
    do throws(FootnoteError) {
      return try Index(path: path, generation: generation)
    } catch {
      if case .noGeneration = error { return nil }
      throw error
    }
  }

  /// Checks this generation alone, without its line of the log.
  ///
  /// - Parameter known: Paths of files that were checked before; segments have all of theirs, or
  ///   none.
  /// - Returns: Files, the manifest included, and bytes that were read.
  @discardableResult
  func verifyGeneration(
    isQuick: Bool = false, besides known: Set<String> = []
  ) throws(FootnoteError) -> (fileCount: Int, byteCount: UInt64) {
    var byteCount = manifestByteCount
    var fileCount = 1
    let all = segments.parts.map(\.segment)
    do throws(StorageError) {
      if !isQuick {
        // The files' own checksums first: they tell the place of a fault, a digest does not.
        for (index, segment) in all.enumerated() {
          let path = folder.file(IndexFolder.passagesName, inSegment: segment.name)
          if !known.contains(path) { try segment.verify(after: all[..<index]) }
        }
        if !known.contains(folder.file(IndexFolder.embeddingName)) { try table?.verify() }
      }
      for file in files where !known.contains(file.path) {
        try verify(file.file, at: file.path, isQuick: isQuick)
        byteCount += isQuick ? 0 : file.file.byteCount
        fileCount += 1
      }
    } catch {
      throw FootnoteError.storage(error).ofIndexFile
    }
    for (segment, described) in zip(all, manifest.segments) {
      try verifyCounts(of: segment, described)
    }
    return (fileCount, byteCount)
  }

  /// The files that the manifest names, with their places.
  var files: [(file: Manifest.File, path: String)] { folder.files(of: manifest) }

  func verify(
    _ file: Manifest.File, at path: String, isQuick: Bool
  ) throws(StorageError) {
    let mapped = try MappedFile(path: path)
    guard UInt64(mapped.byteCount) == file.byteCount else {
      throw .wrongLength(
        path: path, expected: file.byteCount, found: UInt64(mapped.byteCount))
    }
    if isQuick { return }
    let found = hexadecimal(digest(.sha256, of: mapped.bytes))
    guard found == file.sha256 else {
      throw .corrupt(path: path, offset: 0, expected: "SHA-256 \(file.sha256)", found: found)
    }
  }

  private func verifyCounts(
    of segment: Segment, _ manifest: Manifest.Segment
  ) throws(FootnoteError) {
    let (passages, postings) = (segment.passages, segment.postings)
    let counts: [(name: String, expected: UInt64, found: UInt64)] = [
      ("pages", manifest.pageCount, UInt64(passages.pageCount)),
      ("passages", manifest.passageCount, UInt64(passages.passageCount)),
      ("postings", manifest.postingCount, UInt64(postings.postingCount)),
      ("features", manifest.featureCount, UInt64(postings.featureCount)),
    ]
    for count in counts where count.expected != count.found {
      throw .damagedManifest(
        path: folder.path, expected: "\(count.expected) \(count.name) in \(manifest.name)",
        found: "\(count.found)")
    }
  }
}

extension IndexFolder {
  /// The files that a manifest names, with their places.
  func files(of manifest: Manifest) -> [(file: Manifest.File, path: String)] {
    (manifest.embedding?.files ?? []).map { ($0, file($0.name)) }
      + manifest.segments.flatMap { segment in
        segment.files.map { ($0, file($0.name, inSegment: segment.name)) }
      }
  }
}

extension Segment {
  /// Reads every byte, and checks checksums and structure.
  fileprivate func verify(after older: ArraySlice<Segment>) throws(StorageError) {
    try passages.verify()
    try postings.verify()
    try words.verify()
    try vectors?.verify()
    try verifyProofs()
    try changes?.verify(older)
  }
}
