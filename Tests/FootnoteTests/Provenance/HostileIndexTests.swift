import JSON
import Storage
import TestSupport
import Testing

@testable import Footnote
@testable import Provenance

/// One way to pass something off as an index that trusted keys have signed.
private struct Attack: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// The kind of error that must come of it.
  let refusal: String
  var now = SignedSample.now
  var keys: [UInt8] = [1, 2]
  var threshold = 2
  let alter: @Sendable (inout [String: [UInt8]], SignedSample) throws -> Void

  init(
    _ name: String, _ refusal: String, now: Timestamp = SignedSample.now, keys: [UInt8] = [1, 2],
    threshold: Int = 2,
    _ alter: @escaping @Sendable (inout [String: [UInt8]], SignedSample) throws -> Void
  ) {
    testDescription = name
    self.refusal = refusal
    self.now = now
    self.keys = keys
    self.threshold = threshold
    self.alter = alter
  }

  /// Puts another payload into the statement, signed by keys.
  static func signing(
    _ name: String, _ refusal: String, by signers: [UInt8] = [1, 2],
    type: String = Statement.payloadType,
    _ alter: @escaping @Sendable (JSONValue) -> JSONValue
  ) -> Attack {
    Attack(name, refusal) { files, sample in
      let value = alter(try JSONValue(parsing: sample.payload))
      var envelope = Envelope(payloadType: type, payload: try value.compactBytes())
      for signer in signers { envelope.sign(with: key(signer)) }
      files[SignedSample.statement] = envelope.encoded
    }
  }
}

private let wrongValues: [(String, JSONValue?)] = [
  ("missing", nil), ("null", .null), ("a boolean", true), ("a list", []), ("an object", [:]),
  ("an empty text", ""), ("a negative number", -1), ("a fraction", .double(1.5)),
  ("a number past 2^53", .integer(Int64.max)), ("other text", "zz"),
]

private let memberAttacks: [Attack] = {
  var attacks: [Attack] = []
  for name in ["_type", "predicateType"] {
    for (what, value) in wrongValues {
      let isText = value?.string != nil
      attacks.append(
        .signing("\(name) is \(what)", isText ? "wrongType" : "malformed") {
          $0.setting(name, value)
        })
    }
  }
  for name in ["index", "log_root", "root"] {
    for (what, value) in wrongValues {
      attacks.append(
        .signing("\(name) is \(what)", "malformed") { $0.setting("predicate." + name, value) })
    }
    attacks.append(
      .signing("\(name) is another digest", "mismatch") {
        $0.setting("predicate." + name, .string(String(repeating: "0", count: 64)))
      })
    attacks.append(
      .signing("\(name) is in capitals", "malformed") {
        $0.setting("predicate." + name, .string(String(repeating: "A", count: 64)))
      })
  }
  for name in ["log_size", "tree_size", "version"] {
    for (what, value) in wrongValues {
      attacks.append(
        .signing("\(name) is \(what)", "malformed") { $0.setting("predicate." + name, value) })
    }
    attacks.append(
      .signing("\(name) is another number", "mismatch") {
        $0.setting("predicate." + name, 77)
      })
  }
  for (what, value) in wrongValues where value != nil {
    attacks.append(
      .signing("expires is \(what)", "malformed") { $0.setting("predicate.expires", value) })
  }
  for (what, value) in wrongValues {
    guard value != .array([]) else { continue }
    attacks.append(
      .signing("subject is \(what)", "malformed") { $0.setting("subject", value) })
  }
  return attacks
}()

private let nameAttacks: [Attack] =
  [
    "../manifest-000002.json", "/etc/passwd", "segment-000001/../../x", "a/b/c", "", ".", "..",
    "a\\b", "a b", "a\u{0}b", "é", "segment-000001/", "/segment-000001", "a//b",
  ].map { name in
    .signing("a file's name is \(name.debugDescription)", "malformed") { value in
      let subjects = value["subject"]?.array ?? []
      return value.setting(
        "subject", .array([subjects[0].setting("name", .string(name))] + subjects.dropFirst()))
    }
  }

