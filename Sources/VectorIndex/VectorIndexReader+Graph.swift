package import Numerics
package import Storage

extension VectorIndexReader {
  /// By how much estimates from signs may be too low, in units of a row's factor.
  ///
  /// About one standard error for a query of this length: the share of a row's square that signs
  /// miss is 1 - 2/pi.
  static func slack(length: Float) -> Float { length * 0.6028 }

  /// How far walks have to go; nil where looking at all rows is faster, or the graph is not known
  /// to reach the wanted recall.
  private func usualWalk(
    k: Int, recall: Double, among allowed: DocumentRanges?
  ) -> ReachTuning.Walk? {
    guard recall < 1, let graph, let usual = graph.tuning.walk(k: k, recall: recall) else {
      return nil
    }
    let findable = allowed?.count ?? vectorCount
    // So many more rows must be met that as many of the allowed are among them.
    let times = Double(vectorCount) / Double(findable)
    guard Double(usual.visits) * times * Double(Self.rowsPerNode) < Double(findable) else {
      return nil
    }
    return usual
  }

  /// The best rows of each query by walks made together; nil for a query that needs a look at all
  /// rows.
  func walk(
    _ queries: [VectorQuery], k: Int, recall: Double, among allowed: DocumentRanges?,
    _ scratch: VectorScratch
  ) -> [BestRows?] {
    guard let graph, let usual = usualWalk(k: k, recall: recall, among: allowed) else {
      return queries.map { _ in nil }
    }
    let findable = allowed?.count ?? vectorCount
    var extent = usual.extent
    extent.width = extent.width * vectorCount / findable
    extent.rank = extent.rank * vectorCount / findable
    walk(graph, queries, extent, &scratch.walks)
    let wanted = Self.closerCount(k: k)
    return queries.enumerated().map { index, query in
      let rows = Self.best(wanted, of: scratch.walks, index, among: allowed)
      // Allowed rows that lie elsewhere than the query leads to are not met: all are looked at.
      guard rows.count >= min(wanted, max(k, usual.visits / 2)) else { return nil }
      return lookAgain(closestLook, at: rows, query, k: k, scratch)
    }
  }

  /// The best allowed rows that a walk found.
  private static func best(
    _ count: Int, of walks: VectorWalks, _ walk: Int, among allowed: DocumentRanges?
  ) -> [UInt32] {
    var rows: [UInt32] = []
    rows.reserveCapacity(count)
    for place in 0..<walks.count(of: walk) where rows.count < count {
      let row = walks.node(place, of: walk)
      if allowed?.contains(row) ?? true { rows.append(row) }
    }
    return rows
  }

  /// Rows that can be looked at by their signs in the time of a node's links.
  private static let rowsPerNode = 100

  /// Walks the graph; `walks` then has the best rows.
  private func walk(
    _ graph: GraphPlace, _ queries: [VectorQuery], _ extent: VectorWalks.Extent,
    _ walks: inout VectorWalks
  ) {
    var prepared = CodedQueries(dimensions: layout.padded, capacity: queries.count)
    for query in queries {
      let length = query.length
      prepared.append(
        codes: query.codes, scale: query.scale, slack: Self.slack(length: length), unit: length)
    }
    graph.shape.descend(queryCount: queries.count, extent, &walks) {
      level, seeds, extent, walks in
      let file = file
      let codes = VectorGraphCodes(
        slots: VectorKernels.Rows(
          file.bytes(planes[0]), .sign, dimensions: layout.padded, stride: layout.slotByteCount),
        bytes: VectorKernels.Rows(
          file.bytes(planes[1]), .byte, dimensions: layout.padded, stride: layout.padded))
      let links = VectorGraph(
        links: file.bytes(graph.links[level]).integers(UInt32.self), degree: graph.shape.degree,
        rows: file.bytes(graph.rows[level]).integers(UInt32.self), codes: codes)
      walks.walk(links, prepared, seeds: seeds, extent)
    }
  }

  /// The best k documents by a walk that keeps `width` rows, for measuring walks; the whole search
  /// where there is no graph.
  package func search(
    _ query: Span<Float>, k: Int, width: Int, _ walks: inout VectorWalks
  ) throws(StorageError) -> [FoundVector] {
    guard let graph else { return try search(query, k: k, recall: 1) }
    check(query, among: nil)
    let prepared = VectorQuery(query, transform, layout)
    walk(graph, [prepared], VectorWalks.Extent(width: max(width, k)), &walks)
    let rows = (0..<min(walks.count(), Self.closerCount(k: k))).map { walks.node($0) }
    guard !rows.isEmpty, k > 0 else { return [] }
    let scratch = scratches.take() ?? VectorScratch()
    defer { scratches.put(scratch) }
    return try found(lookAgain(closestLook, at: rows, prepared, k: k, scratch), prepared)
  }

  /// Rows whose order by bytes and by a closer look may differ.
  private static func closerCount(k: Int) -> Int { k + k / 2 + 5 }

  var closestLook: VectorLook { code == .float32 ? .floats : .fine(code.finest) }
}

extension VectorIndexReader {
  /// What walks find for each of many queries; nil for one that needs a look at all rows.
  func walk(
    _ batch: [Float], _ part: Range<Int>, _ plan: VectorPlan, recall: Double,
    among allowed: DocumentRanges?, _ scratch: VectorScratch
  ) throws(StorageError) -> [[FoundVector]?] {
    guard usualWalk(k: plan.k, recall: recall, among: allowed) != nil else {
      return Array(repeating: nil, count: part.count)
    }
    var results: [[FoundVector]?] = []
    for start in stride(from: part.lowerBound, to: part.upperBound, by: Self.togetherCount) {
      let queries = (start..<min(start + Self.togetherCount, part.upperBound)).map {
        query($0, of: batch, among: allowed)
      }
      let best = walk(queries, k: plan.k, recall: recall, among: allowed, scratch)
      for (best, query) in zip(best, queries) {
        results.append(try best.map { best throws(StorageError) in try found(best, query) })
      }
    }
    return results
  }

  /// Queries whose walks are made together: more of them gain nothing.
  private static let togetherCount = 4
}
