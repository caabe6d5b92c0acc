import Provenance
import Storage
import TestSupport
import Testing

@testable import Footnote

/// Bytes with some of them altered, taken out or doubled.
private func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
  var bytes = bytes
  for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(bytes[place], at: place)
    default: bytes.removeSubrange(place..<min(bytes.count, place + 20))
    }
  }
  return bytes
}

@Suite("Bytes that were altered are refused or read as what they say, and never trap")
struct RevocationMutationTests {
  private let count = Soak.count(3_000, soak: 3_000_000)

  @Test("Lists: what is read is canonical, and written as it was")
  func lists() throws {
    var generator = SeededGenerator()
    let salt = String(repeating: "5a", count: 16)
    let digest = String(repeating: "0f", count: 32)
    let list = revocationList(
      7,
      [
        .removing(.page(wiki: "enwiki", PageID(rawValue: 12))),
        .init(.revision(wiki: "enwiki", RevisionID(rawValue: 34)), .credit, reason: "asked for"),
        .removing(.text(sha256: digest)),
        .removing(.editor(sha256: RevocationList.editorDigest(of: "A", salt: salt))),
      ], salt: salt)
    let sound = try list.encoded()
    var readCount = 0
    for _ in 0..<count {
      let bytes = mutated(sound, &generator)
      guard let read = try? RevocationList(decoding: bytes, document: "list") else { continue }
      readCount += 1
      #expect(try read.encoded() == bytes)
    }
    // A changed digit of a number is another list.
    #expect(readCount > 0)
  }

  @Test("Statements of removal and records of actions")
  func statements() throws {
    var generator = SeededGenerator()
    let digest = String(repeating: "0f", count: 32)
    let statement = RemovalStatement(
      version: 1, issued: today, list: RevocationName(version: 7, digest: digest),
      manifestBefore: digest, manifestAfter: digest, generation: 9,
      removed: [
        .init(
          wiki: "enwiki", page: PageID(rawValue: 1), revision: RevisionID(rawValue: 2),
          ordinals: [0, 5])
      ], heldGenerations: [8])
    let record = ActionRecord(
      .init(
        action: .purge, list: RevocationName(version: 7, digest: digest), generation: 9,
        statementDigest: digest, caller: "a", purpose: "b"), number: 3, previous: digest,
      at: today)
    for _ in 0..<count {
      let bytes = mutated(statement.encoded, &generator)
      if let read = try? RemovalStatement(decoding: bytes, document: "statement") {
        #expect(read.encoded == bytes)
      }
      _ = try? ActionRecord(decoding: mutated(record.encoded, &generator), document: "record")
    }
    #expect(try RemovalStatement(decoding: statement.encoded, document: "x") == statement)
    #expect(try ActionRecord(decoding: record.encoded, document: "x") == record)
  }

  @Test("The pointer and the file that it names: nothing is handed out, or what the list leaves")
  func files() async throws {
    var generator = SeededGenerator()
    let history = try await History()
    try IndexRevoker(path: history.path).revoke(
      try verified(
        revocationList(1, [.removing(.page(wiki: "testwiki", PageID(rawValue: 1)))])))
    for name in ["REVOKED", "revocations-000001.json"] {
      let path = "\(history.path)/\(name)"
      let sound = try contents(of: path)
      for _ in 0..<Soak.count(60, soak: 6_000) {
        let bytes = mutated(sound, &generator)
        try overwrite(path, bytes)
        do throws(FootnoteError) {
          #expect(try Index(path: history.path).search("lantern").isEmpty)
          #expect(bytes == sound)
        } catch {
          guard case .provenance(.damagedRevocations) = error else { throw error }
        }
      }
      try overwrite(path, sound)
    }
  }
}
