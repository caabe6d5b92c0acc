import Numerics
import Storage

/// The links of all levels of a graph.
struct GraphLevels: Sendable {
  let shape: GraphShape
  /// Of the rows, and of each level above that has links.
  private(set) var links: [[UInt32]] = []
  /// Of each level above the rows' own that has links, the rows that its nodes stand for.
  private(set) var rows: [[UInt32]] = []
  private(set) var tuning = ReachTuning(steps: [])

  /// The graph over rows; nil where the task is cancelled meanwhile.
  static func build(_ rows: CodedRows, degree: Int, threads: Int) async -> GraphLevels? {
    var levels = GraphLevels(shape: GraphShape(rowCount: rows.count, degree: degree))
    let shape = levels.shape
    for level in 0...shape.linkedLevels.upperBound - 1 {
      let members = shape.rows(level: level)
      let links = await GraphBuilder(
        rows: rows, members: members, degree: degree, threads: threads
      ).links()
      guard let links else { return nil }
      let repair = GraphRepair(
        rows, members: members, links: links, degree: degree, seeds: shape.seeds(level: level))
      levels.links.append(repair.links)
      if level > 0 { levels.rows.append(members) }
    }
    levels.tuning = await ReachTuning(rows, levels, threads: threads)
    return Task.isCancelled ? nil : levels
  }
}
