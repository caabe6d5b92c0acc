import JSON
import Provenance
import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

@Suite("The audit of passages that leave without a question")
struct ExportAuditTests {
  private func digest(_ keys: [String]) -> String {
    MerkleTree.digest(of: Array(keys.map { $0 + "\n" }.joined().utf8)).hexadecimal
  }

  @Test("says which passages were given, before they are, and holds no text")
  func passages() async throws {
    let audited = try await AuditedIndex()
    let audit = SearchAudit(
      log: try audited.log(), caller: "mirror", purpose: "backup", overrides: ["revocations"])
    let given = try audited.index.passages(at: 0..<2, audit: audit)
    #expect(try audited.index.passages(at: 1..<1, audit: audit).isEmpty)
    _ = try audited.index.passages(at: 0..<2)
    let entries = try audited.entries()
    #expect(entries.map { $0["kind"] } == ["start", "exported", "exported"])
    let entry = entries[1]
    let keys = given.map { "\($0.attribution.key)" }
    #expect(entry["passages"] == 2 && entry["positions"] == [0, 2])
    #expect(entry["first"]?.string == keys.first && entry["last"]?.string == keys.last)
    #expect(entry["keys_sha256"]?.string == digest(keys))
    #expect(entry["generation"]?.unsigned == audited.index.identity.generation)
    #expect(entry["manifest"]?.string == audited.index.identity.manifestDigest)
    #expect(entry["caller"] == "mirror" && entry["purpose"] == "backup")
    #expect(entry["overrides"] == ["revocations"] && entry["format"] == nil)
    #expect(entries[2]["passages"] == 0 && entries[2]["first"] == nil)
    for (name, bytes) in try tree(audited.path) {
      #expect(bytes.firstIndex(of: "harbour") == nil, "\(name)")
    }
  }

  @Test("takes two entries whatever is copied, the first before anything has left")
  func copies() async throws {
    let audited = try await AuditedIndex()
    let audit = SearchAudit(log: try audited.log())
    var copy = try ExportAudit(audit, as: "jsonl", of: 0..<2, from: audited.index)
    #expect(try audited.entries().map { $0["kind"] } == ["start", "export"])
    var keys: [String] = []
    for position in 0..<2 {
      let passages = try audited.index.passages(at: position..<position + 1)
      copy.add(passages)
      keys += passages.map { "\($0.attribution.key)" }
    }
    try copy.finish()
    let entries = try audited.entries()
    #expect(entries.map { $0["kind"] } == ["start", "export", "exported"])
    #expect(entries[1]["positions"] == [0, 2] && entries[1]["keys_sha256"] == nil)
    #expect(entries[2]["keys_sha256"]?.string == digest(keys) && entries[2]["passages"] == 2)
    #expect(entries[1]["format"] == "jsonl" && entries[2]["format"] == "jsonl")
    let report = try AuditRecords(path: audited.path).verify()
    #expect(report.exportCount == 1 && report.searchCount == 0)
  }

  @Test("that cannot be written gives no passage")
  func failure() async throws {
    let audited = try await AuditedIndex()
    let audit = SearchAudit(log: try audited.log())
    try Folder.removeFile("\(audited.path)/entries")
    #expect(throws: FootnoteError.self) {
      _ = try audited.index.passages(at: 0..<1, audit: audit)
    }
    #expect(throws: FootnoteError.self) {
      _ = try ExportAudit(audit, of: 0..<1, from: audited.index)
    }
    for caller in ["", String(repeating: "x", count: SearchAudit.textByteLimit + 1)] {
      let long = SearchAudit(log: audit.log, caller: caller)
      #expect(throws: FootnoteError.self) {
        _ = try audited.index.passages(at: 0..<1, audit: long)
      }
    }
  }

  @Test("loses what it says of somebody when it is pruned")
  func pruning() async throws {
    let audited = try await AuditedIndex()
    let audit = SearchAudit(log: try audited.log(), caller: "somebody")
    let copy = try ExportAudit(audit, of: 0..<2, from: audited.index)
    try copy.finish()
    _ = try audited.ask("lantern", audit.log)
    let moment = try #require(try audited.entries().last?.auditMoment)
    let records = try AuditRecords(path: audited.path)
    #expect(try records.prune(before: moment, now: audited.clock.now()) == 2)
    #expect(try audited.entries().map { $0["kind"] } == ["start", nil, nil, "search", "prune"])
    #expect(try contents(of: "\(audited.path)/entries").firstIndex(of: "somebody") == nil)
    #expect(try records.verify().exportCount == 0)
  }

  @Test("goes on in a log that was kept before there were such entries")
  func golden() async throws {
    let audited = try await AuditedIndex()
    try write(
      try tree(Folder.parent(of: Folder.parent(of: #filePath)) + "/Golden/audit-1"),
      to: audited.path)
    let before = try AuditRecords(path: audited.path).verify()
    #expect(before.entryCount == 5 && before.searchCount == 2 && before.prunedCount == 1)
    let audit = SearchAudit(log: try audited.log())
    _ = try audited.index.passages(at: 0..<2, audit: audit)
    let records = try AuditRecords(path: audited.path)
    #expect(
      try records.verify(by: KeySet(key(7).verificationKey)).checkpointEntryCount == 5)
    #expect(try records.verify().exportCount == 1)
  }
}
