package import Numerics
package import Storage

extension VectorIndexReader {
  /// The best k documents of each of many queries: what ``search(_:k:recall:among:)`` gives.
  ///
  /// Rows are laid out once for many queries, so that the processor's arithmetic is the limit and
  /// not its memory.
  ///
  /// - Parameters:
  ///   - batch: one query after the other.
  ///   - threads: how many parts the queries are split into; the results do not depend on it.
  package func search(
    batch: [Float], k: Int, recall: Double = 0.95, among allowed: DocumentRanges? = nil,
    threads: Int = 1
  ) async throws(StorageError) -> [[FoundVector]] {
    precondition(batch.count % dimensions == 0, "queries of \(dimensions) dimensions")
    let queryCount = batch.count / dimensions
    let findable = allowed?.count ?? vectorCount
    guard k > 0, findable > 0 else { return Array(repeating: [], count: queryCount) }
    let plan = VectorPlan(
      k: min(k, findable), recall: recall, findable: findable, code: code, measurement)
    let partCount = max(1, min(threads, queryCount))
    let parts = (0..<partCount).map {
      queryCount * $0 / partCount..<queryCount * ($0 + 1) / partCount
    }
    typealias Part = Result<[[FoundVector]], StorageError>
    let results = await withTaskGroup(of: (Int, Part).self) { group in
      for (number, part) in parts.enumerated() {
        group.addTask {
          let found = Part { () throws(StorageError) in
            try self.search(batch, part, plan, recall: recall, among: allowed)
          }
          return (number, found)
        }
      }
      var results = [Part](repeating: .success([]), count: partCount)
      for await (number, found) in group { results[number] = found }
      return results
    }
    var found: [[FoundVector]] = []
    found.reserveCapacity(queryCount)
    for part in results { found += try part.get() }
    return found
  }

  /// Queries that share rows laid out once; their sums stay in the second-level cache.
  private static let blockCount = 96

  private func search(
    _ batch: [Float], _ part: Range<Int>, _ plan: VectorPlan, recall: Double,
    among allowed: DocumentRanges?
  ) throws(StorageError) -> [[FoundVector]] {
    let scratch = scratches.take() ?? VectorScratch()
    defer { scratches.put(scratch) }
    var results = try walk(batch, part, plan, recall: recall, among: allowed, scratch)
    try probe(batch, part, plan, recall: recall, among: allowed, scratch, &results)
    let left = results.indices.filter { results[$0] == nil }
    for start in stride(from: 0, to: left.count, by: Self.blockCount) {
      let places = left[start..<min(start + Self.blockCount, left.count)]
      let queries = places.map {
        query(part.lowerBound + $0, of: batch, among: allowed).withSigns()
      }
      var best = scan(queries, plan, among: allowed, scratch)
      for (index, place) in places.enumerated() {
        if let second = plan.second {
          best[index] = lookAgain(
            second, at: best[index].rows(), queries[index], k: plan.k, scratch)
        }
        results[place] = try found(best[index], queries[index])
      }
    }
    return results.map { $0 ?? [] }
  }

  /// Adds what lists find for the queries that have no result yet.
  private func probe(
    _ batch: [Float], _ part: Range<Int>, _ plan: VectorPlan, recall: Double,
    among allowed: DocumentRanges?, _ scratch: VectorScratch, _ results: inout [[FoundVector]?]
  ) throws(StorageError) {
    guard lists != nil else { return }
    let left = results.indices.filter { results[$0] == nil }
    for start in stride(from: 0, to: left.count, by: VectorListSearches.limit) {
      let places = left[start..<min(start + VectorListSearches.limit, left.count)]
      let queries = places.map { query(part.lowerBound + $0, of: batch, among: allowed) }
      let probed = probe(queries, k: plan.k, recall: recall, among: allowed, scratch)
      guard let probed else { return }
      for ((place, query), best) in zip(zip(places, queries), probed) {
        results[place] = try found(best, query)
      }
    }
  }

  /// A query of a batch, by its position.
  func query(_ index: Int, of batch: [Float], among allowed: DocumentRanges?) -> VectorQuery {
    let query = batch.span.extracting(index * dimensions..<(index + 1) * dimensions)
    check(query, among: allowed)
    return VectorQuery(query, transform, layout)
  }

  /// The best rows of each query by the first look.
  private func scan(
    _ queries: [VectorQuery], _ plan: VectorPlan, among allowed: DocumentRanges?,
    _ scratch: VectorScratch
  ) -> [BestRows] {
    var windows = VectorWindows(allowed, rowCount: vectorCount, size: VectorTiles.windowCount)
    switch plan.first {
    case .bounded(let deviations):
      var scans = queries.map {
        VectorBoundedScan($0, count: plan.firstCount, deviations: deviations)
      }
      var tiles = VectorTiles(queries, .signs, layout)
      while let window = windows.nextWindow() {
        tiles.look(at: window, queries, self, scratch, &scans)
      }
      return scans.indices.map {
        scans[$0].lookCloser(self, queries[$0], &scratch.closer, &scratch.selected)
        return scans[$0].best
      }
    case .all(.floats):
      return scanFloats(queries, count: plan.firstCount, among: allowed)
    case .all(let look):
      var best = queries.map { _ in BestRows(k: plan.firstCount) }
      if let plane = look.tiledPlane {
        var tiles = VectorTiles(queries, plane, layout)
        while let window = windows.nextWindow() {
          tiles.look(at: window, queries, self, scratch, &best)
        }
        return best
      }
      // A window's rows stay in a cache for all queries.
      while let window = windows.nextWindow() {
        for index in queries.indices {
          self.look(
            look, at: window, queries[index], &scratch.window, &scratch.selected, &best[index])
        }
      }
      return best
    }
  }
}

extension VectorLook {
  /// The plane whose rows can be laid out for many such looks; nil where each query looks alone.
  fileprivate var tiledPlane: VectorPlane? {
    switch self {
    case .equalSigns: .signs
    case .coarse(let plane): plane == .signs ? nil : plane
    case .fine, .floats: nil
    }
  }
}
