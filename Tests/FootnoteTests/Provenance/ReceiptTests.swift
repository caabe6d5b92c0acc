import JSON
import Storage
import TestSupport
import Testing

@testable import Footnote
@testable import Provenance

@Suite("Receipts")
struct ReceiptTests {
  private static func keys(_ numbers: UInt8...) throws -> KeySet {
    try KeySet(numbers.map { key($0).verificationKey }, threshold: numbers.count)
  }

  /// The receipt of all passages of the sample's newest generation.
  private static func receipt() async throws -> Receipt {
    let index = try Index(path: try await SignedSample.shared.value.path)
    return try index.receipt(
      for: index.passages(at: 0..<Int(index.summary.passageCount)))
  }

  @Test("every passage of an index of several segments is proved")
  func proved() async throws {
    let receipt = try await Self.receipt()
    let again = try Receipt(decoding: receipt.encoded)
    #expect(again == receipt)
    let proof = try again.verify(by: Self.keys(1, 2))
    let index = try Index(path: try await SignedSample.shared.value.path)
    let passages = try index.passages(at: 0..<Int(index.summary.passageCount))
    #expect(proof.generation == 2 && proof.manifestDigest == index.identity.manifestDigest)
    #expect(proof.passages.map(\.key) == passages.map { "\($0.attribution.key)" })
    #expect(proof.passages.map(\.textDigest) == passages.map(\.attribution.contentDigest))
  }

  @Test("a receipt of a build by one thread is under the root of a build by two")
  func threads() async throws {
    let folder = try TemporaryFolder()
    var signed: [Index] = []
    for threads in 1...2 {
      var options = SampleCorpus.options
      options.threads = threads
      let path = folder("\(threads).index")
      _ = try await IndexBuilder(options: options).build(
        files: SampleCorpus.dumps, output: path)
      _ = try IndexSigner(path: path).sign(with: [key(1)])
      signed.append(try Index(path: path))
    }
    let count = Int(signed[0].summary.passageCount)
    let receipt = try signed[0].receipt(for: signed[0].passages(at: 0..<count))
    _ = try receipt.verify(by: Self.keys(1))
    #expect(receipt.note == (try signed[1].folder.note("checkpoint-000001")))
    let other = try signed[1].receipt(for: signed[1].passages(at: 0..<count))
    #expect(receipt.encoded == other.encoded)
  }

