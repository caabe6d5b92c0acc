import Numerics
package import Storage

extension VectorIndexReader {
  /// Checks the graph: every link leads to another node, once; lists have no holes; levels have the
  /// nodes that they should; and every node can be reached from those that walks start from.
  package func verifyGraph() throws(StorageError) {
    guard let graph else { return }
    for level in graph.links.indices {
      try verifyRows(graph, level)
      try verifyLinks(graph, level)
      let file = file
      let links = file.bytes(graph.links[level]).integers(UInt32.self)
      let reach = GraphReach(
        links: links, degree: graph.shape.degree, seeds: graph.shape.seeds(level: level))
      guard reach.count == graph.shape.counts[level] else {
        throw file.corrupt(
          graph.links[level].lowerBound,
          "a graph whose \(graph.shape.counts[level]) nodes of level \(level) can be reached",
          "\(reach.count)")
      }
    }
  }

  private func verifyRows(_ graph: GraphPlace, _ level: Int) throws(StorageError) {
    guard level > 0 else { return }
    let file = file
    let rows = file.bytes(graph.rows[level]).integers(UInt32.self)
    for (node, row) in graph.shape.rows(level: level).enumerated() where rows[node] != row {
      throw file.corrupt(
        graph.rows[level].lowerBound + 4 * node, "row \(row) of node \(node)", "\(rows[node])")
    }
  }

  private func verifyLinks(_ graph: GraphPlace, _ level: Int) throws(StorageError) {
    let file = file
    let links = file.bytes(graph.links[level]).integers(UInt32.self)
    let degree = graph.shape.degree
    let count = UInt32(graph.shape.counts[level])
    for start in stride(from: 0, to: links.count, by: degree) {
      var used = 0
      while used < degree, links[start + used] != .max { used += 1 }
      for place in 0..<degree {
        let link = links[start + place]
        let isGood =
          place >= used
          ? link == .max
          : link < count && Int(link) != start / degree
            && !(0..<place).contains { links[start + $0] == link }
        guard isGood else {
          throw file.corrupt(
            graph.links[level].lowerBound + 4 * (start + place),
            "distinct links to \(count) other nodes, then 2^32 - 1 alone", "\(link)")
        }
      }
    }
  }
}
