package import Numerics
package import Storage

extension VectorIndexReader {
  /// The best k documents by score descending, then document ascending.
  ///
  /// The best rows by coarse codes, of all, of those in the lists near the query or of those that a
  /// walk through the graph meets, are looked at again by the finest codes that the index keeps.
  ///
  /// - Parameters:
  ///   - query: as many finite numbers as the index has dimensions. Traps otherwise.
  ///   - recall: the wanted share of the k best by the vectors themselves, 0 to 1. At 1 all rows
  ///     are looked at closely: what is found is exact among the finest codes.
  ///   - allowed: where given, only its documents are found.
  package func search(
    _ query: Span<Float>, k: Int, recall: Double = 0.95, among allowed: DocumentRanges? = nil
  ) throws(StorageError) -> [FoundVector] {
    check(query, among: allowed)
    let findable = allowed?.count ?? vectorCount
    guard k > 0, findable > 0 else { return [] }
    var prepared = VectorQuery(query, transform, layout)
    let scratch = scratches.take() ?? VectorScratch()
    defer { scratches.put(scratch) }
    let walked = walk([prepared], k: min(k, findable), recall: recall, among: allowed, scratch)
    if let best = walked[0] { return try found(best, prepared) }
    let probed = probe([prepared], k: min(k, findable), recall: recall, among: allowed, scratch)
    if let best = probed?[0] { return try found(best, prepared) }
    prepared = prepared.withSigns()
    let plan = VectorPlan(
      k: min(k, findable), recall: recall, findable: findable, code: code, measurement)
    var best =
      switch plan.first {
      case .all(.floats):
        scanFloats([prepared], count: plan.firstCount, among: allowed)[0]
      case .all(let look):
        scan(look, prepared, count: plan.firstCount, among: allowed, scratch)
      case .bounded(let deviations):
        scan(within: deviations, prepared, count: plan.firstCount, among: allowed, scratch)
      }
    if let second = plan.second {
      best = lookAgain(second, at: best.rows(), prepared, k: plan.k, scratch)
    }
    return try found(best, prepared)
  }

  /// Traps unless a search's question suits the index.
  func check(_ query: Span<Float>, among allowed: DocumentRanges?) {
    precondition(query.count == dimensions, "a query of \(dimensions) dimensions")
    // Squares of single precision add up to a finite number at double precision.
    precondition(VectorKernels.current.product(query, query).isFinite, "finite numbers")
    precondition((allowed?.upperBound ?? 0) <= vectorCount, "documents beyond the index")
  }

  /// The best rows by one look at all that are allowed.
  func scan(
    _ look: VectorLook, _ query: VectorQuery, count: Int, among allowed: DocumentRanges?,
    _ scratch: VectorScratch
  ) -> BestRows {
    var best = BestRows(k: count)
    var windows = VectorWindows(
      allowed, rowCount: vectorCount, size: VectorScratch.windowCount)
    while let window = windows.nextWindow() {
      self.look(look, at: window, query, &scratch.window, &scratch.selected, &best)
    }
    return best
  }

  /// The best rows of each query by the vectors themselves.
  func scanFloats(
    _ queries: [VectorQuery], count: Int, among allowed: DocumentRanges?
  ) -> [BestRows] {
    // Callers have threads of their own.
    BLAS.useCallingThread()
    let file = file
    let rows = VectorFloatRows(file.bytes(range(of: .floats)).floats, transform)
    var scan = VectorFloatScan(queries, count: count)
    var windows = VectorWindows(
      allowed, rowCount: vectorCount, size: VectorFloatScan.windowCount)
    while let window = windows.nextWindow() { scan.look(at: window, of: rows) }
    return scan.best
  }

  /// The best rows, without looking closely at those whose signs tell that they are too far.
  private func scan(
    within deviations: Double, _ query: VectorQuery, count: Int, among allowed: DocumentRanges?,
    _ scratch: VectorScratch
  ) -> BestRows {
    var scan = VectorBoundedScan(query, count: count, deviations: deviations)
    var windows = VectorWindows(
      allowed, rowCount: vectorCount, size: VectorBoundedScan.windowCount)
    var equal = [Int32](repeating: 0, count: VectorBoundedScan.windowCount)
    while let window = windows.nextWindow() {
      sumEqualSigns(query, window, &equal)
      gatherScales(of: window, .signs, &scratch.window)
      if scan.look(at: window, equal.span, scratch.window, self, &scratch.selected) {
        scan.lookCloser(self, query, &scratch.closer, &scratch.selected)
      }
    }
    scan.lookCloser(self, query, &scratch.closer, &scratch.selected)
    return scan.best
  }

  /// The best of some rows by a closer look.
  func lookAgain(
    _ look: VectorLook, at rows: [UInt32], _ query: VectorQuery, k: Int,
    _ scratch: VectorScratch
  ) -> BestRows {
    var best = BestRows(k: k)
    for start in stride(from: 0, to: rows.count, by: VectorScratch.windowCount) {
      let part = rows[start..<min(start + VectorScratch.windowCount, rows.count)]
      self.look(
        look, at: .listed(Array(part)), query, &scratch.window, &scratch.selected, &best)
    }
    return best
  }

  /// The best rows with the scores that users see.
  ///
  /// - Throws: `StorageError.corrupt` for a score beyond all that vectors can have.
  func found(
    _ best: consuming BestRows, _ query: VectorQuery
  ) throws(StorageError) -> [FoundVector] {
    let found = best.sorted().map {
      FoundVector(document: $0.row, score: query.finished($0.score))
    }
    if let wrong = found.first(where: { !$0.score.isFinite }) {
      throw file.corrupt(
        factors.lowerBound, "factors of vectors, of which scores are finite",
        "\(wrong.score) as the score of document \(wrong.document)")
    }
    return found
  }
}
