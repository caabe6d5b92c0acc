import Numerics
import Storage

extension GraphShape {
  /// Nodes that are kept on the levels above the rows.
  private static let upperWidth = 8

  /// Walks from the top level down, towards some queries together; `walks` then has the best rows.
  ///
  /// - Parameter stroll: walks through one level from each query's seeds.
  func descend(
    queryCount: Int, _ extent: VectorWalks.Extent, _ walks: inout VectorWalks,
    _ stroll: (Int, [[UInt32]], VectorWalks.Extent, inout VectorWalks) -> Void
  ) {
    let top = linkedLevels.upperBound - 1
    var seeds = [[UInt32]](repeating: entrances, count: queryCount)
    for level in stride(from: top, through: 0, by: -1) {
      stroll(level, seeds, level == 0 ? extent : .init(width: Self.upperWidth), &walks)
      guard level > 0 else { return }
      for walk in 0..<queryCount {
        seeds[walk] = (0..<walks.count(of: walk)).map {
          UInt32(below(Int(walks.node($0, of: walk)), level: level))
        }
      }
    }
  }
}

extension GraphLevels {
  func walk(
    _ rows: CodedRows, _ queries: CodedQueries, _ extent: VectorWalks.Extent,
    _ walks: inout VectorWalks
  ) {
    shape.descend(queryCount: queries.count, extent, &walks) { level, seeds, extent, walks in
      let links = links[level]
      let members = level == 0 ? [] : self.rows[level - 1]
      let rows = rows
      let graph = VectorGraph(
        links: links.span, degree: shape.degree, rows: members.span, codes: rows.codes)
      walks.walk(graph, queries, seeds: seeds, extent)
    }
  }
}

extension ReachTuning {
  /// How far a walk for some rows has to go, and how many nodes it leaves, about.
  struct Walk {
    var extent: VectorWalks.Extent
    var visits: Int
  }

  /// The walk by which a share of the k best is found; nil where no measured one is enough.
  func walk(k: Int, recall: Double) -> Walk? {
    guard let effort = effort(k: k, recall: recall) else { return nil }
    guard !isByWidth else {
      let width = max(k, Int(effort.bound.rounded(.up)))
      return Walk(extent: VectorWalks.Extent(width: width), visits: width)
    }
    return Walk(
      extent: Self.extent(k: k, reach: Float(effort.bound)),
      visits: max(k, Int(effort.visits.rounded(.up))))
  }

  /// A walk for the k best with a reach.
  static func extent(k: Int, reach: Float) -> VectorWalks.Extent {
    VectorWalks.Extent(width: max(2_048, 8 * k), rank: max(10, k), reach: reach)
  }
}
