import Storage
import TestSupport
import Testing

@testable import Provenance

@Suite("Merkle trees")
struct MerkleTreeTests {
  /// The records of the test trees that Certificate Transparency's implementations share.
  static let records: [String] = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ]

  /// The roots over the first 0 to 8 of them.
  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  static func leaves(_ count: Int) -> [SHA256Digest] {
    (0..<count).map { MerkleTree.leafHash(of: Array("record \($0)".utf8)) }
  }

  @Test("roots are those of RFC 6962's test trees")
  func standardRoots() {
    let leaves = Self.records.map { MerkleTree.leafHash(of: bytes($0)) }
    for (count, root) in Self.roots.enumerated() {
      #expect(MerkleTree.root(of: leaves[..<count]).hexadecimal == root)
    }
  }

  @Test("every leaf of every small tree is proved, and by its own proof at its own place alone")
  func inclusion() {
    for size in 1...33 {
      let leaves = Self.leaves(size)
      let root = MerkleTree.root(of: leaves[...])
      for index in 0..<size {
        let proof = MerkleTree.inclusionProof(of: index, in: leaves[...])
        #expect(proof.count == MerkleTree.proofLength(of: UInt64(index), in: UInt64(size)))
        for place in 0..<size {
          let found = MerkleTree.root(
            from: leaves[index], at: UInt64(place), of: UInt64(size), proof)
          #expect((found == root) == (place == index), "leaf \(index) at \(place) of \(size)")
        }
        #expect(
          MerkleTree.root(from: leaves[index], at: UInt64(index), of: UInt64(size), proof + [root])
            == nil)
        if !proof.isEmpty {
          #expect(
            MerkleTree.root(
              from: leaves[index], at: UInt64(index), of: UInt64(size), proof.dropLast()) != root)
        }
      }
      #expect(MerkleTree.root(from: leaves[0], at: UInt64(size), of: UInt64(size), []) == nil)
    }
  }

  @Test("every small tree is consistent with every one before it, and with no other")
  func consistency() {
    let leaves = Self.leaves(20)
    let roots = (0...20).map { MerkleTree.root(of: leaves[..<$0]) }
    for new in 0...20 {
      for old in 0...new {
        let proof = MerkleTree.consistencyProof(from: old, in: leaves[..<new])
        func isConsistent(_ oldRoot: SHA256Digest, _ proof: [SHA256Digest]) -> Bool {
          MerkleTree.isConsistent(
            (UInt64(old), oldRoot), (UInt64(new), roots[new]), proof)
        }
        #expect(isConsistent(roots[old], proof), "from \(old) to \(new)")
        #expect(!isConsistent(MerkleTree.leafHash(of: [1]), proof))
        #expect(!isConsistent(roots[old], proof + [roots[0]]))
        if !proof.isEmpty { #expect(!isConsistent(roots[old], Array(proof.dropLast()))) }
      }
    }
    #expect(!MerkleTree.isConsistent((2, roots[2]), (1, roots[1]), []))
  }

  @Test("a proof with any hash altered leads elsewhere")
  func alteredProofs() throws {
    var random = SeededGenerator(for: "altered proofs")
    for _ in 0..<50 {
      let size = Int.random(in: 2...200, using: &random)
      let index = Int.random(in: 0..<size, using: &random)
      let leaves = Self.leaves(size)
      var proof = MerkleTree.inclusionProof(of: index, in: leaves[...])
      let place = Int.random(in: 0..<proof.count, using: &random)
      var altered = proof[place].bytes
      altered[Int.random(in: 0..<32, using: &random)] ^=
        1 << UInt8.random(in: 0..<8, using: &random)
      proof[place] = try #require(SHA256Digest(altered))
      #expect(
        MerkleTree.root(from: leaves[index], at: UInt64(index), of: UInt64(size), proof)
          != MerkleTree.root(of: leaves[...]))
    }
  }
}
