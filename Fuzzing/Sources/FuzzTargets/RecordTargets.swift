import Footnote
import JSON
import Provenance
import Storage
import WikiModel

private func attempt(_ read: () throws(FootnoteError) -> Void) {
  do throws(FootnoteError) {
    try read()
  } catch {
    precondition("\(error)".utf8.count > 10, "an error without words")
  }
}

/// Reads the entries of an audit log as they came, and with the hashes that they lead to.
func readAudit(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  for bytes in [bytes, withMendedTrees(bytes)] {
    let path = workplace.auditFolder(entries: bytes)
    attempt { () throws(FootnoteError) in
      let records = try AuditRecords(path: path)
      attempt { () throws(FootnoteError) in _ = try records.verify() }
      attempt { () throws(FootnoteError) in
        var entries = try records.entries()
        while let record = try entries.next() {
          precondition(record.json.contains("leaf_hash"))
        }
      }
      attempt { () throws(FootnoteError) in
        _ = try records.prune(
          before: Timestamp(secondsSince1970: 1_700_000_500), now: presentMoment)
        _ = try records.verify()
      }
    }
    attempt { () throws(FootnoteError) in
      let log = try AuditLog(path: path, durability: .system) { presentMoment }
      try log.recordOverride(of: "expired manifest", document: "manifest")
      _ = try AuditRecords(path: path).verify()
    }
  }
}

/// The lines with the trees that their entries make.
private func withMendedTrees(_ bytes: [UInt8]) -> [UInt8] {
  var tree = MerkleFrontier()
  var mended: [UInt8] = []
  for line in bytes.split(separator: UInt8(ascii: "\n")) {
    guard let value = try? JSONValue(parsing: Array(line)) else { return mended + line }
    let content: TransparencyLogLine.Content
    if let entry = value["entry"], (try? entry.canonicalBytes()) != nil {
      content = .entry(entry)
    } else if let leaf = value["leaf"]?.string.flatMap(SHA256Digest.init(hexadecimal:)) {
      content = .pruned(leaf)
    } else {
      return mended + line
    }
    let whole = TransparencyLogLine(content, after: tree)
    tree = whole.tree
    mended += whole.encoded
  }
  return mended
}

func checkAnswer(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  attempt { () throws(FootnoteError) in
    let report = try workplace.checker.check(bytes)
    precondition(
      (try? JSONValue(parsing: Array(report.json.utf8))) != nil, "a report that is no JSON")
    for citation in report.citations where citation.quotation == .verbatim {
      precondition(citation.key != nil, "words of no passage")
    }
  }
}

func readProofs(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  for bytes in [bytes, mended(bytes)] {
    let path = workplace.file("proofs", bytes)
    do throws(StorageError) {
      let reader = try MerkleFileReader(path: path)
      var hasher = SHA256Hasher()
      let count = reader.leafCount
      for index in Set([0, count / 3, count - 1]) where (0..<count).contains(index) {
        let proof = reader.inclusionProof(of: index, &hasher)
        precondition(
          proof.count == MerkleTree.proofLength(of: UInt64(index), in: UInt64(count)),
          "a proof of another length")
      }
      try reader.verify()
      for index in 0..<min(count, 50) {
        let proof = reader.inclusionProof(of: index, &hasher)
        let root = MerkleTree.root(
          from: reader.leaf(index), at: UInt64(index), of: UInt64(count), proof)
        precondition(root == reader.root, "verified, and a proof leads elsewhere")
      }
    } catch {
      precondition("\(error)".utf8.count > 10, "an error without words")
    }
  }
}
