package import Storage

/// A Merkle tree that grows by one leaf at a time, in the hashes of its complete subtrees alone.
///
/// These are one for each bit that is set in its size, from the left; appending takes O(log size).
package struct MerkleFrontier: Hashable, Sendable {
  /// Leaves.
  package private(set) var size: UInt64 = 0
  package private(set) var subtrees: [SHA256Digest] = []

  /// The tree without leaves.
  package init() {}

  /// A tree of so many leaves; nil where another number of subtrees would be complete.
  package init?(size: UInt64, subtrees: [SHA256Digest]) {
    guard subtrees.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.subtrees = subtrees
  }

  package mutating func append(_ leaf: SHA256Digest) {
    var hash = leaf
    // Each bit that the addition carries over joins two subtrees of one size.
    for _ in 0..<(~size).trailingZeroBitCount {
      hash = MerkleTree.nodeHash(subtrees.removeLast(), hash)
    }
    subtrees.append(hash)
    size += 1
  }

  package var root: SHA256Digest {
    guard var root = subtrees.last else { return MerkleTree.emptyRoot }
    for hash in subtrees.dropLast().reversed() { root = MerkleTree.nodeHash(hash, root) }
    return root
  }
}
