import Footnote
import JSON
import Provenance
import Storage
import WikiModel

/// What each of several readings throws, so that one does not hide the others.
private func attempt(_ read: () throws(FootnoteError) -> Void) {
  do throws(FootnoteError) {
    try read()
  } catch {
    precondition("\(error)".utf8.count > 10, "an error without words")
  }
}

/// Reads a list as it came and as a trusted key has signed it, has a search heed it, and reads its
/// lines as entries that people write.
func readRevocations(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  let trusted = KeySet(workplace.signer.verificationKey)
  let signed = workplace.signed(bytes, as: "application/vnd.footnote.revocations+json")
  for envelope in [bytes, signed] {
    attemptProof { () throws(ProvenanceError) in
      let verified = try VerifiedRevocations(
        envelope, document: "the input", by: trusted, now: presentMoment)
      let again = try VerifiedRevocations(
        verified.list.signed(by: [workplace.signer]), document: "the input", by: trusted,
        now: presentMoment)
      precondition(again.list == verified.list, "a list that is another when it is read again")
      search(under: verified.list, envelope, workplace)
    }
  }
  for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(20) {
    attemptProof { () throws(ProvenanceError) in
      let entry = try RevocationList.Entry(
        line: Array(line), document: "the input", salt: String(repeating: "0f", count: 16))
      precondition(!entry.reason.isEmpty, "an entry without a reason")
    }
  }
}

/// Puts a list in place; nothing that it names may be found.
private func search(
  under list: RevocationList, _ envelope: [UInt8], _ workplace: FuzzWorkplace
) {
  workplace.put(revocations: envelope, version: list.version)
  defer { workplace.removeRevocations(version: list.version) }
  attempt { () throws(FootnoteError) in
    let index = try Index(path: workplace.brokenIndexPath)
    _ = try index.revocations()
    let removed = Set(list.entries.filter { $0.action == .remove }.map(\.target))
    for found in try index.search("lighthouse keepers in Maine") {
      let about = found.attribution
      let (wiki, key) = (about.key.wiki, about.key)
      precondition(!removed.contains(.page(wiki: wiki, key.page)), "a page that is revoked")
      precondition(
        !removed.contains(.revision(wiki: wiki, key.revision)), "a revision that is revoked")
      precondition(!removed.contains(.passage(key)), "a passage that is revoked")
      precondition(
        !removed.contains(.text(sha256: about.contentDigest)), "a text that is revoked")
    }
  }
}

/// Reads the log of actions as it came, and with its hashes and its chain mended.
func readActions(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  for bytes in [bytes, withMendedHashes(bytes), chained(bytes)] {
    workplace.put(indexFile: FuzzWorkplace.actionsName, bytes)
    attempt { () throws(FootnoteError) in
      for record in try IndexRevoker(path: workplace.brokenIndexPath).actions() {
        precondition(!"\(record)".isEmpty)
      }
    }
    attempt { () throws(FootnoteError) in
      let index = try Index(path: workplace.brokenIndexPath)
      _ = try index.search("lighthouse")
    }
  }
  workplace.remove(indexFile: FuzzWorkplace.actionsName)
}

/// The records, each with the digest of the one before in it.
private func chained(_ bytes: [UInt8]) -> [UInt8] {
  var lines: [UInt8] = []
  var before = String(repeating: "0", count: 64)
  for line in bytes.split(separator: UInt8(ascii: "\n")) where line.count > 17 {
    guard case .object(var members) = try? JSONValue(parsing: Array(line.dropFirst(17))),
      let place = members.firstIndex(where: { $0.name == "previous" })
    else { return bytes }
    members[place] = .init("previous", .string(before))
    guard let record = try? JSONValue.object(members).canonicalBytes() else { return bytes }
    before = MerkleTree.digest(of: record).hexadecimal
    lines += [UInt8](repeating: UInt8(ascii: "0"), count: 16) + [UInt8(ascii: " ")] + record
    lines.append(UInt8(ascii: "\n"))
  }
  return withMendedHashes(lines)
}

/// Reads a policy, and searches under it.
func readPolicy(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  attempt { () throws(FootnoteError) in
    let policy = try Policy(parsing: bytes, source: "the input")
    _ = try workplace.index.findings(under: policy, now: presentMoment)
    var options = SearchOptions()
    options.policy = policy
    for found in try workplace.index.search("lighthouse keepers", options: options) {
      // Identifiers of SPDX are the same in small and large letters.
      let licenses = found.attribution.licenses.map { $0.spdxIdentifier.lowercased() }
      precondition(
        policy.licenses.map { $0.contains { licenses.contains($0.lowercased()) } } ?? true,
        "a passage under no licence of the policy")
    }
  }
}