  @Test("packets that a build hashes are the canonical JSON of what an attribution says")
  func packets() async throws {
    let sample = try await SampleIndex.shared()
    let proofs = sample.index.segments.parts[0].segment.proofs
    let passages = try sample.index.passages(at: 0..<sample.report.passageCount)
    for (number, passage) in passages.enumerated() {
      #expect(
        proofs.leaf(number) == MerkleTree.leafHash(of: passage.attribution.packet.canonical))
    }
  }

  @Test("an index that is not signed gives no receipt, and says what to do")
  func unsigned() async throws {
    let sample = try await SampleIndex.shared()
    do throws(FootnoteError) {
      _ = try sample.index.receipt(for: sample.index.passages(at: 0..<1))
      Issue.record("a receipt without a signature")
    } catch {
      #expect("\(error)".contains("footnote sign"))
    }
  }

  @Test("a checkpoint that is another generation's gives no receipt")
  func strangeCheckpoint() async throws {
    let sample = try await SignedSample.shared.value
    let folder = try TemporaryFolder()
    var files = sample.files
    files[SignedSample.checkpoint] = files["checkpoint-000001"]
    try write(files, to: folder("an.index"))
    let index = try Index(path: folder("an.index"))
    do throws(FootnoteError) {
      _ = try index.receipt(for: index.passages(at: 0..<1))
      Issue.record("a receipt under another root")
    } catch {
      guard case .provenance(.mismatch) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test("a receipt of one passage has at most 2 KB, with a signature")
  func size() async throws {
    let folder = try TemporaryFolder()
    _ = try await IndexBuilder(options: SampleCorpus.options).build(
      files: SampleCorpus.dumps, output: folder("sample.index"))
    _ = try IndexSigner(path: folder("sample.index")).sign(with: [key(1)])
    let index = try Index(path: folder("sample.index"))
    for passage in try index.passages(at: 0..<Int(index.summary.passageCount)) {
      #expect(try index.receipt(for: [passage]).encoded.count <= 2_048)
    }
  }

  /// What is done to a receipt, and the kind of refusal that must come of it.
  private static let attacks: [(name: String, refusal: String)] = [
    ("key", "wrongRoot"), ("title", "wrongRoot"), ("timestamp", "wrongRoot"),
    ("language", "wrongRoot"), ("section", "wrongRoot"), ("sha1", "wrongRoot"),
    ("text_sha256", "wrongRoot"), ("licenses", "wrongRoot"), ("namespace", "wrongRoot"),
    ("bytes", "wrongRoot"), ("format", "wrongRoot"),
  ]

  @Test("each fact of a packet is proved: altered or left out, it is refused")
  func alteredPackets() async throws {
    let receipt = try await Self.receipt()
    let keys = try Self.keys(1, 2)
    for attack in Self.attacks {
      for value in [nil, JSONValue.string("other"), .null, .integer(7), .array([])] {
        var altered = receipt
        altered.entries[0].packet = altered.entries[0].packet.setting(attack.name, value)
        guard altered.encoded != receipt.encoded else { continue }
        #expect(refusal(altered, keys) == attack.refusal, "\(attack.name)")
      }
    }
    var added = receipt
    added.entries[0].packet = added.entries[0].packet.setting("synthetic", true)
    #expect(refusal(added, keys) == "wrongRoot")
  }

  @Test("other places, other trees, cut, lengthened and swapped proofs are refused")
  func alteredPlaces() async throws {
    let receipt = try await Self.receipt()
    let keys = try Self.keys(1, 2)
    let alterations: [(String, (inout Receipt) -> Void)] = [
      ("wrongRoot", { $0.entries[0].index = 1 }),
      ("wrongRoot", { $0.entries[1].index = 0 }),
      ("malformed", { $0.entries[0].index = 5 }),
      ("malformed", { $0.entries[0].index = .max }),
      ("malformed", { $0.entries[0].size = 0 }),
      ("wrongRoot", { $0.entries[0].segment = 1 }),
      ("malformed", { $0.entries[0].segment = 2 }),
      ("malformed", { $0.entries[0].segmentCount = 0 }),
      ("wrongProofLength", { $0.entries[0].segmentCount = 8 }),
      ("wrongProofLength", { $0.entries[0].size = 1_000 }),
      ("wrongProofLength", { $0.entries[0].proof.removeLast() }),
      ("wrongProofLength", { $0.entries[0].proof.removeFirst() }),
      ("wrongProofLength", { $0.entries[0].proof = [] }),
      ("wrongProofLength", { $0.entries[0].proof += [$0.entries[0].proof[0]] }),
      ("wrongRoot", { $0.entries[0].proof.swapAt(0, 1) }),
      ("wrongRoot", { $0.entries[0].proof[0] = MerkleTree.leafHash(of: []) }),
      (
        "wrongRoot",
        { receipt in
          let packet = receipt.entries[0].packet
          receipt.entries[0].packet = receipt.entries[1].packet
          receipt.entries[1].packet = packet
        }
      ),
      (
        "wrongRoot",
        { receipt in
          let proof = receipt.entries[0].proof
          receipt.entries[0].proof = receipt.entries[1].proof
          receipt.entries[1].proof = proof
        }
      ),
    ]
    for (number, alteration) in alterations.enumerated() {
      var altered = receipt
      alteration.1(&altered)
      #expect(refusal(altered, keys) == alteration.0, "alteration \(number)")
    }
  }

  @Test("a receipt under other signatures, or under the root of another generation, is refused")
  func otherNotes() async throws {
    let sample = try await SignedSample.shared.value
    let receipt = try await Self.receipt()
    #expect(refusal(receipt, try Self.keys(3)) == "belowThreshold")
    #expect(refusal(receipt, try Self.keys(1, 2, 3)) == "belowThreshold")
    var older = receipt
    older.note = try SignedNote(
      decoding: String(decoding: sample.files["checkpoint-000001"] ?? [], as: UTF8.self),
      document: "x")
    #expect(refusal(older, try Self.keys(1)) == "wrongRoot")
    var plain = receipt
    var note = SignedNote(
      text: Checkpoint(origin: "a log", size: 6, root: MerkleTree.emptyRoot).text)
    note.sign(with: key(1), name: "a log")
    plain.note = note
    #expect(refusal(plain, try Self.keys(1)) == "malformed")
  }

  @Test("every altered byte of a receipt is refused")
  func alteredBytes() async throws {
    let index = try Index(path: try await SignedSample.shared.value.path)
    let bytes = try index.receipt(for: index.passages(at: 0..<1)).encoded
    let keys = try Self.keys(1, 2)
    let cut = try #require(String(decoding: bytes, as: UTF8.self).firstRange(of: "\"cut\":"))
    let unsigned = String(decoding: bytes, as: UTF8.self)[..<cut.lowerBound].utf8.count
    for place in bytes.indices.dropLast() {
      // How passages were cut is a hint, which making the text anew proves.
      if place >= unsigned, place < unsigned + 60 { continue }
      var altered = bytes
      altered[place] ^= 1
      let isTaken = (try? Receipt(decoding: altered).verify(by: keys)) != nil
      #expect(!isTaken, "byte \(place)")
    }
  }

  private func refusal(_ receipt: Receipt, _ keys: KeySet) -> String? {
    do throws(ProvenanceError) {
      _ = try receipt.verify(by: keys)
      return nil
    } catch {
      return error.kind
    }
  }
}
