package import Storage

/// Merkle trees over lists of records, with their proofs.
///
/// A leaf's hash is SHA-256 over a zero and the record; a node's is SHA-256 over a one and its two
/// children; a tree of n leaves has the greatest power of two below n of them on its left. So no
/// record can be taken for a node, and a tree grows by adding to its right. Sizes and indices count
/// leaves from 0. Source: RFC 6962, section 2.1.
package enum MerkleTree {
  /// The root of the tree without leaves: SHA-256 of nothing.
  package static let emptyRoot = digest(of: [])

  package static func digest(of bytes: [UInt8]) -> SHA256Digest {
    var hasher = SHA256Hasher()
    return hasher.digest(bytes.rawBytes)
  }

  /// The hash of a leaf over a record.
  package static func leafHash(of record: [UInt8]) -> SHA256Digest {
    var hasher = SHA256Hasher()
    return leafHash(of: record, &hasher)
  }

  /// The hash of a leaf over a record.
  package static func leafHash(
    of record: [UInt8], _ hasher: inout SHA256Hasher
  ) -> SHA256Digest {
    hasher.digest(prefix: 0, record.rawBytes)
  }

  /// The hash of a node over its children.
  package static func nodeHash(_ left: SHA256Digest, _ right: SHA256Digest) -> SHA256Digest {
    var hasher = SHA256Hasher()
    return nodeHash(left, right, &hasher)
  }

  /// The hash of a node over its children.
  package static func nodeHash(
    _ left: SHA256Digest, _ right: SHA256Digest, _ hasher: inout SHA256Hasher
  ) -> SHA256Digest {
    hasher.digest(prefix: 1, left, right)
  }

  /// The root over leaves' hashes.
  ///
  /// O(leaves).
  package static func root(of leaves: ArraySlice<SHA256Digest>) -> SHA256Digest {
    var hasher = SHA256Hasher()
    return root(of: leaves, &hasher)
  }

  static func root(
    of leaves: ArraySlice<SHA256Digest>, _ hasher: inout SHA256Hasher
  ) -> SHA256Digest {
    guard let first = leaves.first else { return emptyRoot }
    guard leaves.count > 1 else { return first }
    let middle = leaves.startIndex + leftSize(of: leaves.count)
    let left = root(of: leaves[..<middle], &hasher)
    return nodeHash(left, root(of: leaves[middle...], &hasher), &hasher)
  }

  /// How many leaves stand left of a tree's root: the greatest power of two below their number.
  static func leftSize(of size: Int) -> Int {
    1 << (Int.bitWidth - 1 - (size - 1).leadingZeroBitCount)
  }

  /// The hashes beside the way from a leaf to the root, lowest first.
  ///
  /// O(leaves).
  package static func inclusionProof(
    of index: Int, in leaves: ArraySlice<SHA256Digest>
  ) -> [SHA256Digest] {
    precondition(leaves.indices.contains(leaves.startIndex + index), "a leaf of the tree")
    guard leaves.count > 1 else { return [] }
    let leftSize = leftSize(of: leaves.count)
    let middle = leaves.startIndex + leftSize
    return index < leftSize
      ? inclusionProof(of: index, in: leaves[..<middle]) + [root(of: leaves[middle...])]
      : inclusionProof(of: index - leftSize, in: leaves[middle...]) + [root(of: leaves[..<middle])]
  }

  /// The hashes that show a tree to begin with the leaves of a smaller one.
  ///
  /// O(leaves). Source: RFC 6962, section 2.1.2.
  package static func consistencyProof(
    from oldSize: Int, in leaves: ArraySlice<SHA256Digest>
  ) -> [SHA256Digest] {
    precondition(oldSize >= 0 && oldSize <= leaves.count, "a tree that is no larger")
    return oldSize == 0 ? [] : subproof(oldSize, leaves, isWhole: true)
  }

  private static func subproof(
    _ oldSize: Int, _ leaves: ArraySlice<SHA256Digest>, isWhole: Bool
  ) -> [SHA256Digest] {
    if oldSize == leaves.count { return isWhole ? [] : [root(of: leaves)] }
    let leftSize = leftSize(of: leaves.count)
    let middle = leaves.startIndex + leftSize
    return oldSize <= leftSize
      ? subproof(oldSize, leaves[..<middle], isWhole: isWhole) + [root(of: leaves[middle...])]
      : subproof(oldSize - leftSize, leaves[middle...], isWhole: false)
        + [root(of: leaves[..<middle])]
  }
}
