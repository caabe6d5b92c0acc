/// What leads a search to the best rows without a look at all.
enum VectorGuide {
  case flat
  case graph(GraphLevels)
  case lists(VectorLists, of: CodedRows)

  /// The version of files that have it.
  var version: UInt32 {
    switch self {
    case .flat: VectorFormat.version
    case .graph: VectorFormat.reachVersion
    case .lists: VectorFormat.listVersion
    }
  }

  /// Links of a node; 0 without a graph.
  var degree: Int { if case .graph(let graph) = self { graph.shape.degree } else { 0 } }

  var listCount: Int { if case .lists(let lists, _) = self { lists.ends.count } else { 0 } }

  /// What a structure has for rows; nil where the task is cancelled meanwhile.
  static func build(
    _ structure: VectorStructure, _ rows: CodedRows, threads: Int
  ) async -> VectorGuide? {
    switch structure {
    case .flat: return .flat
    case .graph:
      return await GraphLevels.build(rows, degree: GraphShape.usualDegree, threads: threads)
        .map { .graph($0) }
    case .lists:
      return await VectorLists.build(rows, threads: threads).map { .lists($0, of: rows) }
    case .automatic:
      guard let lists = await VectorLists.build(rows, threads: threads) else { return nil }
      guard Self.isSlow(lists.tuning) else { return .lists(lists, of: rows) }
      let graph = await GraphLevels.build(
        rows, degree: GraphShape.usualDegree, threads: threads)
      return graph.map {
        isFaster($0.tuning, than: lists.tuning) ? .graph($0) : .lists(lists, of: rows)
      }
    }
  }

  /// The search by which structures are compared.
  private static let usual = (k: 10, recall: 0.95)
  /// Rows that can be looked at in lists without a thought of a graph.
  private static let fewVisits = 100_000.0
  /// Rows of lists that can be looked at in the time in which a walk leaves a node.
  private static let rowsPerNode = 150.0

  static func isSlow(_ lists: ReachTuning) -> Bool {
    guard let effort = lists.effort(k: usual.k, recall: usual.recall) else { return true }
    return effort.visits > fewVisits
  }

  static func isFaster(_ graph: ReachTuning, than lists: ReachTuning) -> Bool {
    guard let walk = graph.effort(k: usual.k, recall: usual.recall) else { return false }
    guard let effort = lists.effort(k: usual.k, recall: usual.recall) else { return true }
    return walk.visits * rowsPerNode < effort.visits
  }
}
