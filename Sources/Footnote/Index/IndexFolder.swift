import Storage

/// The names inside an index's folder, and the pointer to its newest generation.
///
/// `Documentation/Format.md`, "The folder", gives the layout.
struct IndexFolder: Sendable {
  static let pointerName = "CURRENT"
  static let passagesName = "passages"
  static let postingsName = "postings"
  static let wordsName = "words"
  static let vectorsName = "vectors"
  static let proofsName = "proofs"
  static let changesName = "changes"
  static let embeddingName = "embedding"
  static let lockName = "LOCK"
  static let logName = "LOG"
  private static let firstLine = "footnote-index 1"

  let path: String

  init(path: String) { self.path = Folder.trimmed(path) }

  static func manifestName(generation: UInt64) -> String {
    "manifest-\(padded(generation)).json"
  }

  static func segmentName(number: UInt64) -> String { "segment-\(padded(number))" }

  static func padded(_ number: UInt64) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  static func segmentFileNames(hasVectors: Bool) -> [String] {
    [passagesName, postingsName, wordsName] + (hasVectors ? [vectorsName] : []) + [proofsName]
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func file(_ name: String, inSegment segment: String) -> String { "\(path)/\(segment)/\(name)" }

  /// What `CURRENT` says: the newest manifest's name and digest.
  struct Pointer: Equatable {
    var manifestName: String
    var manifestDigest: String

    var encoded: [UInt8] {
      Array("\(IndexFolder.firstLine)\n\(manifestName)\nsha256 \(manifestDigest)\n".utf8)
    }
  }

  /// A manifest as it was read.
  struct StoredManifest {
    var manifest: Manifest
    /// The SHA-256 of its bytes, as 64 hexadecimal digits.
    var digest: String
    var byteCount: UInt64
  }

  /// Reads the pointer and the manifest that it names.
  func readManifest() throws(FootnoteError) -> StoredManifest {
    try readManifest(at: try readPointer())
  }

  /// Reads a manifest and compares it with its digest and its name.
  func readManifest(at pointer: Pointer) throws(FootnoteError) -> StoredManifest {
    let manifestPath = file(pointer.manifestName)
    let bytes: [UInt8]
    do throws(FootnoteError) {
      bytes = try contents(of: manifestPath)
    } catch {
      throw error.ofIndexFile
    }
    let found = hexadecimal(digest(.sha256, of: bytes.rawBytes))
    guard found == pointer.manifestDigest else {
      throw .damagedManifest(
        path: manifestPath, expected: "SHA-256 \(pointer.manifestDigest)", found: found)
    }
    let manifest = try Manifest(decoding: bytes, path: manifestPath)
    guard pointer.manifestName == Self.manifestName(generation: manifest.generation) else {
      throw .damagedManifest(
        path: manifestPath, expected: "the generation of its name",
        found: "generation \(manifest.generation)")
    }
    return StoredManifest(manifest: manifest, digest: found, byteCount: UInt64(bytes.count))
  }

  func readPointer() throws(FootnoteError) -> Pointer {
    let pointerPath = file(Self.pointerName)
    let bytes: [UInt8]
    do throws(FootnoteError) {
      bytes = try contents(of: pointerPath)
    } catch {
      throw withoutPointer(error)
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    if let version = Self.version(firstLine: lines.first ?? ""), version > 1 {
      throw .storage(.tooNew(path: pointerPath, found: version, supported: 1))
    }
    guard lines.count == 4, lines[0] == Self.firstLine, lines[3].isEmpty,
      Self.isManifestName(lines[1]), lines[2].hasPrefix("sha256 ")
    else {
      throw .damagedManifest(
        path: pointerPath, expected: "\"\(Self.firstLine)\", a manifest's name and its SHA-256",
        found: "\(bytes.count) other bytes")
    }
    return Pointer(
      manifestName: String(lines[1]), manifestDigest: String(lines[2].dropFirst(7)))
  }

  /// Why the pointer could not be read: there is none, or else what reading it met.
  private func withoutPointer(_ failure: FootnoteError) -> FootnoteError {
    if Folder.exists(path), !Folder.isFolder(path) {
      return .notAnIndex(path: path, found: "a file")
    }
    guard case .storage(let error) = failure, error.isAbsence else { return failure }
    do throws(StorageError) {
      _ = try Folder.names(in: path)
    } catch {
      return error.isAbsence ? .notAnIndex(path: path, found: "nothing") : .storage(error)
    }
    return .notAnIndex(
      path: path, found: emptiness ?? "a folder without the file \(Self.pointerName)")
  }

  /// Says of a folder with nothing in it what that may come from; nil of any other.
  var emptiness: String? {
    guard let names = try? Folder.names(in: path), names.isEmpty else { return nil }
    return "an empty folder, which a build leaves that is cut off in its last step (remove it, and "
      + "build again)"
  }

  /// The number after `footnote-index `, when the line has that form.
  private static func version(firstLine: Substring) -> UInt32? {
    guard firstLine.hasPrefix("footnote-index ") else { return nil }
    return UInt32(firstLine.dropFirst(15))
  }

  /// Only names of this form are opened, so that a damaged pointer cannot lead elsewhere.
  private static func isManifestName(_ name: Substring) -> Bool {
    name.hasPrefix("manifest-") && name.hasSuffix(".json")
      && isNumber(name.dropFirst(9).dropLast(5))
  }

  /// The generation that a file is the manifest of; nil for other names.
  static func generation(ofManifest name: String) -> UInt64? {
    isManifestName(name[...]) ? UInt64(name.dropFirst(9).dropLast(5)) : nil
  }

  /// The number of a segment; nil for other names.
  static func number(ofSegment name: String) -> UInt64? {
    isSegmentName(name) ? UInt64(name.dropFirst(8)) : nil
  }

  /// Only names of this form are opened, so that a damaged manifest cannot lead elsewhere.
  static func isSegmentName(_ name: String) -> Bool {
    name.hasPrefix("segment-") && isNumber(name.dropFirst(8))
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// A small file's bytes; the files read this way have a few kilobytes.
  func contents(of path: String) throws(FootnoteError) -> [UInt8] {
    try storing { () throws(StorageError) in
      let file = try RandomAccessFile(path: path)
      var bytes = [UInt8](repeating: 0, count: file.byteCount)
      try file.read(into: &bytes, at: 0)
      return bytes
    }
  }
}
