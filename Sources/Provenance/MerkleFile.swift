import Storage

/// The constants of a segment's tree; `Documentation/Format-provenance.md` explains them.
enum MerkleFile {
  static let kind = SectionFile.Tag("MRKL")
  static let version: UInt32 = 1

  static let leaves = SectionFile.Tag("LEAF")
  static let nodes = SectionFile.Tag("NODE")
  static let head = SectionFile.Tag("HEAD")

  static let headByteCount = 8 + SHA256Digest.byteCount
  /// The lowest level whose nodes are kept; those below are made from leaves when asked for.
  static let lowestLevel = 3

  /// Nodes of a level that have all their leaves.
  static func nodeCount(atLevel level: Int, leaves: Int) -> Int { leaves >> level }

  /// Nodes of all kept levels.
  static func nodeCount(leaves: Int) -> Int {
    var count = 0
    var level = lowestLevel
    while leaves >> level > 0 {
      count += leaves >> level
      level += 1
    }
    return count
  }
}
