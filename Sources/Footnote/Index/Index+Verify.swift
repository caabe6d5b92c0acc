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
  /// The list of what is revoked is compared with its digest, and the records of the log of actions
  /// with each other.
  ///
  /// - Parameter isQuick: Checks the structure alone: that every file is there, of its kind and
  ///   length, with sections that lie inside, and that counts and the log agree.
  /// - Throws: `FootnoteError` for the first fault, with the file and the byte.
  /// - Complexity: O(bytes of the index); O(files) where it is quick.
  public func verify(isQuick: Bool = false) throws(FootnoteError) -> VerificationReport {
    var byteCount = manifestByteCount
    var fileCount = 1
    try storing { () throws(StorageError) in
      if !isQuick {
        // The files' own checksums first: they tell the place of a fault, a digest does not.
        let all = segments.parts.map(\.segment)
        for (index, segment) in all.enumerated() { try segment.verify(after: all[..<index]) }
        try table?.verify()
      }
      for file in files {
        try verify(file.file, at: file.path, isQuick: isQuick)
        byteCount += isQuick ? 0 : file.file.byteCount
        fileCount += 1
      }
    }
    for (segment, part) in zip(manifest.segments, segments.parts) {
      try verifyCounts(of: part.segment, segment)
    }
    if manifest.hasLog {
      byteCount += try folder.checkLog(
        IndexFolder.StoredManifest(
          manifest: manifest, digest: identity.manifestDigest, byteCount: manifestByteCount))
      fileCount += 1
    }
    for path in try folder.checkedRevocationFiles() {
      byteCount += try storing { () throws(StorageError) in try Folder.byteCount(ofFile: path) }
      fileCount += 1
    }
    return VerificationReport(
      fileCount: fileCount, byteCount: byteCount,
      passageCount: isQuick ? 0 : segments.documentCount)
  }

  /// The files that the manifest names, with their places.
  var files: [(file: Manifest.File, path: String)] {
    (manifest.embedding?.files ?? []).map { ($0, folder.file($0.name)) }
      + manifest.segments.flatMap { segment in
        segment.files.map { ($0, folder.file($0.name, inSegment: segment.name)) }
      }
  }

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
