import Provenance
import Storage
import TestSupport
import Testing

@testable import Footnote

@Suite("A purge that was cut off is finished by the next one, which tells of all that went")
struct PurgeFaultTests {
  /// Purges an index whose purge was cut off, and says what is wrong then; nil where all is well.
  private func wrong(_ path: String, _ key: SigningKey) async throws -> String? {
    do {
      _ = try Index(path: path).verify()
      guard try Index(path: path).search("quokkafish").isEmpty else { return "found" }
      _ = try await IndexCompactor().purge(index: path, signedBy: [key], now: today)
      for text in ["zanzibarite", "quokkafish"] {
        let left = try places(of: text, below: path)
        guard left.isEmpty else { return "\(text) is in \(left)" }
      }
      let told = try Folder.names(in: path).filter { $0.hasPrefix("removal-") }.flatMap { name in
        try RemovalStatement(
          try contents(of: "\(path)/\(name)"), document: name,
          by: try KeySet([key.verificationKey])
        ).keys
      }
      guard Set(told).count == 2 else { return "\(told) was told" }
      guard try IndexRevoker(path: path).actions().last?.action == .purge else {
        return "not recorded"
      }
      let remaining = try await IndexDoctor(path: path).mend().remaining
      return remaining.isEmpty ? nil : "\(remaining)"
    } catch {
      return "\(error)"
    }
  }

  @Test("After a crash, whatever it lost")
  func crashes() async throws {
    let key = try revocationKey()
    let known = try await spreadIndex()
    let recording = try DiskRecording(below: known.folder.path)
    try await SystemInterception.$current.withValue(recording) {
      _ = try await IndexCompactor().purge(index: known.path, signedBy: [key], now: today)
    }
    let simulator = CrashSimulator(recording)
    var generator = SeededGenerator()
    let places = (0...simulator.operationCount).shuffled(using: &generator)
      .prefix(Soak.count(20, soak: 1_000))
    for place in places {
      let folder = try TemporaryFolder()
      try simulator.state(after: place, using: &generator).write(to: folder.path)
      let wrong = try await wrong(folder("history.index"), key)
      #expect(wrong == nil, "after operation \(place)")
    }
  }

  @Test("After a call on files failed, once or for good")
  func faults() async throws {
    let key = try revocationKey()
    let history = try await spreadIndex()
    let known = try withExtendedLifetime(history) { try tree(history.path) }
    var generator = SeededGenerator()
    for fault in Fault.allCases {
      for _ in 0..<Soak.count(4, soak: 200) {
        let folder = try TemporaryFolder()
        let path = folder("history.index")
        try write(known, to: path)
        // Later places than there are calls leave it whole, which is well, too.
        let injector = FaultInjector(
          fault, atCall: Int.random(in: 0..<250, using: &generator),
          lasts: fault != .interrupted && Bool.random(using: &generator))
        let failure = await SystemInterception.$current.withValue(injector) {
          () async -> FootnoteError? in
          do throws(FootnoteError) {
            _ = try await IndexCompactor().purge(index: path, signedBy: [key], now: today)
            return nil
          } catch {
            return error
          }
        }
        if failure == nil { #expect(try places(of: "quokkafish", below: path).isEmpty) }
        let wrong = try await wrong(path, key)
        let call = injector.call.map { "\($0)" } ?? "no call"
        #expect(wrong == nil, "\(fault) at \(call)")
      }
    }
  }
}
