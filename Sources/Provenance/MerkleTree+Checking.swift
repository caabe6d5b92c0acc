package import Storage

extension MerkleTree {
  /// The root that a proof of inclusion leads to; nil where the proof is too short or too long.
  ///
  /// Source: RFC 9162, section 2.1.3.2, for the trees of RFC 6962.
  package static func root(
    from leaf: SHA256Digest, at index: UInt64, of size: UInt64, _ proof: [SHA256Digest]
  ) -> SHA256Digest? {
    guard index < size else { return nil }
    var node = index
    var last = size - 1
    var hash = leaf
    for sibling in proof {
      guard last > 0 else { return nil }
      if node & 1 == 1 || node == last {
        hash = nodeHash(sibling, hash)
        while node & 1 == 0, node > 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        hash = nodeHash(hash, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 ? hash : nil
  }

  /// How many hashes a proof of inclusion has.
  package static func proofLength(of index: UInt64, in size: UInt64) -> Int {
    var node = index
    var last = size - 1
    var length = 0
    while last > 0 {
      // A node without a sibling on its right climbs without a hash.
      if node & 1 == 1 || node < last { length += 1 }
      node >>= 1
      last >>= 1
    }
    return length
  }

  /// Whether a proof shows that a tree begins with the leaves of a smaller one.
  ///
  /// Source: RFC 9162, section 2.1.4.2, for the trees of RFC 6962.
  package static func isConsistent(
    _ old: (size: UInt64, root: SHA256Digest), _ new: (size: UInt64, root: SHA256Digest),
    _ proof: [SHA256Digest]
  ) -> Bool {
    guard old.size <= new.size else { return false }
    if old.size == new.size { return proof.isEmpty && old.root == new.root }
    if old.size == 0 { return proof.isEmpty && old.root == emptyRoot }
    var rest = proof[...]
    // A complete tree is its own first node.
    if old.size & (old.size - 1) == 0 { rest = ([old.root] + proof)[...] }
    guard let first = rest.popFirst() else { return false }
    return climbs(from: first, rest, old, new)
  }

  private static func climbs(
    from first: SHA256Digest, _ proof: ArraySlice<SHA256Digest>,
    _ old: (size: UInt64, root: SHA256Digest), _ new: (size: UInt64, root: SHA256Digest)
  ) -> Bool {
    var node = old.size - 1
    var last = new.size - 1
    while node & 1 == 1 {
      node >>= 1
      last >>= 1
    }
    var oldHash = first
    var newHash = first
    for sibling in proof {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        oldHash = nodeHash(sibling, oldHash)
        newHash = nodeHash(sibling, newHash)
        while node & 1 == 0, node > 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        newHash = nodeHash(newHash, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && oldHash == old.root && newHash == new.root
  }
}
