import Provenance
import Storage

extension IndexFolder {
  static func statementName(generation: UInt64) -> String {
    "statement-\(padded(generation)).json"
  }

  static func checkpointName(generation: UInt64) -> String { "checkpoint-\(padded(generation))" }

  static func keysName(version: UInt64) -> String { "keys-\(padded(version)).json" }

  /// A file's bytes; nil where there is none.
  func optionalContents(of path: String) throws(FootnoteError) -> [UInt8]? {
    guard Folder.exists(path) else { return nil }
    return try contents(of: path)
  }

  /// An envelope; nil where there is no such file.
  func envelope(_ name: String) throws(FootnoteError) -> Envelope? {
    guard let bytes = try optionalContents(of: file(name)) else { return nil }
    return try proving { () throws(ProvenanceError) in
      try Envelope(decoding: bytes, document: file(name))
    }
  }

  /// The lines of the log up to a generation: the leaves of its tree.
  func logLeaves(upTo generation: UInt64) throws(FootnoteError) -> [SHA256Digest] {
    let path = file(Self.logName)
    let log = try storing { () throws(StorageError) in try RecordLog(path: path) }
    var leaves: [SHA256Digest] = []
    for line in log.records {
      guard try GenerationRecord(decoding: line, path: path).generation <= generation else { break }
      leaves.append(MerkleTree.leafHash(of: line))
    }
    return leaves
  }

  /// What names the index: the manifest of which its log tells first.
  func identity() throws(FootnoteError) -> SHA256Digest {
    let path = file(Self.logName)
    let log = try storing { () throws(StorageError) in try RecordLog(path: path) }
    guard let line = log.records.first else {
      throw .damagedManifest(path: path, expected: "a line of the first generation", found: "none")
    }
    let record = try GenerationRecord(decoding: line, path: path)
    guard let digest = SHA256Digest(hexadecimal: record.manifestDigest) else {
      throw .damagedManifest(
        path: path, expected: "64 hexadecimal digits", found: record.manifestDigest)
    }
    return digest
  }
}

/// Runs something that may refuse, as a part of the facade.
func proving<Value>(
  _ body: () throws(ProvenanceError) -> Value
) throws(FootnoteError) -> Value {
  do throws(ProvenanceError) {
    return try body()
  } catch {
    throw .provenance(error)
  }
}

extension String {
  /// The lines with commas between, for one line of an error.
  var singleLine: String {
    split(separator: "\n").joined(separator: ", ")
  }
}
