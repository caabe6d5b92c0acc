import Numerics
import Storage

extension GraphShape {
  /// Nodes that are kept on the levels above the rows.
  private static let upperWidth = 8

  /// Walks from the top level down; `walk` then has the best rows.
  ///
  /// - Parameter stroll: walks through one level from seeds, keeping so many.
  func descend(
    width: Int, _ walk: inout VectorWalk,
    _ stroll: (_ level: Int, _ seeds: [UInt32], _ width: Int, _ walk: inout VectorWalk) -> Void
  ) {
    let top = linkedLevels.upperBound - 1
    var seeds = seeds(level: top)
    for level in stride(from: top, through: 0, by: -1) {
      stroll(level, seeds, level == 0 ? width : Self.upperWidth, &walk)
      guard level > 0 else { return }
      seeds = (0..<walk.count).map { UInt32(below(Int(walk.node($0)), level: level)) }
    }
  }
}

extension GraphLevels {
  func walk(
    _ rows: GraphRows, _ query: VectorGraphQuery, width: Int, _ walk: inout VectorWalk
  ) {
    shape.descend(width: width, &walk) { level, seeds, width, walk in
      let links = links[level]
      let members = level == 0 ? [] : self.rows[level - 1]
      let rows = rows
      let graph = VectorGraph(
        links: links.span, degree: shape.degree, rows: members.span, codes: rows.codes)
      walk.walk(graph, query, seeds: seeds.span, width: width)
    }
  }
}
