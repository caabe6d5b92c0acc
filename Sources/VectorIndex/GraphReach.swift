/// Which nodes of a level can be reached from its seeds, and by which link first.
struct GraphReach {
  private static let unreached = UInt32.max

  let degree: Int
  /// The node whose link led to a node first; a seed's is itself.
  private(set) var from: [UInt32]
  private(set) var count = 0

  init(links: Span<UInt32>, degree: Int, seeds: [UInt32]) {
    self.degree = degree
    from = [UInt32](repeating: Self.unreached, count: links.count / degree)
    for seed in seeds { go(to: seed, from: seed, links) }
  }

  func isReached(_ node: UInt32) -> Bool { from[Int(node)] != Self.unreached }

  /// Marks a node and all that can be reached from it.
  mutating func go(to start: UInt32, from origin: UInt32, _ links: Span<UInt32>) {
    guard !isReached(start) else { return }
    from[Int(start)] = origin
    count += 1
    var open = [start]
    while let node = open.popLast() {
      for place in Int(node) * degree..<(Int(node) + 1) * degree {
        let link = links[place]
        // What is no node ends a list.
        guard link < from.count else { break }
        guard !isReached(link) else { continue }
        from[Int(link)] = node
        count += 1
        open.append(link)
      }
    }
  }
}

/// Links nodes that no walk would reach to near ones that walks reach.
struct GraphRepair {
  private let rows: CodedRows
  private let members: [UInt32]
  private let degree: Int
  private(set) var links: [UInt32]
  private var reach: GraphReach

  init(_ rows: CodedRows, members: [UInt32], links: [UInt32], degree: Int, seeds: [UInt32]) {
    self.rows = rows
    self.members = members
    self.links = links
    self.degree = degree
    reach = GraphReach(links: links.span, degree: degree, seeds: seeds)
    guard reach.count < members.count else { return }
    for node in 0..<UInt32(members.count) {
      while !reach.isReached(node) { attach(aheadOf: node) }
    }
  }

  /// Makes one more node be reached: one from which `node` leads, by its links, to those that are.
  private mutating func attach(aheadOf node: UInt32) {
    var open = [node]
    var next = 0
    var seen = Set(open)
    while next < open.count {
      let node = open[next]
      next += 1
      for place in Int(node) * degree..<(Int(node) + 1) * degree where links[place] != .max {
        let link = links[place]
        if reach.isReached(link) {
          if makeLink(from: link, to: node) { return }
        } else if seen.insert(link).inserted {
          open.append(link)
        }
      }
    }
    // No link leads back: any near node does, and one has room.
    for host in hosts(near: node) where makeLink(from: host, to: node) { return }
    fatalError("a tree of \(members.count) nodes has a leaf")
  }

  /// Puts a link in place of one that no reached node depends on; false where all are needed.
  private mutating func makeLink(from host: UInt32, to node: UInt32) -> Bool {
    let start = Int(host) * degree
    for place in (start..<start + degree).reversed() {
      let link = links[place]
      if link != .max, reach.from[Int(link)] == host { continue }
      // A list has no holes: its first free place is taken.
      let free = (start..<place).first { links[$0] == .max } ?? place
      links[free] = node
      let current = links
      reach.go(to: node, from: host, current.span)
      return true
    }
    return false
  }

  /// Reached nodes, of an even sample the nearest first, then all others.
  private func hosts(near node: UInt32) -> [UInt32] {
    let reached = (0..<UInt32(members.count)).filter { reach.isReached($0) }
    let step = max(1, reached.count / 4_096)
    let sample = stride(from: 0, to: reached.count, by: step).map { reached[$0] }
    var numbers: [Int8] = []
    rows.append(members[Int(node)], to: &numbers)
    var sums: [Int32] = []
    let listed = sample.map { members[Int($0)] }
    rows.products(numbers, with: listed[...], into: &sums)
    let scale = rows.scale(of: members[Int(node)])
    let keys = sample.indices.map { index in
      GraphNeighbour.key(
        scale.distance(to: rows.scale(of: listed[index]), product: sums[index]), sample[index])
    }
    return keys.sorted().map { GraphNeighbour.node($0) } + reached
  }
}
