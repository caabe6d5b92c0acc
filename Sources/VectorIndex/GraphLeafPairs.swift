import Numerics

/// Finds in each leaf of a partition the nearest other nodes of every node, from all pairs.
struct GraphLeafPairs {
  /// Neighbours that a node takes from a leaf.
  static let bestCount = 12
  /// Nodes with the same codes that it takes, in a circle, so that all of them stay connected.
  fileprivate static let equalCount = 4
  static let limit = bestCount + equalCount

  private let rows: GraphRows
  private let members: [UInt32]
  private(set) var neighbours: GraphNeighbours
  private var tiles: [VectorTile] = []
  private var sums: [Int32] = []

  /// What is known of a leaf: of each place the node, the factor and half the square.
  fileprivate struct Leaf {
    var nodes: [UInt32] = []
    var factors: [Float] = []
    var halves: [Float] = []
  }

  init(_ rows: GraphRows, members: [UInt32]) {
    self.rows = rows
    self.members = members
    neighbours = GraphNeighbours(nodeCount: members.count, limit: Self.limit)
  }

  mutating func add(_ leaf: [UInt32]) {
    let listed = leaf.map { members[Int($0)] }
    let known = Leaf(
      nodes: leaf, factors: listed.map { rows.factors[Int($0)] },
      halves: listed.map { rows.halfSquares[Int($0)] })
    let tileCount = rows.tiles(of: listed, &tiles)
    let width = tileCount * VectorKernels.tileRowCount
    if sums.count < Self.blockCount * width {
      sums = [Int32](repeating: 0, count: Self.blockCount * width)
    }
    var finder = Finder(rows, members)
    for start in stride(from: 0, to: leaf.count, by: Self.blockCount) {
      let end = min(start + Self.blockCount, leaf.count)
      let queries = rows.queries(Array(listed[start..<end]))
      for tile in 0..<tileCount {
        VectorKernels.current.products(
          queries, tiles[tile], stride: width, offset: tile * VectorKernels.tileRowCount,
          into: &sums)
      }
      for place in start..<end {
        let first = (place - start) * width
        finder.find(place, known, sums.span.extracting(first..<first + width))
        neighbours.set(Int(leaf[place]), finder.best)
      }
    }
  }

  /// Queries that are looked up in a leaf's tiles together.
  private static let blockCount = 24
}

/// Finds one node's neighbours in a leaf.
private struct Finder {
  /// Nodes that are compared with the best so far at a time.
  private static let windowCount = 128
  private static let bestCount = GraphLeafPairs.bestCount

  private let rows: GraphRows
  private let members: [UInt32]
  private var selected = SelectedRows(capacity: windowCount)
  private(set) var best: [UInt64] = []
  private var equal: [(steps: Int, place: Int)] = []

  init(_ rows: GraphRows, _ members: [UInt32]) {
    self.rows = rows
    self.members = members
  }

  /// Puts the neighbours of the node at a place of the leaf into `best`.
  mutating func find(_ place: Int, _ leaf: GraphLeafPairs.Leaf, _ sums: Span<Int32>) {
    best.removeAll(keepingCapacity: true)
    equal.removeAll(keepingCapacity: true)
    let row = members[Int(leaf.nodes[place])]
    var threshold = -Float.infinity
    for first in stride(from: 0, to: leaf.nodes.count, by: Self.windowCount) {
      let end = min(first + Self.windowCount, leaf.nodes.count)
      selected.select(
        sums.extracting(first..<end), factors: leaf.factors.span.extracting(first..<end),
        biases: leaf.halves.span.extracting(first..<end), scale: leaf.factors[place],
        atLeast: threshold)
      for index in 0..<selected.count {
        let other = first + Int(selected.places[index])
        if other == place { continue }
        let distance = max(0, 2 * (leaf.halves[place] - selected.scores[index]))
        if rows.isZero(distance, from: row) {
          takeEqual(other, after: place, of: leaf.nodes.count)
        } else if take(GraphNeighbour.key(distance, leaf.nodes[other])) {
          let last = GraphNeighbour.distance(best[Self.bestCount - 1])
          threshold = (leaf.halves[place] - last * 0.5).nextDown
        }
      }
    }
    if !equal.isEmpty {
      best = equal.map { GraphNeighbour.key(0, leaf.nodes[$0.place]) }.sorted() + best
    }
  }

  /// Inserts a key; returns whether as many as wanted are there.
  private mutating func take(_ key: UInt64) -> Bool {
    if best.count == Self.bestCount {
      if key >= best[Self.bestCount - 1] { return true }
      best[Self.bestCount - 1] = key
    } else {
      best.append(key)
    }
    var index = best.count - 1
    while index > 0, best[index - 1] > key {
      best[index] = best[index - 1]
      index -= 1
    }
    best[index] = key
    return best.count == Self.bestCount
  }

  private mutating func takeEqual(_ other: Int, after place: Int, of count: Int) {
    let steps = (other - place + count) % count
    if equal.count == GraphLeafPairs.equalCount {
      guard let last = equal.last, steps < last.steps else { return }
      equal.removeLast()
    }
    let index = equal.firstIndex { $0.steps > steps } ?? equal.count
    equal.insert((steps, other), at: index)
  }
}
