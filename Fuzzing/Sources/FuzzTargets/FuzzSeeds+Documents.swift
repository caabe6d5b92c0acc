import Footnote
import JSON
import Provenance
import Storage
import TestSupport
import WikiModel

extension FuzzWorkplace {
  /// Seeds of what is signed, of what rules, and of what is recorded; the same bytes each time.
  func writeDocumentSeeds(to folder: String) throws {
    func put(_ bytes: [UInt8], _ name: String) throws {
      try self.put(bytes, "\(folder)/\(name)")
    }
    try put(Array(signer.verificationKey.pem.utf8), "key/public")
    try put(Array(signer.pem.utf8), "key/private")
    let statement = try indexFile("statement-000002.json")
    try put(statement, "envelope/signed")
    try put(try Envelope(decoding: statement, document: "x").payload, "envelope/statement")
    let index = digest("index")
    let rotation = KeyRotation(
      index: index, version: 2, keys: KeySet(signer.verificationKey), expires: presentMoment)
    try put(rotation.encoded, "envelope/keys")
    try put(signed(rotation.encoded, as: KeyRotation.payloadType), "envelope/keys-signed")
    let memory = TrustMemory(
      index: index, keys: rotation.keys, keysVersion: 2, generation: 3,
      manifest: digest("manifest"), log: Statement.Tree(size: 3, root: digest("log")),
      revocations: 1)
    try put(memory.encoded, "envelope/memory")
    try put(removal.canonicalBytes(), "envelope/removal")
    try put(try indexFile("checkpoint-000002"), "note/checkpoint")
    let passages = try self.index.passages(at: 0..<Int(self.index.summary.passageCount))
    try put(try self.index.receipt(for: passages).encoded, "receipt/all")
    try put(try self.index.receipt(for: [passages[0]]).encoded, "receipt/one")
    let history = IndexHistory(path: self.index.path)
    try put(try history.consistency(from: 1, to: 2).encoded, "consistency/two")
    try put(try indexFile("segment-000001/proofs"), "proofs/tiny")
    try put(try proofsOfMany(), "proofs/seventy")
    try put(policy.canonicalBytes(), "policy/full")
    try put(Array(#"{"format":"footnote-policy","version":1}"#.utf8), "policy/least")
    try put(audit, "audit/log")
    try writeRevocations(put)
    for (name, answer) in answers(passages) { try put(answer.canonicalBytes(), "answer/\(name)") }
    let packet = passages[0].rendered(as: .json)
    try put(Array("{\"passages\":[\(packet)]}".utf8), "answer/packet")
  }

  private func digest(_ text: String) -> SHA256Digest { MerkleTree.digest(of: Array(text.utf8)) }

  private var removal: JSONValue {
    [
      "counts": ["pages": 1, "passages": 2, "revisions": 1], "format": "footnote-removal",
      "generation": 3, "held_generations": [1], "issued": "\(presentMoment)",
      "list": ["sha256": .string(digest("list").hexadecimal), "version": 4],
      "manifest_after": .string(digest("after").hexadecimal),
      "manifest_before": .string(digest("before").hexadecimal),
      "removed": [["page": 2, "passages": [0, 3], "revision": 20, "wiki": "entestwiki"]],
      "version": 1,
    ]
  }

  /// A tree with nodes of its own in the file.
  private func proofsOfMany() throws -> [UInt8] {
    let writer = try MerkleFileWriter(temporaryPath: vacant("spool"))
    try writer.append((0..<70).map { MerkleTree.leafHash(of: [UInt8($0)]) })
    let path = vacant("proofs-of-many")
    _ = try writer.finish(path: path, order: nil)
    return try contents(of: path)
  }

  private var policy: JSONValue {
    [
      "as_of": "2024-01-01T00:00:00Z", "expired_manifest": "refuse", "expired_revocations": "warn",
      "format": "footnote-policy", "languages": ["de", "en"], "licenses": ["CC-BY-SA-4.0"],
      "minimum_age_days": 7, "namespaces": [0, 14],
      "refused_templates": ["entestwiki": ["Disputed"]], "version": 1,
    ]
  }

  /// A search, an override, and what a pruning leaves of another search.
  private var audit: [UInt8] {
    func entry(_ kind: String, _ members: [JSONValue.Member]) -> JSONValue {
      .object(
        [
          .init("at", "2023-11-14T22:00:00Z"), .init("kind", .string(kind)),
          .init("nonce", .string(String(repeating: "0a", count: 16))),
        ] + members)
    }
    let salt = MerkleTree.digest(of: Self.auditSalt).hexadecimal
    let contents: [TransparencyLogLine.Content] = [
      .entry(
        entry(
          "start",
          [
            .init("format", "footnote audit log"), .init("version", 1),
            .init("salt_sha256", .string(salt)),
          ])),
      .pruned(digest("a search")),
      .entry(
        entry(
          "search",
          [
            .init("caller", "reading room"), .init("generation", 2),
            .init("passages", ["entestwiki:2:20:0"]),
            .init("question_hmac", .string(digest("code").hexadecimal)),
          ])),
      .entry(entry("override", [.init("check", "expired"), .init("document", "list")])),
    ]
    var tree = MerkleFrontier()
    return contents.flatMap { content in
      let line = TransparencyLogLine(content, after: tree)
      tree = line.tree
      return line.encoded
    }
  }

  private func writeRevocations(_ put: ([UInt8], String) throws -> Void) throws {
    let salt = String(repeating: "0f", count: 16)
    let editor = RevocationList.editorDigest(of: "An editor", salt: salt)
    let passage = PassageKey(
      wiki: "detestwiki", page: PageID(rawValue: 2), revision: RevisionID(rawValue: 20), ordinal: 0)
    let list = RevocationList(
      version: 3, issued: presentMoment,
      expires: Timestamp(secondsSince1970: presentMoment.secondsSince1970 + 86_400), salt: salt,
      entries: [
        .init(.page(wiki: "entestwiki", PageID(rawValue: 3)), reason: "asked for"),
        .init(.revision(wiki: "entestwiki", RevisionID(rawValue: 20)), .credit, reason: "a name"),
        .init(.passage(passage), reason: "an error"),
        .init(.text(sha256: digest("text").hexadecimal), reason: "another's text"),
        .init(.editor(sha256: editor), reason: "a spammer"),
      ])
    let envelope = try list.signed(by: [signer])
    try put(envelope, "revocations/signed")
    try put(try Envelope(decoding: envelope, document: "x").payload, "revocations/list")
    let lines = [
      #"{"editor":"An editor","reason":"spam"}"#,
      #"{"action":"credit","page":{"page":3,"wiki":"entestwiki"},"reason":"asked"}"#,
    ]
    try put(Array(lines.joined(separator: "\n").utf8), "revocations/lines")
    let verified = try VerifiedRevocations(
      envelope, document: "x", by: KeySet(signer.verificationKey), now: presentMoment)
    let revoker = IndexRevoker(path: brokenIndexPath)
    try revoker.revoke(verified)
    _ = try Index(path: brokenIndexPath).ignoringRevocations(
      caller: "a court", purpose: "evidence", now: presentMoment)
    try put(try contents(of: "\(brokenIndexPath)/\(Self.actionsName)"), "actions/two")
    removeRevocations(version: list.version)
    remove(indexFile: Self.actionsName)
  }

  /// Answers in the shapes of some programs, which hold.
  private func answers(_ passages: [AttributedPassage]) -> [(String, JSONValue)] {
    let (about, text) = (passages[0].attribution, passages[0].text)
    let words = JSONValue.string(String(text.prefix(24)))
    let license = about.licenses[0]
    let address = about.permalink ?? ""
    let notices = "An excerpt of \(address), \(license.name) (\(license.url))"
    let annotation: JSONValue = [
      "end_index": 24, "start_index": 0, "title": "Wiki", "url": .string(address),
    ]
    let said = JSONValue.string("\(text.prefix(24))\n\n\(notices)")
    return [
      (
        "quotes",
        [
          "answer": .string(notices), "id": "a",
          "citations": [["passage": .string("\(about.key)"), "quote": words]],
        ]
      ),
      (
        "blocks",
        [
          "content": [
            [
              "text": .string(notices), "type": "text",
              "citations": [
                [
                  "cited_text": words, "source": .string(address),
                  "type": "search_result_location",
                ]
              ],
            ]
          ]
        ]
      ),
      (
        "output",
        [
          "output": [
            ["content": [["annotations": [annotation], "text": said, "type": "output_text"]]]
          ]
        ]
      ),
      (
        "choices",
        [
          "choices": [
            [
              "message": [
                "content": said,
                "annotations": [["type": "url_citation", "url_citation": annotation]],
              ]
            ]
          ]
        ]
      ),
    ]
  }
}
