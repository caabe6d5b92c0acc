import Testing

@testable import Provenance

@Suite("Checkpoints")
struct CheckpointTests {
  static let checkpoint = Checkpoint(
    origin: "footnote-index/abc", size: 7, root: MerkleTree.leafHash(of: [1]),
    extensions: ["generation 3"])

  static func note(_ keys: SigningKey...) -> SignedNote {
    var note = SignedNote(text: checkpoint.text)
    for key in keys { note.sign(with: key, name: checkpoint.origin) }
    return note
  }

  @Test("a signed checkpoint comes back from its text")
  func roundTrip() throws {
    let note = Self.note(key(1), key(2))
    let again = try SignedNote(decoding: note.encoded, document: "x")
    #expect(again == note)
    try again.verify(
      by: KeySet([key(1).verificationKey, key(2).verificationKey], threshold: 2),
      name: "footnote-index/abc", document: "x")
    #expect(try Checkpoint(text: again.text, document: "x") == Self.checkpoint)
  }

  @Test("a note of the format's own example is verified")
  func standardNote() throws {
    // Source: golang.org/x/mod/sumdb/note, the example of its documentation.
    let text = """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuG\
      UgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

      """
    let bytes = try #require(Base64.decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
    let key = try #require(VerificationKey(bytes: Array(bytes.dropFirst())))
    let note = try SignedNote(decoding: text, document: "x")
    try note.verify(by: KeySet([key]), name: "PeterNeumann", document: "x")
  }

  @Test("another key, another name and an altered text are refused, each by name")
  func refusals() throws {
    let keys = try KeySet([key(1).verificationKey])
    let note = Self.note(key(1))
    #expect(throws: ProvenanceError.belowThreshold(document: "x", wanted: 1, found: 0)) {
      try Self.note(key(2)).verify(by: keys, name: Self.checkpoint.origin, document: "x")
    }
    #expect(throws: ProvenanceError.belowThreshold(document: "x", wanted: 1, found: 0)) {
      try note.verify(by: keys, name: "other", document: "x")
    }
    let altered = try SignedNote(
      decoding: note.encoded.replacing("\n7\n", with: "\n8\n"), document: "x")
    #expect(
      throws: ProvenanceError.badSignature(
        document: "x", key: key(1).verificationKey.identifier)
    ) {
      try altered.verify(by: keys, name: Self.checkpoint.origin, document: "x")
    }
  }

  @Test(
    "what is no note is refused",
    arguments: [
      "", "\n", "text\n", "text\n\n", "text\n\n— a b\n", "text\n\n- a QUFBQUE=\n", "\n\n\n",
    ])
  func malformedNotes(text: String) {
    #expect(throws: ProvenanceError.self) { try SignedNote(decoding: text, document: "x") }
  }

  @Test(
    "what is no checkpoint is refused",
    arguments: ["", "a\n1\n", "a\n01\nQQ==\n", "a\n-1\nQQ==\n", "a\n1\nQQ==\n", "a\n\n1\nQQ==\n"])
  func malformedCheckpoints(text: String) {
    #expect(throws: ProvenanceError.self) { try Checkpoint(text: text, document: "x") }
  }
}
