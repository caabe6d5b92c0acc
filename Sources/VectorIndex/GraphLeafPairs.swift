import Numerics

/// Finds in each leaf of a partition the nearest other nodes of every node, from all pairs.
struct GraphLeafPairs {
  /// Neighbours that a node takes from a leaf.
  fileprivate static let bestCount = 12
  /// Nodes with the same codes that it takes, in a circle, so that all of them stay connected.
  fileprivate static let equalCount = 4
  static let limit = bestCount + equalCount

  private let rows: CodedRows
  private let members: [UInt32]
  private(set) var neighbours: GraphNeighbours
  private var tiles: [VectorTile] = []
  private var sums: [Int32] = []

  /// What is known of a leaf: of each place the node, the factor and half the square.
  fileprivate struct Leaf {
    var nodes: [UInt32] = []
    var factors: [Float] = []
    var halves: [Float] = []

    func scale(of place: Int) -> CodedRows.Scale {
      CodedRows.Scale(factor: factors[place], halfSquare: halves[place])
    }
  }

  init(_ rows: CodedRows, members: [UInt32]) {
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
    var finder = Finder()
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
  /// Nodes that are compared with the best so far at a time: few at first, as all of them pass.
  private static let windowCounts = (first: 16, most: 128)

  private var selected = SelectedRows(capacity: windowCounts.most)
  private(set) var best: [UInt64] = []
  /// The nearest so far that have other codes, `bestCount` of a leaf, then `GraphNeighbour.none`.
  private var nearest = InlineArray<12, UInt64>(repeating: GraphNeighbour.none)
  private var equal: [(steps: Int, place: Int)] = []

  /// Puts the neighbours of the node at a place of the leaf into `best`.
  mutating func find(_ place: Int, _ leaf: GraphLeafPairs.Leaf, _ sums: Span<Int32>) {
    nearest = InlineArray(repeating: GraphNeighbour.none)
    equal.removeAll(keepingCapacity: true)
    let scale = leaf.scale(of: place)
    var threshold = -Float.infinity
    var first = 0
    while first < leaf.nodes.count {
      let count = min(max(first, Self.windowCounts.first), Self.windowCounts.most)
      let end = min(first + count, leaf.nodes.count)
      selected.select(
        sums.extracting(first..<end), factors: leaf.factors.span.extracting(first..<end),
        biases: leaf.halves.span.extracting(first..<end), scale: scale.factor,
        atLeast: threshold)
      for index in 0..<selected.count {
        let other = first + Int(selected.places[index])
        if other == place { continue }
        let distance = max(0, 2 * (scale.halfSquare - selected.scores[index]))
        if scale.isZero(distance) {
          takeEqual(other, after: place, of: leaf.nodes.count)
        } else {
          take(GraphNeighbour.key(distance, leaf.nodes[other]))
        }
      }
      let last = nearest[nearest.count - 1]
      if last != GraphNeighbour.none {
        threshold = (scale.halfSquare - GraphNeighbour.distance(last) * 0.5).nextDown
      }
      first = end
    }
    best.removeAll(keepingCapacity: true)
    for other in equal { best.append(GraphNeighbour.key(0, leaf.nodes[other.place])) }
    best.sort()
    for index in nearest.indices where nearest[index] != GraphNeighbour.none {
      best.append(nearest[index])
    }
  }

  /// Inserts a key where it is among the nearest.
  private mutating func take(_ key: UInt64) {
    var index = nearest.count - 1
    guard key < nearest[index] else { return }
    while index > 0, nearest[index - 1] > key {
      nearest[index] = nearest[index - 1]
      index -= 1
    }
    nearest[index] = key
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
