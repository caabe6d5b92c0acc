import Provenance
import Storage
import TestSupport
import Testing

@testable import Footnote

/// An index with a list in place, and a newer list.
private struct Revoking {
  let history: History
  let next: VerifiedRevocations

  init() async throws {
    history = try await History()
    func list(_ version: UInt64, _ page: UInt64) throws -> VerifiedRevocations {
      try verified(
        revocationList(
          version, [.removing(.page(wiki: "testwiki", PageID(rawValue: page)))]))
    }
    try IndexRevoker(path: history.path).revoke(try list(1, 1))
    next = try list(2, 3)
  }

  /// Says what is wrong with the index in a folder; nil where it is as one of the lists wants it,
  /// and can be brought to the newer one.
  func wrong(_ folder: String, isAcknowledged: Bool) async throws -> String? {
    let path = "\(folder)/history.index"
    do throws(FootnoteError) {
      let index = try Index(path: path)
      _ = try index.verify()
      let version = try index.revocations()?.version
      guard version == 2 || version == 1 && !isAcknowledged else {
        return "version \(version ?? 0) of the list"
      }
      let found = try index.search("lantern").count + 2 * index.search("keeper").count
      guard found == (version == 1 ? 2 : 1) else { return "version \(version ?? 0) is not heeded" }
      let revoker = IndexRevoker(path: path)
      try revoker.revoke(next)
      guard try index.search("keeper").isEmpty else { return "cannot go on" }
      guard try revoker.actions().map(\.listVersion) == [1, 2] else {
        return "\(try revoker.actions())"
      }
      let findings = try IndexDoctor(path: path).examine()
      guard findings.isEmpty else { return "\(findings)" }
      return nil
    } catch {
      return "\(error)"
    }
  }
}

@Suite("Putting a list in place, with every call on files failing in turn")
struct RevocationFaultTests {
  @Test("The list before or the new one holds, and is recorded", arguments: Fault.allCases)
  func faults(fault: Fault) async throws {
    let revoking = try await Revoking()
    for lasts in [false, true] where !lasts || fault != .interrupted {
      var place = 0
      while true {
        let folder = try TemporaryFolder()
        try write(try tree(revoking.history.path), to: folder("history.index"))
        let injector = FaultInjector(fault, atCall: place, lasts: lasts)
        let failure = SystemInterception.$current.withValue(injector) {
          () -> FootnoteError? in
          do throws(FootnoteError) {
            try IndexRevoker(path: folder("history.index")).revoke(revoking.next)
            return nil
          } catch {
            return error
          }
        }
        guard let call = injector.call else { break }
        if !lasts, fault.isHarmless { #expect(failure == nil, "\(call)") }
        let wrong = try await revoking.wrong(folder.path, isAcknowledged: failure == nil)
        #expect(wrong == nil, "\(fault) at \(call), \(lasts ? "lasting" : "once")")
        place += 1
      }
      #expect(place > 5)
    }
  }

  @Test("After a crash, the list before or the new one holds")
  func crashes() async throws {
    var generator = SeededGenerator()
    let revoking = try await Revoking()
    let recording = try DiskRecording(below: revoking.history.folder.path)
    _ = try SystemInterception.$current.withValue(recording) {
      try IndexRevoker(path: revoking.history.path).revoke(revoking.next)
    }
    let simulator = CrashSimulator(recording)
    for _ in 0..<Soak.count(60, soak: 20_000) {
      let place = Int.random(in: 0...simulator.operationCount, using: &generator)
      let folder = try TemporaryFolder()
      try simulator.state(after: place, using: &generator).write(to: folder.path)
      let wrong = try await revoking.wrong(
        folder.path, isAcknowledged: place == simulator.operationCount)
      #expect(wrong == nil, "after operation \(place)")
    }
  }
}
