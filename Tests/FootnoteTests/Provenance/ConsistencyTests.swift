import Storage
import TestSupport
import Testing

@testable import Footnote
@testable import Provenance

@Suite("Proofs that a history goes on")
struct ConsistencyTests {
  private static let keys = try? KeySet([key(1).verificationKey])

  /// An index of several generations, each signed.
  private static let shared = SharedSample { () throws -> TemporaryFolder in
    let folder = try TemporaryFolder()
    ExitCleaning.remove(folder.path)
    let path = folder("an.index")
    _ = try await IndexBuilder().build(
      articles: [plainArticle(1, "The harbour has a lantern.")], output: path)
    let signer = IndexSigner(path: path)
    _ = try signer.sign(with: [key(1)])
    var options = UpdateOptions()
    options.compacts = false
    for number: UInt64 in 2...6 {
      _ = try await IndexUpdater(options: options).update(
        index: path, articles: [plainArticle(number, "The tower of page \(number).")])
      _ = try signer.sign(with: [key(1)])
    }
    return folder
  }

  @Test("every generation is proved to go on from every older one, also where it was removed")
  func everyPair() async throws {
    let keys = try #require(Self.keys)
    let path = try await Self.shared.value("an.index")
    let history = IndexHistory(path: path)
    for newer: UInt64 in 1...6 {
      for older in 1...newer {
        let proof = try history.consistency(from: older, to: newer)
        let again = try ConsistencyProof(decoding: proof.encoded)
        #expect(again == proof)
        let outcome = try again.verify(by: keys)
        #expect(outcome.older == older && outcome.newer == newer)
      }
    }
  }

  @Test("other keys, swapped statements, other hashes and other indexes are refused, each by name")
  func refusals() async throws {
    let keys = try #require(Self.keys)
    let folder = try await Self.shared.value
    let proof = try IndexHistory(path: folder("an.index")).consistency(from: 3, to: 6)
    func kind(_ alter: (inout ConsistencyProof) throws -> Void, keys: KeySet) rethrows -> String? {
      var altered = proof
      try alter(&altered)
      do throws(ProvenanceError) {
        _ = try altered.verify(by: keys)
        return nil
      } catch {
        return error.kind
      }
    }
    #expect(kind({ _ in }, keys: keys) == nil)
    #expect(
      try kind({ _ in }, keys: KeySet([key(2).verificationKey])) == "belowThreshold")
    #expect(kind({ $0.proof.removeLast() }, keys: keys) == "fork")
    #expect(kind({ $0.proof.swapAt(0, 1) }, keys: keys) == "fork")
    #expect(kind({ $0.proof.append(MerkleTree.emptyRoot) }, keys: keys) == "fork")
    #expect(kind({ $0.proof = [] }, keys: keys) == "fork")
    #expect(
      kind(
        {
          let older = $0.older
          $0.older = $0.newer
          $0.newer = older
        }, keys: keys) == "rollback")
    let other = try TemporaryFolder()
    _ = try await IndexBuilder().build(
      articles: [plainArticle(1, "Another index.")], output: other("other.index"))
    _ = try IndexSigner(path: other("other.index")).sign(with: [key(1)])
    let strange = try IndexHistory(path: other("other.index")).consistency(from: 1, to: 1)
    #expect(kind({ $0.older = strange.older }, keys: keys) == "mismatch")
  }

  @Test("generations that were not signed, or never were, give no proof and say so")
  func noProof() async throws {
    let folder = try TemporaryFolder()
    _ = try await IndexBuilder().build(
      articles: [plainArticle(1, "Not signed.")], output: folder("an.index"))
    let history = IndexHistory(path: folder("an.index"))
    #expect(throws: FootnoteError.self) { try history.consistency(from: 1, to: 1) }
    #expect(throws: FootnoteError.self) { try history.consistency(from: 1, to: 2) }
    #expect(throws: FootnoteError.self) { try history.consistency(from: 0, to: 1) }
  }
}
