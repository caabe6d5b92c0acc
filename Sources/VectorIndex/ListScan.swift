import Numerics
import Storage

/// A look at lists that reads the bytes only of rows whose signs do not tell that they are too far:
/// what ``VectorBoundedScan`` is to all rows.
struct ListScan {
  /// Rows of a list that are looked at together: few until there is a threshold.
  private static let windowCounts = (first: VectorKernels.tileRowCount, most: 2_048)
  /// Rows that are gathered before their bytes are read.
  private let pendingCount: Int

  /// The best rows by their bytes.
  private(set) var best: BestRows
  private let signs: VectorListQuery
  private var places = ListedPlaces()
  private var pending: [UInt32] = []

  /// - Parameter query: with signs.
  init(_ query: VectorQuery, k: Int, deviations: Double) {
    let keptCount = ListProbe.keptCount(k: k)
    best = BestRows(k: keptCount)
    // The best are put in order whenever bytes were read.
    pendingCount = min(1_024, max(32, keptCount / 8))
    let slack = VectorBoundedScan.slack(query, deviations: deviations)
    signs = VectorListQuery(
      codes: query.codes, signs: query.signs, scale: query.scale, signScale: query.signScale,
      slack: slack.sum, signSlack: slack.equal)
  }

  /// Takes the allowed rows at some places of the lists.
  mutating func look(
    at range: Range<Int>, _ lists: ListPlace, _ index: VectorIndexReader, _ query: VectorQuery,
    among allowed: DocumentRanges?, _ scratch: VectorScratch
  ) {
    let file = index.file
    let rows = file.bytes(lists.rows).integers(UInt32.self)
    let factors = file.bytes(lists.factors).floats
    let biases = file.bytes(lists.biases).floats
    let tileByteCount = ListPlace.tileByteCount(index.layout)
    var start = range.lowerBound
    while start < range.upperBound {
      let isFirst = best.threshold == -.infinity
      let most = isFirst ? Self.windowCounts.first : Self.windowCounts.most
      let end = min(range.upperBound, start + most)
      let tile = start / VectorKernels.tileRowCount
      let tileEnd = (end + VectorKernels.tileRowCount - 1) / VectorKernels.tileRowCount
      let first = start - tile * VectorKernels.tileRowCount
      places.select(
        signs,
        file.bytes(lists.signs).extracting(tile * tileByteCount..<tileEnd * tileByteCount),
        first..<first + end - start, factors: factors.extracting(start..<end),
        biases: biases.isEmpty ? biases : biases.extracting(start..<end),
        atLeast: best.threshold)
      for place in 0..<places.count {
        let row = rows[start + places[place]]
        if row < index.vectorCount, allowed?.contains(row) ?? true { pending.append(row) }
      }
      if pending.count >= pendingCount { lookCloser(index, query, scratch) }
      start = end
    }
  }

  /// Looks at the bytes of the rows that were gathered.
  mutating func lookCloser(
    _ index: VectorIndexReader, _ query: VectorQuery, _ scratch: VectorScratch
  ) {
    guard !pending.isEmpty else { return }
    index.look(
      .coarse(.bytes), at: .listed(pending), query, &scratch.window, &scratch.selected, &best)
    pending.removeAll(keepingCapacity: true)
    best.settle()
  }
}