private let signatureAttacks: [Attack] = [
  .signing("a wrong key signed", "belowThreshold", by: [3, 4]) { $0 },
  .signing("one of two keys signed", "belowThreshold", by: [1, 3]) { $0 },
  .signing("nobody signed", "belowThreshold", by: []) { $0 },
  .signing("the type is another", "wrongType", type: KeyRotation.payloadType) { $0 },
  .signing("the type is empty", "wrongType", type: "") { $0 },
  .signing("a file is left out", "mismatch") { value in
    value.setting("subject", .array(Array((value["subject"]?.array ?? []).dropLast())))
  },
  .signing("a file is added", "mismatch") { value in
    let subjects = value["subject"]?.array ?? []
    return value.setting("subject", .array(subjects + [subjects[0].setting("name", "more")]))
  },
  .signing("two files are swapped", "mismatch") { value in
    value.setting("subject", .array((value["subject"]?.array ?? []).reversed()))
  },
  .signing("no file is named", "mismatch") { $0.setting("subject", []) },
  .signing("a file's digest is another", "mismatch") { value in
    let subjects = value["subject"]?.array ?? []
    let other = subjects[1].setting(
      "digest", ["sha256": .string(String(repeating: "0", count: 64))])
    return value.setting("subject", .array([subjects[0], other] + subjects.dropFirst(2)))
  },
  .signing("a digest is of another kind", "malformed") { value in
    let subjects = value["subject"]?.array ?? []
    let other = subjects[0].setting("digest", ["md5": "00"])
    return value.setting("subject", .array([other] + subjects.dropFirst()))
  },
  .signing("the licences are others", "mismatch") {
    $0.setting("predicate.licenses", ["CC0-1.0": 6])
  },
  .signing("the parent is another", "mismatch") {
    $0.setting("predicate.parent", ["generation": 1, "sha256": "0"])
  },
  .signing("something unknown is said", "mismatch") { $0.setting("predicate.latest", true) },
  .signing("something unknown stands beside", "malformed") { $0.setting("more", 1) },
  Attack("the statement is missing", "unsigned") { files, _ in
    files[SignedSample.statement] = nil
  },
  Attack("the checkpoint is missing", "unsigned") { files, _ in
    files[SignedSample.checkpoint] = nil
  },
  Attack("a signature has a bit flipped", "badSignature") { files, _ in
    try alterEnvelope(&files) { envelope in
      envelope.setting(
        "signatures",
        .array(
          (envelope["signatures"]?.array ?? []).map { one in
            var bytes = Base64.decode(one["sig"]?.string ?? "") ?? []
            bytes[10] ^= 1
            return one.setting("sig", .string(Base64.encode(bytes)))
          }))
    }
  },
  Attack("signatures are swapped between keys", "badSignature") { files, _ in
    try alterEnvelope(&files) { envelope in
      let all = envelope["signatures"]?.array ?? []
      return envelope.setting(
        "signatures",
        .array([
          all[0].setting("sig", all[1]["sig"]), all[1].setting("sig", all[0]["sig"]),
        ]))
    }
  },
  Attack("a signature is cut short", "badSignature") { files, _ in
    try alterEnvelope(&files) { envelope in
      let all = envelope["signatures"]?.array ?? []
      return envelope.setting("signatures", .array([all[0].setting("sig", "AAAA"), all[1]]))
    }
  },
  Attack("a signature is empty", "badSignature") { files, _ in
    try alterEnvelope(&files) { envelope in
      let all = envelope["signatures"]?.array ?? []
      return envelope.setting("signatures", .array([all[0].setting("sig", ""), all[1]]))
    }
  },
  Attack("one key's signature stands twice", "belowThreshold") { files, _ in
    try alterEnvelope(&files) { envelope in
      let all = envelope["signatures"]?.array ?? []
      return envelope.setting("signatures", .array([all[0], all[0]]))
    }
  },
  Attack("the algorithm is another", "belowThreshold") { files, _ in
    try alterEnvelope(&files) { envelope in
      let all = envelope["signatures"]?.array ?? []
      return envelope.setting(
        "signatures", .array(all.map { $0.setting("algorithm", "none") }))
    }
  },
  Attack("the key's name is another's", "badSignature") { files, _ in
    try alterEnvelope(&files) { envelope in
      let all = envelope["signatures"]?.array ?? []
      return envelope.setting(
        "signatures", .array([all[0].setting("keyid", all[1]["keyid"]), all[1]].reversed()))
    }
  },
  Attack("the statement is no JSON", "malformed") { files, _ in
    files[SignedSample.statement] = Array("{".utf8)
  },
  Attack("the statement is empty", "malformed") { files, _ in
    files[SignedSample.statement] = []
  },
  Attack("a member of the envelope comes twice", "malformed") { files, _ in
    let text = String(decoding: files[SignedSample.statement] ?? [], as: UTF8.self)
    files[SignedSample.statement] = Array(
      text.replacing("{\"payload\":", with: "{\"payload\":\"QQ==\",\"payload\":").utf8)
  },
  Attack("its time is over", "expired", now: Timestamp(secondsSince1970: 1_782_864_001)) { _, _ in
  },
  Attack("its time is long over", "expired", now: Timestamp(secondsSince1970: 2_082_758_400)) {
    _, _ in
  },
]

