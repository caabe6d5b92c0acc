import Provenance
import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

@Suite("What a receipt's passages count for now")
struct StandingTests {
  private let folder: TemporaryFolder
  private var path: String { folder("an.index") }

  init() throws { folder = try TemporaryFolder() }

  /// A receipt of four pages, which are then left, changed, deleted and hidden.
  private func changed() async throws -> Receipt {
    _ = try await IndexBuilder().build(
      articles: (1...4).map { plainArticle($0, "The harbour of page \($0).") }, output: path)
    _ = try IndexSigner(path: path).sign(with: [key(1)])
    let index = try Index(path: path)
    let receipt = try index.receipt(for: index.passages(at: 0..<4))
    try write(try tree(path), to: folder("first.index"))
    var options = UpdateOptions()
    options.compacts = false
    _ = try await IndexUpdater(options: options).update(
      index: path,
      articles: [
        plainArticle(2, "The harbour is wide.", revision: 21, timestamp: 1_700_000_500),
        plainArticle(3, "", revision: 31, timestamp: 1_700_000_500),
      ])
    return receipt
  }

  @Test("is told by the index of today, though the receipt still holds")
  func standings() async throws {
    let receipt = try await changed()
    let index = try Index(path: path)
    #expect(try index.standings(of: receipt) == [.counts, .replaced, .removed, .counts])
    #expect(
      try Index(path: path, generation: 1).standings(of: receipt)
        == [.counts, .counts, .counts, .counts])
    _ = try receipt.verify(by: KeySet(key(1).verificationKey))
    _ = try await IndexCompactor(options: CompactionOptions(mergesAll: true)).compact(index: path)
    #expect(
      try Index(path: path).standings(of: receipt) == [.counts, .replaced, .removed, .counts])
  }

  @Test("is lost to a list of revocations, be it of pages or of texts")
  func revocation() async throws {
    let receipt = try await changed()
    let passages = try Index(path: path).passages(at: 0..<3)
    let fourth = try #require(passages.first { $0.attribution.page == PageID(rawValue: 4) })
    let targets: [RevocationList.Target] = [
      .page(wiki: "testwiki", PageID(rawValue: 1)), .text(sha256: fourth.attribution.contentDigest),
    ]
    _ = try IndexRevoker(path: path).revoke(
      try verified(revocationList(1, targets.map { .removing($0) })))
    let index = try Index(path: path)
    #expect(try index.standings(of: receipt) == [.revoked, .replaced, .removed, .revoked])
  }

  @Test("is asked of the index that the receipt names, in its history and not before it")
  func otherIndexes() async throws {
    let (receipt, first) = (try await changed(), try tree(folder("first.index")))
    func kind(_ path: String, _ receipt: Receipt, generation: UInt64? = nil) throws -> String {
      let index =
        if let generation { try Index(path: path, generation: generation) } else {
          try Index(path: path)
        }
      do throws(FootnoteError) {
        _ = try index.standings(of: receipt)
        return "passed"
      } catch {
        guard case .provenance(let error) = error else { return "\(error)" }
        return error.kind
      }
    }
    let sample = try await SignedSample.shared.value
    #expect(try kind(sample.path, receipt) == "mismatch")
    _ = try IndexSigner(path: path).sign(with: [key(1)])
    let newest = try Index(path: path)
    let newer = try newest.receipt(for: newest.passages(at: 0..<1))
    #expect(try kind(path, newer, generation: 1) == "rollback")
    // Another history of the same first generation.
    try write(first, to: folder("fork.index"))
    _ = try await IndexUpdater().update(
      index: folder("fork.index"),
      articles: [plainArticle(9, "Another keeper.", timestamp: 1_700_000_500)])
    #expect(try kind(folder("fork.index"), newer) == "fork")
    #expect(try kind(folder("fork.index"), receipt) == "passed")
  }
}
