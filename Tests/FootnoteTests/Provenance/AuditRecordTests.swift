import JSON
import Provenance
import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

@Suite("An audit log in the eyes of an auditor")
struct AuditRecordTests {
  private func keySet(_ key: SigningKey) -> KeySet { KeySet(key.verificationKey) }

  private func refusal(_ body: () throws -> Void) -> ProvenanceError? {
    do {
      try body()
    } catch FootnoteError.provenance(let error) {
      return error
    } catch {}
    return nil
  }

  @Test("goes on from a checkpoint that was signed, whatever is added and pruned")
  func checkpoint() async throws {
    let audited = try await AuditedIndex()
    let log = try audited.log()
    for _ in 0..<5 { _ = try audited.ask("harbour", log) }
    let key = SigningKey.generate()
    let records = try AuditRecords(path: audited.path)
    #expect(try records.sign(with: key).checkpointEntryCount == 6)
    let kept = try audited.folder.file("kept", try contents(of: records.checkpointPath))
    let root = try records.verify().root
    for _ in 0..<3 { _ = try audited.ask("lantern", log) }
    let report = try records.verify(by: keySet(key))
    #expect(report.entryCount == 9 && report.checkpointEntryCount == 6)
    let moment = try #require(try audited.entries()[4].auditMoment)
    #expect(try records.prune(before: moment, now: audited.clock.now()) == 3)
    #expect(try records.verify(by: keySet(key), checkpoint: kept).prunedCount == 3)
    #expect(try records.sign(with: key).entryCount == 10)
    #expect(try records.verify(by: keySet(key), checkpoint: kept).root != root)
    _ = try audited.ask("harbour", log)
    #expect(try records.verify(by: keySet(key)).checkpointEntryCount == 10)
    #expect(try audited.entries()[9]["count"] == 3)
  }

  @Test("is refused where its end was dropped, it was written anew, or another key signed")
  func refusals() async throws {
    let audited = try await AuditedIndex()
    let log = try audited.log()
    for _ in 0..<4 { _ = try audited.ask("harbour", log) }
    let (key, other) = (SigningKey.generate(), SigningKey.generate())
    let records = try AuditRecords(path: audited.path)
    guard case .unsigned? = refusal({ _ = try records.verify(by: keySet(key)) }) else {
      Issue.record("verified without a checkpoint")
      return
    }
    _ = try records.sign(with: key)
    let entries = try contents(of: "\(audited.path)/entries")
    let lines = entries.split(separator: 0x0A).map { Array($0) + [0x0A] }
    guard case .belowThreshold? = refusal({ _ = try records.verify(by: keySet(other)) }) else {
      Issue.record("another key's signature was taken")
      return
    }
    try overwrite("\(audited.path)/entries", lines.dropLast(2).flatMap { $0 })
    #expect(try records.verify().entryCount == 3)
    let dropped = refusal { _ = try records.verify(by: keySet(key)) }
    guard case .rollback(_, seen: 5, found: 3)? = dropped else {
      Issue.record("dropped entries were not missed")
      return
    }
    // What was dropped is written again in other words.
    for _ in 0..<2 { _ = try audited.ask("lantern", log) }
    #expect(try records.verify().entryCount == 5)
    let attempts = [
      { _ = try records.verify(by: keySet(key)) }, { _ = try records.sign(with: key) },
    ]
    for attempt in attempts {
      guard case .fork? = refusal(attempt) else {
        Issue.record("another history was taken")
        return
      }
    }
    let checkpoint = try contents(of: records.checkpointPath)
    for place in checkpoint.indices {
      var altered = checkpoint
      altered[place] ^= 1
      try overwrite(records.checkpointPath, altered)
      #expect(refusal { _ = try records.verify(by: keySet(key)) } != nil, "byte \(place)")
    }
  }

  @Test("is not taken for another log that the same key signed")
  func otherLog() async throws {
    let (one, two) = (try await AuditedIndex(), try await AuditedIndex())
    let key = SigningKey.generate()
    for audited in [one, two] {
      _ = try audited.ask("harbour", try audited.log())
      _ = try AuditRecords(path: audited.path).sign(with: key)
    }
    let records = try AuditRecords(path: one.path)
    let error = refusal {
      _ = try records.verify(by: keySet(key), checkpoint: "\(two.path)/checkpoint")
    }
    guard case .mismatch? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("loses what tells of somebody when it is pruned, and nothing else")
  func pruning() async throws {
    let audited = try await AuditedIndex()
    let log = try audited.log(keepsQuestions: true)
    _ = try audited.ask("harbour of secrets", log, caller: "somebody")
    try log.recordOverride(of: "expired manifest", document: "small.index", caller: "somebody")
    _ = try audited.ask("lantern", log)
    let moment = try #require(try audited.entries().last?.auditMoment)
    let records = try AuditRecords(path: audited.path)
    #expect(try records.prune(before: moment, now: audited.clock.now()) == 2)
    #expect(try audited.entries().map { $0["kind"] } == ["start", nil, nil, "search", "prune"])
    #expect(try contents(of: "\(audited.path)/entries").firstIndex(of: "somebody") == nil)
    #expect(try records.prune(before: moment, now: audited.clock.now()) == 0)
    #expect(try records.verify().prunedCount == 2)
  }
}
