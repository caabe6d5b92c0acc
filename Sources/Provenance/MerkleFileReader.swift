package import Storage

/// A segment's tree, from which proofs are made.
///
/// Safe on any bytes: opening looks at lengths alone, ``verify()`` at every hash.
package struct MerkleFileReader: Sendable {
  private let file: SectionFileReader
  private let leaves: Range<Int>
  private let nodes: Range<Int>
  /// Leaves of the tree.
  package let leafCount: Int
  package let root: SHA256Digest

  package init(path: String) throws(StorageError) {
    let file = try SectionFileReader(
      path: path, kind: MerkleFile.kind, versions: MerkleFile.version...MerkleFile.version)
    leaves = try file.range(of: MerkleFile.leaves)
    nodes = try file.range(of: MerkleFile.nodes)
    (leafCount, root) = try Self.head(of: file)
    self.file = file
    let nodeCount = MerkleFile.nodeCount(leaves: leafCount)
    for (section, count) in [(leaves, leafCount), (nodes, nodeCount)]
    where section.count != count * SHA256Digest.byteCount {
      throw file.corrupt(
        section.lowerBound, "\(count) hashes over \(leafCount) leaves", "\(section.count) bytes")
    }
  }

  private static func head(
    of file: SectionFileReader
  ) throws(StorageError) -> (leafCount: Int, root: SHA256Digest) {
    let head = try file.range(of: MerkleFile.head)
    guard head.count == MerkleFile.headByteCount else {
      throw file.corrupt(
        head.lowerBound, "\(MerkleFile.headByteCount) bytes of head", "\(head.count)")
    }
    let bytes = file.bytes(head)
    let count = bytes.integer(UInt64.self, at: 0)
    guard count <= UInt64(UInt32.max),
      let root = SHA256Digest(bytes.extracting(8..<MerkleFile.headByteCount))
    else {
      throw file.corrupt(head.lowerBound, "at most \(UInt32.max) leaves", "\(count)")
    }
    return (Int(count), root)
  }

  /// The hash of a leaf.
  package func leaf(_ index: Int) -> SHA256Digest { digest(leaves, index) }

  private func digest(_ section: Range<Int>, _ index: Int) -> SHA256Digest {
    let start = section.lowerBound + index * SHA256Digest.byteCount
    let bytes = file.bytes(start..<start + SHA256Digest.byteCount)
    guard let digest = SHA256Digest(bytes) else { preconditionFailure("32 bytes are a digest") }
    return digest
  }

  /// A complete node of a kept level.
  private func node(_ index: Int, atLevel level: Int) -> SHA256Digest {
    var before = 0
    for lower in MerkleFile.lowestLevel..<level {
      before += MerkleFile.nodeCount(atLevel: lower, leaves: leafCount)
    }
    return digest(nodes, before + index)
  }

  /// The hashes beside the way from a leaf to the root, lowest first.
  ///
  /// O(log leaves).
  package func inclusionProof(
    of index: Int, _ hasher: inout SHA256Hasher
  ) -> [SHA256Digest] {
    precondition(index >= 0 && index < leafCount, "a leaf of the tree")
    var proof: [SHA256Digest] = []
    var range = 0..<leafCount
    while range.count > 1 {
      let middle = range.lowerBound + MerkleTree.leftSize(of: range.count)
      if index < middle {
        proof.append(hash(of: middle..<range.upperBound, &hasher))
        range = range.lowerBound..<middle
      } else {
        proof.append(hash(of: range.lowerBound..<middle, &hasher))
        range = middle..<range.upperBound
      }
    }
    return proof.reversed()
  }

  /// The hash over the leaves of a range that has a node of its own.
  private func hash(of range: Range<Int>, _ hasher: inout SHA256Hasher) -> SHA256Digest {
    let level = range.count.trailingZeroBitCount
    let isComplete = range.count == 1 << level && range.lowerBound % range.count == 0
    if isComplete, level >= MerkleFile.lowestLevel {
      return node(range.lowerBound >> level, atLevel: level)
    }
    if range.count <= 1 << MerkleFile.lowestLevel {
      return MerkleTree.root(of: range.map(leaf)[...], &hasher)
    }
    let middle = range.lowerBound + MerkleTree.leftSize(of: range.count)
    let left = hash(of: range.lowerBound..<middle, &hasher)
    return MerkleTree.nodeHash(left, hash(of: middle..<range.upperBound, &hasher), &hasher)
  }

  /// As ``SectionFileReader/verifyWhatIsSmall()``.
  package func verifyWhatIsSmall() throws(StorageError) { try file.verifyWhatIsSmall() }

  /// Reads every byte: checksums, and every node and the root over the leaves.
  package func verify() throws(StorageError) {
    try file.verify()
    var hasher = SHA256Hasher()
    var start = nodes.lowerBound
    var level = MerkleFile.lowestLevel
    while MerkleFile.nodeCount(atLevel: level, leaves: leafCount) > 0 {
      for index in 0..<MerkleFile.nodeCount(atLevel: level, leaves: leafCount) {
        let expected: SHA256Digest
        if level == MerkleFile.lowestLevel {
          let first = index << level
          expected = MerkleTree.root(of: (first..<first + 1 << level).map(leaf)[...], &hasher)
        } else {
          expected = MerkleTree.nodeHash(
            node(2 * index, atLevel: level - 1), node(2 * index + 1, atLevel: level - 1), &hasher)
        }
        try check(node(index, atLevel: level), expected, at: start)
        start += SHA256Digest.byteCount
      }
      level += 1
    }
    let head = try file.range(of: MerkleFile.head).lowerBound + 8
    let all = leafCount == 0 ? MerkleTree.emptyRoot : hash(of: 0..<leafCount, &hasher)
    try check(root, all, at: head)
  }

  private func check(
    _ found: SHA256Digest, _ expected: SHA256Digest, at offset: Int
  ) throws(StorageError) {
    guard found != expected else { return }
    throw file.corrupt(offset, "the hash \(expected.hexadecimal)", found.hexadecimal)
  }

  /// The error for a leaf that is not over what it should be.
  package func corruptLeaf(_ index: Int, expected: SHA256Digest) -> StorageError {
    file.corrupt(
      leaves.lowerBound + index * SHA256Digest.byteCount,
      "the hash \(expected.hexadecimal) of passage \(index)", leaf(index).hexadecimal)
  }
}
