/// How an index finds its best rows.
package enum VectorStructure: Sendable {
  /// A graph where there are many rows and their codes can be walked; all rows otherwise.
  case automatic
  /// All rows are looked at.
  case flat
  /// A graph is walked; for codes that have signs and bytes.
  case graph

  /// Below so many rows, looking at all of them takes no longer than a walk.
  private static let leastGraphCount = 20_000

  func hasGraph(rowCount: Int, _ code: VectorCode) -> Bool {
    let isWalkable = code.finest == .bytes
    switch self {
    case .automatic: return isWalkable && rowCount >= Self.leastGraphCount
    case .flat: return false
    case .graph:
      precondition(isWalkable, "a graph needs signs and bytes")
      return rowCount > 0
    }
  }
}
