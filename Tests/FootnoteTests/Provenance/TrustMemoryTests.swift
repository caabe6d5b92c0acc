import Storage
import TestSupport
import Testing

@testable import Footnote
@testable import Provenance

@Suite("What a verifier remembers")
struct TrustMemoryTests {
  private func kind(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch FootnoteError.provenance(let refusal) {
      return refusal.kind
    } catch {
      return "\(error)"
    }
  }

  private func trust(_ memory: String?, _ numbers: UInt8..., threshold: Int = 1) throws -> Trust {
    Trust(
      keys: try KeySet(numbers.map { key($0).verificationKey }, threshold: threshold),
      memory: memory)
  }

  /// Opens an index as one who trusts the first key, and remembers in a file.
  private func open(_ path: String, remembering memory: String?) throws {
    _ = try Index(path: path, trusting: trust(memory, 1), now: SignedSample.now)
  }

  @Test("an older generation is refused once a newer one was seen, and taken where nothing was")
  func rollback() async throws {
    let sample = try await SignedSample.shared.value
    let folder = try TemporaryFolder()
    try write(sample.first, to: folder("old.index"))
    let memory = folder("trust")
    try open(folder("old.index"), remembering: memory)
    try open(sample.path, remembering: memory)
    // Twice is no news.
    try open(sample.path, remembering: memory)
    #expect(
      kind {
        try open(folder("old.index"), remembering: memory)
      } == "rollback")
    try open(folder("old.index"), remembering: nil)
  }

  @Test("another index is refused in the place of the one that was seen")
  func otherIndex() async throws {
    let sample = try await SignedSample.shared.value
    let folder = try TemporaryFolder()
    try open(sample.path, remembering: folder("trust"))
    _ = try await IndexBuilder().build(
      articles: [plainArticle(1, "Another index.")], output: folder("other.index"))
    _ = try IndexSigner(path: folder("other.index")).sign(with: [key(1)])
    #expect(
      kind {
        try open(folder("other.index"), remembering: folder("trust"))
      } == "mismatch")
  }

  @Test("two histories after one generation are a fork")
  func fork() async throws {
    let sample = try await SignedSample.shared.value
    let folder = try TemporaryFolder()
    var options = UpdateOptions()
    options.compacts = false
    for (number, text) in [(1, "One history goes on so."), (2, "The other goes on otherwise.")] {
      let path = folder("\(number).index")
      try write(sample.first, to: path)
      _ = try await IndexUpdater(options: options).update(
        index: path, articles: [plainArticle(6, text)])
      _ = try IndexSigner(path: path).sign(with: [key(1)])
    }
    try open(folder("1.index"), remembering: folder("t"))
    #expect(
      kind {
        try open(folder("2.index"), remembering: folder("t"))
      } == "fork")
    // And when the other one has gone on past what was seen.
    _ = try await IndexUpdater(options: options).update(
      index: folder("2.index"), articles: [plainArticle(7, "Further still.")])
    _ = try IndexSigner(path: folder("2.index")).sign(with: [key(1)])
    #expect(
      kind {
        try open(folder("2.index"), remembering: folder("t"))
      } == "fork")
  }

  @Test("a list of revocations that was seen may not go, nor an older one come back")
  func revocations() async throws {
    let sample = try await SignedSample.shared.value
    let folder = try TemporaryFolder()
    let path = folder("an.index")
    try write(sample.files, to: path)
    func open(_ path: String) throws {
      try self.open(path, remembering: folder("trust"))
    }
    try open(path)
    for version: UInt64 in 1...2 {
      let list = RevocationList(
        version: version, issued: SignedSample.now, expires: SignedSample.expires,
        entries: [.init(.page(wiki: "testwiki", PageID(rawValue: 1)), reason: "asked for")])
      let verified = try VerifiedRevocations(
        list.signed(by: [key(3)]), document: "list", by: KeySet([key(3).verificationKey]),
        now: SignedSample.now)
      _ = try IndexRevoker(path: path).revoke(verified)
      try open(path)
      if version == 1 { try write(try tree(path), to: folder("older.index")) }
    }
    #expect(kind { try open(sample.path) } == "rollback")
    #expect(kind { try open(folder("older.index")) } == "rollback")
    try open(path)
  }

  @Test("keys change when enough old and new ones say so, and old keys count no more then")
  func rotation() async throws {
    let sample = try await SignedSample.shared.value
    let folder = try TemporaryFolder()
    let path = folder("rotated.index")
    try write(sample.files, to: path)
    let signer = IndexSigner(path: path)
    let new = try KeySet([key(3).verificationKey, key(4).verificationKey], threshold: 2)
    func open() throws {
      _ = try Index(
        path: path, trusting: trust(folder("trust"), 1, 2, threshold: 2), now: SignedSample.now)
    }
    try open()
    #expect(try signer.rotate(to: new, with: [key(1)]) == 2)
    #expect(kind(open) == "belowThreshold", "one old key alone")
    #expect(try signer.rotate(to: new, with: [key(2), key(3)]) == 2)
    #expect(kind(open) == "belowThreshold", "one new key alone")
    #expect(try signer.rotate(to: new, with: [key(4)]) == 2)
    #expect(kind(open) == "belowThreshold", "the generation is signed by the old keys alone")
    _ = try signer.sign(with: [key(3), key(4)], expires: SignedSample.expires)
    try open()
    // The old keys are remembered no more, so that their chain may go.
    try Folder.removeFile("\(path)/keys-000002.json")
    try open()
    let third = try KeySet([key(5).verificationKey])
    #expect(try signer.rotate(to: third, with: [key(1), key(2), key(5)]) == 2)
    try open()
  }

  @Test("a change of keys whose time is over is refused, unless another follows")
  func expiredRotation() async throws {
    let sample = try await SignedSample.shared.value
    let folder = try TemporaryFolder()
    let path = folder("rotated.index")
    try write(sample.files, to: path)
    let signer = IndexSigner(path: path)
    _ = try signer.rotate(
      to: KeySet([key(3).verificationKey]), with: [key(1), key(3)],
      expires: Timestamp("2026-05-01T00:00:00Z"))
    _ = try signer.sign(with: [key(3)])
    func open() throws {
      try self.open(path, remembering: nil)
    }
    #expect(kind(open) == "expired")
    _ = try signer.rotate(to: KeySet([key(3).verificationKey]), with: [key(3)])
    try open()
  }

  @Test(
    "a change of keys that was altered or is another index's is refused",
    arguments: ["fork", "type", "index", "version", "duplicate", "threshold"])
  func alteredRotation(what: String) async throws {
    let sample = try await SignedSample.shared.value
    var rotation = KeyRotation(
      index: try IndexFolder(path: sample.path).identity(), version: 2,
      keys: try KeySet([key(3).verificationKey]), expires: nil)
    if what == "index" { rotation.index = MerkleTree.leafHash(of: []) }
    if what == "version" { rotation.version = 7 }
    var payload = rotation.encoded
    if what == "duplicate" { payload = Array("{\"version\":2,".utf8) + payload.dropFirst() }
    if what == "threshold" {
      payload = Array(
        String(decoding: payload, as: UTF8.self)
          .replacing("\"threshold\":1", with: "\"threshold\":2").utf8)
    }
    var envelope = Envelope(
      payloadType: what == "type" ? Statement.payloadType : KeyRotation.payloadType,
      payload: payload)
    for number: UInt8 in what == "fork" ? [9, 3] : [1, 3] { envelope.sign(with: key(number)) }
    let folder = try TemporaryFolder()
    var files = sample.files
    files["keys-000002.json"] = envelope.encoded
    try write(files, to: folder("bad.index"))
    let expected = [
      "fork": "belowThreshold", "type": "wrongType", "index": "mismatch", "version": "rollback",
      "duplicate": "malformed", "threshold": "malformed",
    ]
    #expect(
      kind {
        try open(folder("bad.index"), remembering: nil)
      } == expected[what])
  }

  @Test(
    "a memory that is none is refused, and not written over",
    arguments: ["", "{}", "[]", "{\"format\":\"footnote-trust\",\"version\":2}"])
  func malformedMemory(text: String) async throws {
    let sample = try await SignedSample.shared.value
    let folder = try TemporaryFolder()
    try Folder.writeFile(folder("trust"), Array(text.utf8))
    #expect(
      kind {
        try open(sample.path, remembering: folder("trust"))
      } != nil)
    #expect(try contents(of: folder("trust")) == Array(text.utf8))
  }
}
