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
  /// Passages decoded.
  public let passageCount: Int
}

extension Index {
  /// Reads every byte of the index and checks digests, checksums, structure and counts.
  ///
  /// - Throws: `FootnoteError` for the first fault, with the file and the byte.
  /// - Complexity: O(bytes of the index).
  public func verify() throws(FootnoteError) -> VerificationReport {
    var byteCount = manifestByteCount
    var fileCount = 1
    do throws(StorageError) {
      // The files' own checksums first: they tell the place of a fault, a digest does not.
      for part in segments.parts { try part.segment.verify(among: segments) }
      try table?.verify()
      for file in files {
        try verify(file.file, at: file.path)
        byteCount += file.file.byteCount
        fileCount += 1
      }
    } catch {
      throw .storage(error)
    }
    for (segment, part) in zip(manifest.segments, segments.parts) {
      try verifyCounts(of: part.segment, segment)
    }
    if manifest.formatVersion == Manifest.version {
      byteCount += try verifyLog()
      fileCount += 1
    }
    return VerificationReport(
      fileCount: fileCount, byteCount: byteCount, passageCount: segments.documentCount)
  }

  /// The files that the manifest names, with their places.
  private var files: [(file: Manifest.File, path: String)] {
    (manifest.embedding?.files ?? []).map { ($0, folder.file($0.name)) }
      + manifest.segments.flatMap { segment in
        segment.files.map { ($0, folder.file($0.name, inSegment: segment.name)) }
      }
  }

  /// Checks that the log tells of this generation, and gives the bytes of what it tells.
  ///
  /// After that it may hold what a writer has begun to say of the next one.
  private func verifyLog() throws(FootnoteError) -> UInt64 {
    let logPath = folder.file(IndexFolder.logName)
    let log = try storing { () throws(StorageError) in try RecordLog(path: logPath) }
    var last: UInt64?
    for line in log.records {
      let record = try GenerationRecord(decoding: line, path: logPath)
      guard last.map({ $0 + 1 == record.generation }) ?? true else {
        throw .damagedManifest(
          path: logPath, expected: "generation \((last ?? 0) + 1)", found: "\(record.generation)")
      }
      last = record.generation
      guard record.generation == manifest.generation else { continue }
      guard record.manifestDigest == identity.manifestDigest else {
        throw .damagedManifest(
          path: logPath, expected: "manifest \(identity.manifestDigest)",
          found: record.manifestDigest)
      }
      return UInt64(log.byteCount)
    }
    throw .damagedManifest(
      path: logPath, expected: "a line of generation \(manifest.generation)", found: "none")
  }

  private func verify(_ file: Manifest.File, at path: String) throws(StorageError) {
    let mapped = try MappedFile(path: path)
    guard UInt64(mapped.byteCount) == file.byteCount else {
      throw .wrongLength(
        path: path, expected: file.byteCount, found: UInt64(mapped.byteCount))
    }
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

extension Segment {
  /// Reads every byte, and checks checksums and structure.
  fileprivate func verify(among segments: SegmentSet) throws(StorageError) {
    try passages.verify()
    try postings.verify()
    try words.verify()
    try vectors?.verify()
    try changes?.verify(segments.parts.map(\.segment))
  }
}
