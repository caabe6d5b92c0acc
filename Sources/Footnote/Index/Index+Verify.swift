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
    var byteCount = UInt64(manifest.encoded.count)
    var fileCount = manifest.segment.files.count + 1
    do throws(StorageError) {
      // The files' own checksums first: they tell the place of a fault, a digest does not.
      try passages.verify()
      try postings.verify()
      try words.verify()
      try vectors?.verify()
      try table?.verify()
      for file in manifest.embedding?.files ?? [] {
        try verify(file, at: folder.file(file.name))
        byteCount += file.byteCount
        fileCount += 1
      }
      for file in manifest.segment.files {
        let path = folder.file(file.name, inSegment: manifest.segment.name)
        try verify(file, at: path)
        byteCount += file.byteCount
      }
    } catch {
      throw .storage(error)
    }
    try verifyCounts()
    return VerificationReport(
      fileCount: fileCount, byteCount: byteCount,
      passageCount: Int(passages.passageCount))
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

  private func verifyCounts() throws(FootnoteError) {
    let segment = manifest.segment
    let counts: [(name: String, expected: UInt64, found: UInt64)] = [
      ("pages", segment.pageCount, UInt64(passages.pageCount)),
      ("passages", segment.passageCount, UInt64(passages.passageCount)),
      ("postings", segment.postingCount, UInt64(postings.postingCount)),
      ("features", segment.featureCount, UInt64(postings.featureCount)),
    ]
    for count in counts where count.expected != count.found {
      throw .damagedManifest(
        path: folder.path, expected: "\(count.expected) \(count.name)", found: "\(count.found)")
    }
  }
}
