import Numerics
import Storage

/// A scan that looks closely only at rows whose signs do not tell that they are too far.
///
/// After the rotation, the number of signs that a row shares with the query estimates their product
/// with a known deviation, whatever the vectors and the query are (Gao and Long, "RaBitQ", 2024). A
/// row is passed over when its estimate, raised by some deviations, is below the worst row kept.
struct VectorBoundedScan: Sendable {
  /// Rows at a time: few, so that the worst row kept is soon a good one.
  static let windowCount = 256
  /// Rows that are gathered before they are looked at closely.
  private static let pendingCount = 64

  /// The best rows by their bytes.
  private(set) var best: BestRows
  private var pending: [UInt32] = []
  /// What is added to a number of shared signs, and what this is multiplied by.
  let equalOffset: Float
  private let equalScale: Float
  /// What is added to a query's sum over a row's signs.
  let sumOffset: Float

  init(_ query: VectorQuery, count: Int, deviations: Double) {
    best = BestRows(k: count)
    equalOffset = Float(deviations * Double(query.codes.count).squareRoot())
    equalScale = query.signScale
    let square = query.codes.reduce(0) { $0 + Double($1) * Double($1) }
    // The share of a row's square that its signs miss is 1 - 2 / pi; this is its root.
    sumOffset = Float(deviations * 0.602_8 * square.squareRoot())
    pending.reserveCapacity(Self.pendingCount + Self.windowCount)
  }

  /// Takes a window's rows whose bounds are good enough; returns whether there are enough of them
  /// for a closer look.
  ///
  /// The query itself is not needed, and a copy of it costs as much as the look.
  ///
  /// - Parameters:
  ///   - equal: of each row the signs that it shares with the query less the others.
  ///   - scales: the rows' factors by their signs.
  mutating func look(
    at window: VectorWindows.Window, _ equal: Span<Int32>, _ scales: VectorWindowSums,
    _ index: VectorIndexReader, _ selected: inout SelectedRows
  ) -> Bool {
    index.select(
      window, equal, scales, offset: equalOffset, scale: equalScale, &selected,
      atLeast: best.threshold)
    for place in 0..<selected.count {
      pending.append(UInt32(window.row(Int(selected.places[place]))))
    }
    return pending.count >= Self.pendingCount
  }

  /// Looks at the rows that were gathered: by the query's sum over their signs, then by their
  /// bytes.
  mutating func lookCloser(
    _ index: VectorIndexReader, _ query: VectorQuery, _ closer: inout VectorWindowSums,
    _ selected: inout SelectedRows
  ) {
    guard !pending.isEmpty else { return }
    let window = VectorWindows.Window.listed(pending)
    index.sum(query.codes, .signs, window, &closer.sums)
    index.gatherScales(of: window, .signs, &closer)
    index.select(
      window, closer, offset: sumOffset, scale: query.scale, &selected, atLeast: best.threshold)
    var rows: [UInt32] = []
    rows.reserveCapacity(selected.count)
    for place in 0..<selected.count { rows.append(pending[Int(selected.places[place])]) }
    pending.removeAll(keepingCapacity: true)
    index.look(.coarse(.bytes), at: .listed(rows), query, &closer, &selected, &best)
  }
}