private func alterEnvelope(
  _ files: inout [String: [UInt8]], _ alter: (JSONValue) -> JSONValue
) throws {
  let value = try JSONValue(parsing: files[SignedSample.statement] ?? [])
  files[SignedSample.statement] = alter(value).canonical
}

/// Texts in the place of the checkpoint.
private let noteAttacks: [Attack] = {
  func altering(
    _ name: String, _ refusal: String, by signers: [UInt8] = [1, 2],
    _ alter: @escaping @Sendable (inout Checkpoint) -> Void
  ) -> Attack {
    Attack(name, refusal) { files, _ in
      let text = String(decoding: files[SignedSample.checkpoint] ?? [], as: UTF8.self)
      var checkpoint = try Checkpoint(
        text: SignedNote(decoding: text, document: "x").text, document: "x")
      alter(&checkpoint)
      var note = SignedNote(text: checkpoint.text)
      for signer in signers { note.sign(with: key(signer), name: checkpoint.origin) }
      files[SignedSample.checkpoint] = Array(note.encoded.utf8)
    }
  }
  return [
    altering("the checkpoint has another size", "mismatch") { $0.size += 1 },
    altering("the checkpoint has another root", "mismatch") {
      $0.root = MerkleTree.leafHash(of: [])
    },
    altering("the checkpoint has another manifest", "mismatch") {
      $0.extensions = ["manifest " + String(repeating: "0", count: 64)]
    },
    altering("the checkpoint says more", "mismatch") { $0.extensions.append("more") },
    altering("the checkpoint is of another index", "belowThreshold") {
      $0.origin = "footnote-index/\(String(repeating: "0", count: 64))/2"
    },
    altering("the checkpoint is of another generation", "belowThreshold") {
      $0.origin = String($0.origin.dropLast()) + "1"
    },
    altering("one key signed the checkpoint", "belowThreshold", by: [2]) { _ in },
    altering("other keys signed the checkpoint", "belowThreshold", by: [3, 4]) { _ in },
    Attack("the checkpoint is the one before", "belowThreshold") { files, _ in
      files[SignedSample.checkpoint] = files["checkpoint-000001"]
    },
    Attack("the checkpoint is empty", "malformed") { files, _ in
      files[SignedSample.checkpoint] = []
    },
    Attack("the checkpoint is without signatures", "malformed") { files, _ in
      let text = String(decoding: files[SignedSample.checkpoint] ?? [], as: UTF8.self)
      files[SignedSample.checkpoint] = Array(
        try SignedNote(decoding: text, document: "x").text.utf8)
    },
    Attack("the checkpoint's text is altered", "badSignature") { files, _ in
      let text = String(decoding: files[SignedSample.checkpoint] ?? [], as: UTF8.self)
      files[SignedSample.checkpoint] = Array(text.replacing("\n6\n", with: "\n7\n").utf8)
    },
  ]
}()

