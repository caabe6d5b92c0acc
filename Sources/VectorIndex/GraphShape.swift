import Numerics

/// The fixed choices of a graph, and which nodes its levels have.
///
/// A level has one node for every 32 of the level below; a search starts from all nodes of the
/// highest level and walks down. Which of 32 is chosen follows from their place alone.
struct GraphShape: Sendable {
  static let nodesPerLevel = 32
  /// A level of at most so many nodes is looked at as a whole and has no links.
  static let topCount = 64

  static let usualDegree = 32

  /// Links of a node at most.
  let degree: Int
  /// Nodes of each level, the rows themselves first; the last level has no links if it is not them.
  let counts: [Int]
  /// The nodes of the highest level with links that walks start from.
  private(set) var entrances: [UInt32] = []

  init(rowCount: Int, degree: Int) {
    self.degree = degree
    var counts = [rowCount]
    while counts[counts.count - 1] > Self.topCount {
      counts.append((counts[counts.count - 1] + Self.nodesPerLevel - 1) / Self.nodesPerLevel)
    }
    self.counts = counts
    entrances = seeds(level: linkedLevels.upperBound - 1)
  }

  /// Levels above the rows that have links.
  var linkedLevels: Range<Int> { 1..<max(1, counts.count - 1) }

  /// The node of the level below that a node stands for.
  func below(_ node: Int, level: Int) -> Int {
    let start = node * Self.nodesPerLevel
    let choices = min(Self.nodesPerLevel, counts[level - 1] - start)
    // Any fixed bits would do.
    let bits = SplitMix64.mixed(
      UInt64(truncatingIfNeeded: node) &* SplitMix64.step &+ UInt64(level))
    return start + Int(bits % UInt64(choices))
  }

  /// The nodes of a level that those of the level above stand for; all, where there is none.
  func seeds(level: Int) -> [UInt32] {
    guard level + 1 < counts.count else { return (0..<UInt32(counts[level])).map { $0 } }
    return (0..<counts[level + 1]).map { UInt32(below($0, level: level + 1)) }
  }

  /// The rows that a level's nodes stand for, ascending.
  func rows(level: Int) -> [UInt32] {
    (0..<counts[level]).map { node in
      var node = node
      for lower in stride(from: level, to: 0, by: -1) { node = below(node, level: lower) }
      return UInt32(node)
    }
  }
}
