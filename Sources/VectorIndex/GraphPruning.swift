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

  let rows: CodedRows
  let members: [UInt32]
  let degree: Int
  private var numbers: [Int8] = []
  private var sums: [Int32] = []
  private var known = GraphCandidates()
  private var others = GraphCandidates()
  private(set) var kept: [UInt64] = []

  init(_ rows: CodedRows, members: [UInt32], degree: Int) {
    self.rows = rows
    self.members = members
    self.degree = degree
  }

  /// Fills `kept` from candidates that ascend.
  ///
  /// - Parameter known: those of them that were kept together before, in their order: none of these
  ///   drops another.
  mutating func prune(
    _ node: Int, _ candidates: some Sequence<UInt64>, known: ArraySlice<UInt64> = []
  ) {
    let scale = rows.scale(of: members[node])
    kept.removeAll(keepingCapacity: true)
    self.known.removeAll()
    others.removeAll()
    var known = known
    var equalCount = 0
    for key in candidates where key != GraphNeighbour.none {
      let isKnown = known.first == key
      if isKnown { known.removeFirst() }
      if scale.isZero(GraphNeighbour.distance(key)) {
        if equalCount < Self.equalLimit { kept.append(key) }
        equalCount += 1
      } else if isKnown {
        self.known.append(key, of: rows, members)
      } else {
        others.append(key, of: rows, members)
      }
    }
    others.prefetch(from: rows)
    while kept.count < degree, keepNearest() {}
  }

  /// Keeps the nearest that is left and drops those that are much nearer to it than to the node;
  /// false where none is left.
  private mutating func keepNearest() -> Bool {
    let isKnown = known.nearest < others.nearest
    let nearest = isKnown ? known.removeNearest() : others.removeNearest()
    guard let nearest else { return false }
    kept.append(nearest.key)
    guard kept.count < degree else { return true }
    numbers.removeAll(keepingCapacity: true)
    rows.append(nearest.row, to: &numbers)
    others.drop(near: nearest, numbers, rows, spread: Self.spread, &sums)
    if !isKnown { known.drop(near: nearest, numbers, rows, spread: Self.spread, &sums) }
    return true
  }
}

/// Candidates that are left, from the nearest on: of each its key, its row and that row's scale.
private struct GraphCandidates {
  private var keys: [UInt64] = []
  private var rows: [UInt32] = []
  private var scales: [CodedRows.Scale] = []
  private var first = 0

  mutating func removeAll() {
    first = 0
    keep(0)
  }

  mutating func append(_ key: UInt64, of all: CodedRows, _ members: [UInt32]) {
    let row = members[Int(GraphNeighbour.node(key))]
    keys.append(key)
    rows.append(row)
    scales.append(all.scale(of: row))
  }

  /// Asks for the codes of those that are compared first; the kernels ask for the others.
  func prefetch(from all: CodedRows) {
    for row in rows.prefix(8) { all.prefetch(row) }
  }

  /// The nearest one's key, `GraphNeighbour.none` where none is left.
  var nearest: UInt64 { first < keys.count ? keys[first] : GraphNeighbour.none }

  mutating func removeNearest() -> (key: UInt64, row: UInt32, scale: CodedRows.Scale)? {
    guard first < keys.count else { return nil }
    defer { first += 1 }
    return (keys[first], rows[first], scales[first])
  }

  /// Drops those that are nearer to a candidate, of which the numbers are given, than to the node.
  mutating func drop(
    near kept: (key: UInt64, row: UInt32, scale: CodedRows.Scale), _ numbers: [Int8],
    _ all: CodedRows, spread: Float, _ sums: inout [Int32]
  ) {
    guard first < keys.count else { return }
    all.products(numbers, with: rows[first...], into: &sums)
    var count = 0
    for index in first..<keys.count {
      let distance = kept.scale.distance(to: scales[index], product: sums[index - first])
      if spread * distance <= GraphNeighbour.distance(keys[index]) { continue }
      keys[count] = keys[index]
      rows[count] = rows[index]
      scales[count] = scales[index]
      count += 1
    }
    first = 0
    keep(count)
  }

  private mutating func keep(_ count: Int) {
    keys.removeLast(keys.count - count)
    rows.removeLast(rows.count - count)
    scales.removeLast(scales.count - count)
  }
}
