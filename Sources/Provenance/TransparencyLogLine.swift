package import JSON
package import Storage

/// A line of a transparency log: an entry, or what is left of it, and the tree up to it.
///
/// `Documentation/Format-audit.md`, "A line", gives the layout.
package struct TransparencyLogLine: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case entry(JSONValue)
    /// The content is gone; this is the hash of its leaf.
    case pruned(SHA256Digest)
  }

  package var content: Content
  /// The tree with this line as its last leaf.
  package var tree: MerkleFrontier

  /// The line after a tree.
  package init(_ content: Content, after tree: MerkleFrontier) {
    self.content = content
    self.tree = tree
    self.tree.append(leaf)
  }

  package var index: UInt64 { tree.size - 1 }

  package var entry: JSONValue? {
    guard case .entry(let entry) = content else { return nil }
    return entry
  }

  package var leaf: SHA256Digest {
    switch content {
    case .entry(let entry): Self.leaf(of: entry)
    case .pruned(let leaf): leaf
    }
  }

  package static func leaf(of entry: JSONValue) -> SHA256Digest {
    MerkleTree.leafHash(of: entry.canonical)
  }

  /// The line, with its line feed.
  package var encoded: [UInt8] {
    let part: JSONValue.Member =
      switch content {
      case .entry(let entry): .init("entry", entry)
      case .pruned(let leaf): .init("leaf", .string(leaf.hexadecimal))
      }
    let line = JSONValue.object([
      part, .init("index", .integer(Int64(index))),
      .init("tree", .array(tree.subtrees.map { .string(Base64.encode($0.bytes)) })),
    ])
    return line.canonical + [UInt8(ascii: "\n")]
  }

  /// Reads a line without its line feed; nil for anything that ``encoded`` does not write.
  package init?(decoding bytes: [UInt8]) {
    guard let value = try? JSONValue(parsing: bytes), value.object?.count == 3,
      let index = value["index"]?.unsigned, index < 1 << 53,
      let hashes = value["tree"]?.array
    else { return nil }
    let subtrees = hashes.compactMap { $0.string.flatMap(Base64.decode).flatMap(SHA256Digest.init) }
    guard let tree = MerkleFrontier(size: index + 1, subtrees: subtrees) else { return nil }
    self.tree = tree
    if let entry = value["entry"], entry.object != nil {
      content = .entry(entry)
    } else if let leaf = value["leaf"]?.string.flatMap(SHA256Digest.init(hexadecimal:)) {
      content = .pruned(leaf)
    } else {
      return nil
    }
    // One entry has one form, so that no byte can be another.
    guard (try? value.canonicalBytes()) == bytes else { return nil }
  }
}
