package import Storage

/// Writes a segment's tree from its leaves' hashes.
///
/// The hashes wait in a temporary file, so that memory holds some bytes a leaf, and only at the
/// end.
package final class MerkleFileWriter {
  private static let pendingByteCount = 1 << 16

  private let temporaryPath: String
  /// Nil when the tree is written.
  private var temporary: OutputFile?
  private var pending: [UInt8] = []
  private var leafCount = 0

  /// Starts a tree.
  ///
  /// - Parameter temporaryPath: A file that is made meanwhile, and removed when the writer goes.
  package init(temporaryPath: String) throws(StorageError) {
    self.temporaryPath = temporaryPath
    temporary = try OutputFile(creating: temporaryPath)
  }

  deinit {
    // A file that cannot be removed lies in a folder that is not published.
    if temporary != nil { try? Folder.removeFile(temporaryPath) }
  }

  /// Adds the hashes of leaves, in the order in which they come.
  package func append(_ leaves: [SHA256Digest]) throws(StorageError) {
    for leaf in leaves { pending.append(leaf) }
    leafCount += leaves.count
    if pending.count >= Self.pendingByteCount { try flush() }
  }

  private func flush() throws(StorageError) {
    try temporary?.append(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes the file and removes the temporary one.
  ///
  /// - Parameter order: Of each leaf as it came, its number in the tree, `UInt32.max` for one that
  ///   is left out; nil where all stay as they came.
  /// - Returns: The root.
  @discardableResult
  package func finish(path: String, order: [UInt32]?) throws(StorageError) -> SHA256Digest {
    try flush()
    let spooled = try MappedFile(path: temporaryPath)
    let count = order.map { $0.count { $0 != .max } } ?? leafCount
    let writer = try SectionFileWriter(
      path: path, kind: MerkleFile.kind, version: MerkleFile.version)
    try writer.beginSection(MerkleFile.leaves)
    var tree = GrowingTree()
    for place in order.map({ Self.inverse($0, count: count) }) ?? Array(0..<UInt32(count)) {
      let offset = Int(place) * SHA256Digest.byteCount
      let bytes = spooled.bytes.extracting(offset..<offset + SHA256Digest.byteCount)
      guard let leaf = SHA256Digest(bytes) else { preconditionFailure("32 bytes are a digest") }
      try writer.append(bytes)
      tree.append(leaf)
    }
    try writer.beginSection(MerkleFile.nodes)
    let root = try tree.finish { (node) throws(StorageError) in try writer.append(node.bytes) }
    try writer.beginSection(MerkleFile.head)
    try writer.append(integers: [UInt64(count)])
    try writer.append(root.bytes)
    try writer.finish()
    temporary = nil
    try Folder.removeFile(temporaryPath)
    return root
  }

  /// Of each leaf of the tree, where it came.
  private static func inverse(_ order: [UInt32], count: Int) -> [UInt32] {
    var places = [UInt32](repeating: 0, count: count)
    for (place, number) in order.enumerated() where number != .max {
      places[Int(number)] = UInt32(place)
    }
    return places
  }
}

/// A tree to which leaves are added, of which only the lowest kept level is held.
private struct GrowingTree: ~Copyable {
  private var hasher = SHA256Hasher()
  private var waiting: [SHA256Digest] = []
  private var level: [SHA256Digest] = []

  mutating func append(_ leaf: SHA256Digest) {
    waiting.append(leaf)
    guard waiting.count == 1 << MerkleFile.lowestLevel else { return }
    level.append(MerkleTree.root(of: waiting[...], &hasher))
    waiting.removeAll(keepingCapacity: true)
  }

  /// Hands out all complete nodes, level by level, and gives the root.
  mutating func finish(
    _ write: (SHA256Digest) throws(StorageError) -> Void
  ) throws(StorageError) -> SHA256Digest {
    // What is right of the complete nodes of a level, folded from the lowest level up.
    var rest = waiting.isEmpty ? nil : MerkleTree.root(of: waiting[...], &hasher)
    while !level.isEmpty {
      for node in level { try write(node) }
      var next: [SHA256Digest] = []
      next.reserveCapacity(level.count / 2)
      for index in stride(from: 0, to: level.count - 1, by: 2) {
        next.append(MerkleTree.nodeHash(level[index], level[index + 1], &hasher))
      }
      if level.count % 2 == 1 {
        let last = level[level.count - 1]
        if let right = rest {
          rest = MerkleTree.nodeHash(last, right, &hasher)
        } else {
          rest = last
        }
      }
      level = next
    }
    return rest ?? MerkleTree.emptyRoot
  }
}
