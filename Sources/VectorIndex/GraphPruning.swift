import Numerics

/// Chooses of a node's candidates those that lead in different directions.
///
/// The nearest is kept, and drops those that are much nearer to it than to the node; then the
/// nearest of the rest, and so on. Source: Subramanya and others, "DiskANN", 2019 (RobustPrune).
struct GraphPruning {
  /// A candidate is dropped when a kept one is nearer by this factor of squared distances.
  private static let spread: Float = 1.2
  /// Neighbours with the same codes as the node that are kept.
  private static let equalLimit = 6

  let rows: GraphRows
  let members: [UInt32]
  let degree: Int
  private var numbers: [Int8] = []
  private var sums: [Int32] = []
  private var listed: [UInt32] = []
  private var left: [UInt64] = []
  private(set) var kept: [UInt64] = []

  init(_ rows: GraphRows, members: [UInt32], degree: Int) {
    self.rows = rows
    self.members = members
    self.degree = degree
  }

  /// Fills `kept` from candidates that ascend.
  mutating func prune(_ node: Int, _ candidates: some Sequence<UInt64>) {
    let row = members[node]
    kept.removeAll(keepingCapacity: true)
    left.removeAll(keepingCapacity: true)
    var equalCount = 0
    for key in candidates where key != GraphNeighbour.none {
      if rows.isZero(GraphNeighbour.distance(key), from: row) {
        if equalCount < Self.equalLimit { kept.append(key) }
        equalCount += 1
      } else {
        left.append(key)
      }
    }
    while let nearest = left.first, kept.count < degree {
      kept.append(nearest)
      left.removeFirst()
      dropNear(members[Int(GraphNeighbour.node(nearest))])
    }
  }

  /// Drops what is left and nearer to a row than to the node.
  private mutating func dropNear(_ row: UInt32) {
    guard !left.isEmpty else { return }
    listed.removeAll(keepingCapacity: true)
    for key in left { listed.append(members[Int(GraphNeighbour.node(key))]) }
    numbers.removeAll(keepingCapacity: true)
    rows.append(row, to: &numbers)
    rows.products(numbers, with: listed, into: &sums)
    var count = 0
    for index in left.indices {
      let distance = rows.distance(row, listed[index], product: sums[index])
      if Self.spread * distance <= GraphNeighbour.distance(left[index]) { continue }
      left[count] = left[index]
      count += 1
    }
    left.removeLast(left.count - count)
  }
}