/// Pieces of different times put together.
private let mixAttacks: [Attack] = [
  Attack("the statement is the one before", "mismatch") { files, _ in
    files[SignedSample.statement] = files["statement-000001.json"]
  },
  Attack("the log is that of another index", "mismatch") { files, _ in
    var log = files["LOG"] ?? []
    let line = log.firstIndex(of: UInt8(ascii: "\n")) ?? 0
    log.removeSubrange(...line)
    files["LOG"] = log
  },
  Attack("trusted keys are others", "belowThreshold", keys: [3, 4]) { _, _ in },
  Attack("more keys are wanted", "belowThreshold", keys: [1, 2, 3], threshold: 3) { _, _ in },
  Attack("one of the keys is another", "belowThreshold", keys: [1, 3]) { _, _ in },
]

private let attacks: [Attack] =
  memberAttacks + nameAttacks + signatureAttacks + noteAttacks + mixAttacks

@Suite("What is passed off as a signed index")
struct HostileIndexTests {
  @Test("the index as it was signed is taken")
  func signed() async throws {
    let sample = try await SignedSample.shared.value
    let keys = try KeySet([key(1).verificationKey, key(2).verificationKey], threshold: 2)
    let index = try Index(
      path: sample.path, trusting: Trust(keys: keys), now: SignedSample.now)
    let report = try index.checkTrust(Trust(keys: keys), now: SignedSample.now)
    #expect(report.generation == 2 && report.expires == SignedSample.expires)
    #expect(report.fileCount == 1 + 4 + 4 || report.fileCount == 1 + 4 + 5)
  }

  @Test("every attack is refused with its own error", arguments: attacks)
  fileprivate func refused(attack: Attack) async throws {
    let sample = try await SignedSample.shared.value
    var files = sample.files
    try attack.alter(&files, sample)
    let folder = try TemporaryFolder()
    try write(files, to: folder("bad.index"))
    let keys = try KeySet(
      attack.keys.map { key($0).verificationKey }, threshold: attack.threshold)
    do throws(FootnoteError) {
      _ = try Index(path: folder("bad.index"), trusting: Trust(keys: keys), now: attack.now)
      Issue.record("it was taken")
    } catch {
      guard case .provenance(let refusal) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(refusal.kind == attack.refusal, "\(refusal)")
      #expect("\(refusal)".contains("expected") && "\(refusal)".contains("found"))
    }
  }

  @Test("there are no two attacks of one name, and enough of them")
  func count() {
    #expect(Set(attacks.map(\.testDescription)).count == attacks.count)
    #expect(attacks.count >= 120, "\(attacks.count)")
  }

  @Test("every altered byte of a segment's files is refused")
  func alteredFiles() async throws {
    let sample = try await SignedSample.shared.value
    let keys = try KeySet([key(1).verificationKey])
    var generator = SeededGenerator(for: "altered files of a signed index")
    let names = sample.files.keys.sorted().filter { $0.hasPrefix("segment") }
    for name in names {
      var files = sample.files
      let place = Int.random(in: 0..<(files[name] ?? [0]).count, using: &generator)
      files[name]?[place] ^= 1
      let folder = try TemporaryFolder()
      try write(files, to: folder("bad.index"))
      #expect(throws: FootnoteError.self, "\(name), byte \(place)") {
        try Index(path: folder("bad.index"), trusting: Trust(keys: keys), now: SignedSample.now)
      }
    }
  }
}
