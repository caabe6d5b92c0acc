/// A node's neighbours, the nearest first: the square of a distance in the upper half of a key, as
/// the bits of a float that is not negative, and the neighbour in the lower half.
enum GraphNeighbour {
  static let none = UInt64.max

  static func key(_ distance: Float, _ node: UInt32) -> UInt64 {
    UInt64((distance + 0).bitPattern) << 32 | UInt64(node)
  }

  static func node(_ key: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: key) }

  static func distance(_ key: UInt64) -> Float {
    Float(bitPattern: UInt32(truncatingIfNeeded: key >> 32))
  }
}

/// Lists of neighbours of one length at most, for all nodes.
struct GraphNeighbours: Sendable {
  let limit: Int
  private(set) var keys: [UInt64]

  init(nodeCount: Int, limit: Int) {
    self.limit = limit
    keys = [UInt64](repeating: GraphNeighbour.none, count: nodeCount * limit)
  }

  /// The keys of a node; those that are lacking stand last.
  subscript(node: Int) -> ArraySlice<UInt64> { keys[node * limit..<(node + 1) * limit] }

  mutating func set(_ node: Int, _ neighbours: some Sequence<UInt64>) {
    var place = node * limit
    for key in neighbours {
      keys[place] = key
      place += 1
    }
  }

  /// Puts the lists of the nodes from one on.
  mutating func replace(from node: Int, _ lists: [UInt64]) {
    keys.replaceSubrange(node * limit..<node * limit + lists.count, with: lists)
  }

  /// Adds other lists; the nearest of both stay.
  mutating func merge(_ other: GraphNeighbours) {
    var merged = [UInt64](repeating: GraphNeighbour.none, count: limit)
    for node in 0..<keys.count / limit {
      let start = node * limit
      let otherStart = node * other.limit
      if other.keys[otherStart] == GraphNeighbour.none { continue }
      var mine = 0
      var theirs = 0
      var count = 0
      while count < limit {
        let a = mine < limit ? keys[start + mine] : GraphNeighbour.none
        let b = theirs < other.limit ? other.keys[otherStart + theirs] : GraphNeighbour.none
        if a <= b { mine += 1 }
        if b <= a { theirs += 1 }
        merged[count] = min(a, b)
        if merged[count] == GraphNeighbour.none { break }
        count += 1
      }
      for place in 0..<count { keys[start + place] = merged[place] }
    }
  }
}
