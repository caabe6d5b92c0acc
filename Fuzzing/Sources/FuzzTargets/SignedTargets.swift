import Footnote
import JSON
import Provenance
import Storage
import WikiModel

/// What each of several readings throws, so that one does not hide the others.
func attemptProof(_ read: () throws(ProvenanceError) -> Void) {
  do throws(ProvenanceError) {
    try read()
  } catch {
    precondition("\(error)".utf8.count > 10, "an error without words")
  }
}

/// A moment at which what is signed here is in force.
let presentMoment = Timestamp(secondsSince1970: 1_700_001_000)

func readKey(_ bytes: [UInt8]) {
  let pem = String(decoding: bytes, as: UTF8.self)
  attemptProof { () throws(ProvenanceError) in
    let key = try VerificationKey(pem: pem)
    let again = try VerificationKey(pem: key.pem)
    precondition(again == key, "a key that is another when it is read again")
    let signature = [UInt8](repeating: 1, count: 64)
    precondition(!key.isValid(signature, of: bytes), "any signature is valid")
  }
  attemptProof { () throws(ProvenanceError) in
    let key = try SigningKey(pem: pem)
    let again = try SigningKey(pem: key.pem)
    precondition(
      key.verificationKey.isValid(again.signature(of: bytes), of: bytes), "a key of two kinds")
  }
}

func readEnvelope(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  let trusted = KeySet(workplace.signer.verificationKey)
  attemptProof { () throws(ProvenanceError) in
    let envelope = try Envelope(decoding: bytes, document: "the input")
    let again = try Envelope(decoding: envelope.encoded, document: "the input")
    precondition(again == envelope, "an envelope that is another when it is read again")
    _ = try envelope.verifiedPayload(
      type: envelope.payloadType, by: trusted, document: "the input")
    _ = try KeyRotation(envelope, trusting: trusted, document: "the input")
  }
  attemptProof { () throws(ProvenanceError) in
    let statement = try Statement(decoding: bytes, document: "the input")
    for subject in statement.subjects {
      let parts = subject.name.split(separator: "/", omittingEmptySubsequences: false)
      precondition(!parts.contains("..") && !parts.contains(""), "a way out of the folder")
    }
  }
  attemptProof { () throws(ProvenanceError) in
    let rotation = try KeyRotation(decoding: bytes, document: "the input")
    let again = try KeyRotation(decoding: rotation.encoded, document: "the input")
    precondition(again == rotation, "keys that are others when they are read again")
  }
  attemptProof { () throws(ProvenanceError) in
    let memory = try TrustMemory(decoding: bytes, document: "the input")
    let again = try TrustMemory(decoding: memory.encoded, document: "the input")
    precondition(again == memory, "a memory that is another when it is read again")
  }
  attemptProof { () throws(ProvenanceError) in
    let removal = try RemovalStatement(
      workplace.signed(bytes, as: "application/vnd.footnote.removal+json"), document: "the input",
      by: trusted)
    precondition(removal.revisionCount == removal.removed.count)
  }
}

func readNote(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  let text = String(decoding: bytes, as: UTF8.self)
  attemptProof { () throws(ProvenanceError) in
    let note = try SignedNote(decoding: text, document: "the input")
    let again = try SignedNote(decoding: note.encoded, document: "the input")
    precondition(again == note, "a note that is another when it is read again")
    try readCheckpoint(note.text)
    try note.verify(
      by: KeySet(workplace.signer.verificationKey),
      name: Checkpoint(text: note.text, document: "the input").origin, document: "the input")
  }
  attemptProof { () throws(ProvenanceError) in try readCheckpoint(text) }
}

private func readCheckpoint(_ text: String) throws(ProvenanceError) {
  let checkpoint = try Checkpoint(text: text, document: "the input")
  precondition(
    Array(checkpoint.text.utf8) == Array(text.utf8), "a checkpoint of two forms")
  guard let name = GenerationName(checkpoint) else { return }
  let again = name.checkpoint(Statement.Tree(size: checkpoint.size, root: checkpoint.root))
  precondition(again == checkpoint, "a generation's name of two forms")
}

/// Reads a receipt as it came, and each of its passages as the only one under a root that is
/// signed.
func readReceipt(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  let trusted = KeySet(workplace.signer.verificationKey)
  attemptProof { () throws(ProvenanceError) in
    let receipt = try Receipt(decoding: bytes)
    let again = try Receipt(decoding: receipt.encoded)
    // The members of a packet may come in any order; they are hashed in one.
    precondition(again.encoded == receipt.encoded, "a receipt that is another when read again")
    anchor(receipt)
    attemptProof { () throws(ProvenanceError) in
      try receipt.compare(answer: bytes, source: "the input")
    }
    attemptProof { () throws(ProvenanceError) in _ = try receipt.verify(by: trusted) }
    for entry in receipt.entries.prefix(4) {
      attemptProof { () throws(ProvenanceError) in
        let proved = workplace.proving(entry, cut: receipt.cut)
        let proof = try proved.verify(by: trusted)
        precondition(proof.passages.count == 1, "passages were lost")
        try proved.compare(answer: workplace.answer, source: "the answer")
      }
    }
  }
}

/// Anchors what is signed by nobody: whoever has the source may ask.
private func anchor(_ receipt: Receipt) {
  for article in tinyArticles {
    do throws(FootnoteError) {
      let anchors = try receipt.anchors(in: article.text, document: "the source")
      precondition(anchors.allSatisfy { $0.bytes.upperBound <= article.text.count })
    } catch {
      precondition("\(error)".utf8.count > 10, "an error without words")
    }
  }
}

/// Reads a proof as it came, and with its two statements signed anew.
func readConsistency(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  let trusted = KeySet(workplace.signer.verificationKey)
  attemptProof { () throws(ProvenanceError) in
    var proof = try ConsistencyProof(decoding: bytes)
    let again = try ConsistencyProof(decoding: proof.encoded)
    precondition(again == proof, "a proof that is another when it is read again")
    attemptProof { () throws(ProvenanceError) in _ = try proof.verify(by: trusted) }
    proof.older.sign(with: workplace.signer)
    proof.newer.sign(with: workplace.signer)
    let outcome = try proof.verify(by: trusted)
    precondition(outcome.older <= outcome.newer, "a history that goes back")
  }
}

extension FuzzWorkplace {
  /// The bytes as the payload of what a trusted key has signed.
  func signed(_ payload: [UInt8], as type: String) -> [UInt8] {
    var envelope = Envelope(payloadType: type, payload: payload)
    envelope.sign(with: signer)
    return envelope.encoded
  }

  /// A receipt of one passage, which is the only leaf under a root that is signed.
  fileprivate func proving(_ entry: Receipt.Entry, cut: String) -> Receipt {
    var entry = entry
    (entry.index, entry.size, entry.segment, entry.segmentCount, entry.proof) = (0, 1, 0, 1, [])
    let digits = String(repeating: "a", count: 64)
    let name = GenerationName(index: digits, generation: 2, manifest: digits)
    let leaf = MerkleTree.leafHash(of: entry.packet.canonical)
    let checkpoint = name.checkpoint(Statement.Tree(size: 1, root: leaf))
    var note = SignedNote(text: checkpoint.text)
    note.sign(with: signer, name: checkpoint.origin)
    return Receipt(note: note, cut: cut, entries: [entry])
  }
}
