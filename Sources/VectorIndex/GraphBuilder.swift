import Numerics

/// Builds the links between nodes: near ones in many directions, both ways.
///
/// Nodes are cut into overlapping leaves in several rounds, and all pairs of a leaf are compared;
/// the nearest found are pruned, links are made mutual and pruned again. The result depends on the
/// rows alone, whatever the number of threads.
struct GraphBuilder {
  static let roundCount = 8
  /// Neighbours that a node remembers from round to round.
  private static let candidateLimit = 48
  /// Nodes that a thread prunes at a time.
  private static let partCount = 4_096

  let rows: CodedRows
  /// Of each node its row.
  let members: [UInt32]
  let degree: Int
  let threads: Int

  /// Of each node its links, `UInt32.max` where there are fewer; nil where the task is cancelled
  /// meanwhile.
  func links() async -> [UInt32]? {
    let candidates = await self.candidates()
    if Task.isCancelled { return nil }
    let near = await pruned(candidates)
    if Task.isCancelled { return nil }
    let links = await mutual(near)
    return Task.isCancelled ? nil : links
  }

  private func candidates() async -> GraphNeighbours {
    let rows = rows
    let members = members
    return await withTaskGroup(of: GraphNeighbours.self) { group in
      var started = 0
      func start() {
        guard started < Self.roundCount, !Task.isCancelled else { return }
        let round = started
        group.addTask {
          var pairs = GraphLeafPairs(rows, members: members)
          let partition = GraphPartition(rows, members: members, round: round)
          for leaf in partition.leaves where !Task.isCancelled { pairs.add(leaf) }
          return pairs.neighbours
        }
        started += 1
      }
      for _ in 0..<max(1, threads) { start() }
      var all = GraphNeighbours(nodeCount: members.count, limit: Self.candidateLimit)
      for await found in group {
        start()
        all.merge(found)
      }
      return all
    }
  }

  /// The neighbours of each node that lead in different directions.
  private func pruned(_ candidates: GraphNeighbours) async -> GraphNeighbours {
    await inParts { [rows, members, degree] part in
      var pruning = GraphPruning(rows, members: members, degree: degree)
      var found = GraphNeighbours(nodeCount: part.count, limit: degree)
      for node in part {
        pruning.prune(node, candidates[node])
        found.set(node - part.lowerBound, pruning.kept)
      }
      return found.keys
    }
  }

  /// Adds to each node those that have it as a neighbour, and prunes again.
  private func mutual(_ near: GraphNeighbours) async -> [UInt32] {
    let reverse = GraphReverse(near)
    let found = await inParts { [rows, members, degree] part in
      var pruning = GraphPruning(rows, members: members, degree: degree)
      var found = GraphNeighbours(nodeCount: part.count, limit: degree)
      var both: [UInt64] = []
      for node in part {
        both.removeAll(keepingCapacity: true)
        for key in near[node] where key != GraphNeighbour.none { both.append(key) }
        let nearCount = both.count
        for key in reverse[node] {
          // The same two nodes' distance may differ in its last bit by the side it is seen from.
          let isThere = both[..<nearCount].contains {
            GraphNeighbour.node($0) == GraphNeighbour.node(key)
          }
          if !isThere { both.append(key) }
        }
        both.sort()
        if both.count <= degree {
          found.set(node - part.lowerBound, both)
        } else {
          pruning.prune(node, both, known: near[node])
          found.set(node - part.lowerBound, pruning.kept)
        }
      }
      return found.keys
    }
    return found.keys.map { GraphNeighbour.node($0) }
  }

  /// What `body` makes of all nodes, a part at a time.
  private func inParts(
    _ body: @escaping @Sendable (Range<Int>) -> [UInt64]
  ) async -> GraphNeighbours {
    let count = members.count
    return await withTaskGroup(of: (Range<Int>, [UInt64]).self) { group in
      var next = 0
      func start() {
        guard next < count, !Task.isCancelled else { return }
        let part = next..<min(next + Self.partCount, count)
        group.addTask { (part, body(part)) }
        next = part.upperBound
      }
      for _ in 0..<max(1, threads) { start() }
      var all = GraphNeighbours(nodeCount: count, limit: degree)
      for await (part, keys) in group {
        start()
        all.replace(from: part.lowerBound, keys)
      }
      return all
    }
  }
}

/// Of each node those that have it as a neighbour, with their distances.
struct GraphReverse: Sendable {
  private let ends: [UInt32]
  private let keys: [UInt64]

  init(_ near: GraphNeighbours) {
    let count = near.keys.count / near.limit
    var starts = [UInt32](repeating: 0, count: count + 1)
    for key in near.keys where key != GraphNeighbour.none {
      starts[Int(GraphNeighbour.node(key)) + 1] += 1
    }
    for node in 0..<count { starts[node + 1] += starts[node] }
    var keys = [UInt64](repeating: 0, count: Int(starts[count]))
    for place in near.keys.indices where near.keys[place] != GraphNeighbour.none {
      let key = near.keys[place]
      let target = Int(GraphNeighbour.node(key))
      keys[Int(starts[target])] = key & ~0xFFFF_FFFF | UInt64(place / near.limit)
      starts[target] += 1
    }
    ends = starts
    self.keys = keys
  }

  subscript(node: Int) -> ArraySlice<UInt64> {
    keys[(node == 0 ? 0 : Int(ends[node - 1]))..<Int(ends[node])]
  }
}
