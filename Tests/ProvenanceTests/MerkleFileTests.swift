import Storage
import TestSupport
import Testing

@testable import Provenance

@Suite("A segment's tree on disk")
struct MerkleFileTests {
  private func write(
    _ leaves: [SHA256Digest], order: [UInt32]? = nil, to path: String
  ) throws -> SHA256Digest {
    let writer = try MerkleFileWriter(temporaryPath: path + ".leaves")
    try writer.append(leaves)
    let root = try writer.finish(path: path, order: order)
    #expect(!Folder.exists(path + ".leaves"))
    return root
  }

  @Test("roots and proofs are those of the tree in memory, for every size")
  func everySize() throws {
    let folder = try TemporaryFolder()
    var hasher = SHA256Hasher()
    for size in Array(0...40) + [63, 64, 65, 100, 127, 128, 200, 257] {
      let leaves = MerkleTreeTests.leaves(size)
      let root = try write(leaves, to: folder("tree-\(size)"))
      #expect(root == MerkleTree.root(of: leaves[...]))
      let reader = try MerkleFileReader(path: folder("tree-\(size)"))
      try reader.verify()
      #expect(reader.root == root && reader.leafCount == size)
      for index in 0..<size {
        #expect(reader.leaf(index) == leaves[index])
        #expect(
          reader.inclusionProof(of: index, &hasher)
            == MerkleTree.inclusionProof(of: index, in: leaves[...]))
      }
    }
  }

  @Test("leaves come into their order, without those that are left out")
  func ordered() throws {
    let folder = try TemporaryFolder()
    let leaves = MerkleTreeTests.leaves(5)
    let root = try write(leaves, order: [2, .max, 0, 3, 1], to: folder("tree"))
    #expect(root == MerkleTree.root(of: [leaves[2], leaves[4], leaves[0], leaves[3]][...]))
  }

  @Test("every altered byte is found, and every shortened file is refused")
  func damage() throws {
    let folder = try TemporaryFolder()
    _ = try write(MerkleTreeTests.leaves(19), to: folder("tree"))
    let mapped = try MappedFile(path: folder("tree"))
    let whole = mapped.bytes.copiedBytes
    func isRefused(_ bytes: [UInt8]) -> Bool {
      var hasher = SHA256Hasher()
      do {
        if Folder.exists(folder("bad")) { try Folder.removeFile(folder("bad")) }
        try Folder.writeFile(folder("bad"), bytes)
        let reader = try MerkleFileReader(path: folder("bad"))
        for index in 0..<reader.leafCount { _ = reader.inclusionProof(of: index, &hasher) }
        try reader.verify()
        return false
      } catch {
        return true
      }
    }
    #expect(!isRefused(whole))
    for place in whole.indices {
      var bytes = whole
      bytes[place] ^= 0x10
      #expect(isRefused(bytes), "byte \(place)")
    }
    for count in stride(from: 0, to: whole.count, by: 7) {
      #expect(isRefused(Array(whole.prefix(count))), "\(count) bytes")
    }
  }
}
