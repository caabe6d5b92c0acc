import Provenance
import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

@Suite("The history of an index that is trusted")
struct TrustedHistoryTests {
  private static let later = Timestamp(
    secondsSince1970: SignedSample.expires.secondsSince1970 + 1)

  private func keys() throws -> KeySet {
    try KeySet([key(1), key(2)].map(\.verificationKey), threshold: 2)
  }

  private func kind(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "passed"
    } catch FootnoteError.provenance(let error) {
      return error.kind
    } catch {
      return "\(error)"
    }
  }

  @Test("vouches for older generations, and for none of another index or a newer one")
  func history() async throws {
    let sample = try await SignedSample.shared.value
    let newest = try Index(path: sample.path, trusting: Trust(keys: keys()), now: SignedSample.now)
    let older = try Index(path: sample.path, generation: 1)
    try newest.checkHistory(of: older)
    #expect(kind { try older.checkHistory(of: newest) } == "mismatch")
    let folder = try TemporaryFolder()
    _ = try await IndexBuilder().build(
      articles: [plainArticle(1, "The harbour.")], output: folder("index"))
    let other = try Index(path: folder("index"))
    #expect(kind { try newest.checkHistory(of: other) } == "mismatch")
  }

  @Test("is wanted of every generation that a check of answers opens")
  func checking() async throws {
    let sample = try await SignedSample.shared.value
    let newest = try Index(path: sample.path, trusting: Trust(keys: keys()), now: SignedSample.now)
    let folder = try TemporaryFolder()
    // Another index, whose first generation is not the one that was signed.
    var files = sample.files
    _ = try await IndexBuilder().build(
      articles: [plainArticle(1, "The harbour.")], output: folder("other"))
    for (name, bytes) in try tree(folder("other")) where name.hasPrefix("manifest-000001") {
      files[name] = bytes
    }
    try write(files, to: folder("mixed"))
    let answer = Array(
      #"{"answer": "x", "citations": [{"passage": "testwiki:1:9:0", "quote": "y"}]}"#.utf8)
    let sound = try AnswerChecker(index: newest, trusting: newest)
    #expect(try sound.check(answer).citations.count == 1)
    let mixed = try Index(path: folder("mixed"))
    #expect(throws: FootnoteError.self) {
      _ = try AnswerChecker(index: mixed, trusting: newest).check(answer)
    }
  }

  @Test("stays trusted where a statement has expired and its holder goes on, and says so")
  func ignoringExpiry() async throws {
    let sample = try await SignedSample.shared.value
    let index = try Index(path: sample.path)
    let trust = Trust(keys: try keys())
    #expect(kind { _ = try index.checkTrust(trust, now: Self.later) } == "expired")
    let report = try index.checkTrust(trust, now: Self.later, ignoringExpiry: true)
    #expect(report.hasExpired && report.expires == SignedSample.expires)
    let wrong = Trust(keys: KeySet(key(3).verificationKey))
    #expect(
      kind { _ = try index.checkTrust(wrong, now: Self.later, ignoringExpiry: true) }
        == "belowThreshold")
  }
}
