/// How an index finds its best rows.
package enum VectorStructure: Sendable {
  /// Where there are many rows and their codes have signs and bytes, lists, or a graph where lists
  /// would take longer; all rows otherwise.
  case automatic
  /// All rows are looked at.
  case flat
  /// The lists near the query are looked at; for codes that have signs and bytes.
  case lists
  /// A graph is walked; for codes that have signs and bytes.
  case graph

  /// Below so many rows, looking at all of them takes a tenth of a millisecond.
  private static let leastRowCount = 20_000

  /// What it comes to for so many rows.
  func resolved(rowCount: Int, _ code: VectorCode) -> VectorStructure {
    let isGuidable = code.finest == .bytes
    switch self {
    case .automatic: return isGuidable && rowCount >= Self.leastRowCount ? .automatic : .flat
    case .flat: return .flat
    case .lists, .graph:
      precondition(isGuidable, "lists and graphs need signs and bytes")
      return rowCount > 0 ? self : .flat
    }
  }
}
