import Numerics
import Storage

/// Cuts nodes into leaves of near ones around leaders drawn by chance, anew in each round.
///
/// Source: Rubel and others, "PiPNN: Ultra-Scalable Graph-Based Nearest Neighbor Indexing", 2025.
struct GraphPartition {
  /// Nodes of a leaf at most.
  static let leafLimit = 1_000
  /// Leaders that a set of nodes is cut around at most.
  private static let leaderLimit = 32

  let rows: CodedRows
  /// Of each node its row.
  let members: [UInt32]
  private var random: SplitMix64
  private(set) var leaves: [[UInt32]] = []
  private var tiles: [VectorTile] = []

  init(_ rows: CodedRows, members: [UInt32], round: Int) {
    self.rows = rows
    self.members = members
    random = SplitMix64(seed: UInt64(round) &* SplitMix64.step)
    cut((0..<UInt32(members.count)).map { $0 }, depth: 0)
    tiles = []
  }

  private mutating func next(below count: Int) -> Int {
    Int(random.next() % UInt64(count))
  }

  private mutating func cut(_ nodes: [UInt32], depth: Int) {
    if nodes.count <= Self.leafLimit {
      if nodes.count > 1 { leaves.append(nodes) }
      return
    }
    var nodes = nodes
    let wanted = min(Self.leaderLimit, max(2, 2 * nodes.count / Self.leafLimit))
    for index in 0..<wanted { nodes.swapAt(index, index + next(below: nodes.count - index)) }
    let groups = grouped(nodes, around: Array(nodes[..<wanted]))
    var small: [UInt32] = []
    for group in groups {
      // Rows that no leader tells apart, such as many equal ones, are cut anyhow.
      if group.count == nodes.count || depth > 16 {
        cutAnyhow(group)
      } else if group.count > Self.leafLimit {
        cut(group, depth: depth + 1)
      } else if group.count < Self.leafLimit / 8 {
        small += group
        if small.count >= Self.leafLimit / 2 {
          leaves.append(small)
          small = []
        }
      } else {
        leaves.append(group)
      }
    }
    if small.count > 1 { leaves.append(small) }
  }

  private mutating func cutAnyhow(_ nodes: [UInt32]) {
    var nodes = nodes
    for index in nodes.indices.dropLast() {
      nodes.swapAt(index, index + next(below: nodes.count - index))
    }
    for start in stride(from: 0, to: nodes.count, by: Self.leafLimit) {
      leaves.append(Array(nodes[start..<min(start + Self.leafLimit, nodes.count)]))
    }
  }

  /// The nodes by the leader that is nearest.
  private mutating func grouped(_ nodes: [UInt32], around leaders: [UInt32]) -> [[UInt32]] {
    let leaderRows = leaders.map { members[Int($0)] }
    let factors = leaderRows.map { rows.factors[Int($0)] }
    let halves = leaderRows.map { rows.halfSquares[Int($0)] }
    let tiles = rows.tiles(of: leaderRows, &self.tiles)
    let width = tiles * VectorKernels.tileRowCount
    var groups = [[UInt32]](repeating: [], count: leaders.count)
    let blockCount = 48
    var sums = [Int32](repeating: 0, count: blockCount * width)
    for start in stride(from: 0, to: nodes.count, by: blockCount) {
      let block = nodes[start..<min(start + blockCount, nodes.count)]
      let queries = rows.queries(block.map { members[Int($0)] })
      for tile in 0..<tiles {
        VectorKernels.current.products(
          queries, self.tiles[tile], stride: width, offset: tile * VectorKernels.tileRowCount,
          into: &sums)
      }
      for (index, node) in block.enumerated() {
        let factor = rows.factors[Int(members[Int(node)])]
        var best = 0
        var bestScore = -Float.infinity
        for leader in leaders.indices {
          let product = Float(sums[index * width + leader]) * factors[leader] * factor
          let score = product - halves[leader]
          if score > bestScore {
            best = leader
            bestScore = score
          }
        }
        groups[best].append(node)
      }
    }
    return groups
  }
}

extension CodedRows {
  /// Lays rows out in tiles; returns how many these are.
  func tiles(of listed: [UInt32], _ tiles: inout [VectorTile]) -> Int {
    let count = (listed.count + VectorKernels.tileRowCount - 1) / VectorKernels.tileRowCount
    while tiles.count < count { tiles.append(VectorTile(.byte, dimensions: padded)) }
    for tile in 0..<count {
      let start = tile * VectorKernels.tileRowCount
      let end = min(start + VectorKernels.tileRowCount, listed.count)
      VectorKernels.current.pack(
        bytes, .listed(listed.span.extracting(start..<end)), into: &tiles[tile])
    }
    return count
  }

  /// Rows as queries that are looked up together.
  func queries(_ listed: [UInt32]) -> VectorTileQueries {
    var numbers: [Int8] = []
    numbers.reserveCapacity(listed.count * padded)
    for row in listed { append(row, to: &numbers) }
    return VectorTileQueries(numbers, dimensions: padded)
  }
}
