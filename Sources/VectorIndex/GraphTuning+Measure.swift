import Numerics

extension GraphTuning {
  private static let sampleCount = 128
  /// Recall from which on longer walks are not measured, in millionths.
  private static let enough: UInt32 = 999_000
  /// In units of how far products of rows with a query of length 1 are spread.
  private static let reaches: [Float] = [
    0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.5, 4, 5, 6, 8,
  ]

  /// Measures walks towards rows that are moved by chance, so that no query is a row.
  init(_ rows: GraphRows, _ levels: GraphLevels, threads: Int) async {
    let count = min(Self.sampleCount, rows.count)
    let samples = await inParallel(Array(0..<count), threads: threads) {
      GraphSample(rows, row: UInt32($0 * rows.count / count), number: $0)
    }
    let groups = stride(from: 0, to: count, by: VectorGraphQueries.limit).map {
      Array(samples[$0..<min($0 + VectorGraphQueries.limit, count)])
    }
    var steps: [Step] = []
    for times in Self.reaches {
      let reach = rows.spread * times
      let parts = await inParallel(groups, threads: threads) { group in
        (
          Found(group, rows, levels, k: 10, reach: reach),
          Found(group, rows, levels, k: 100, reach: reach)
        )
      }
      let ten = Found(parts.map(\.0))
      let hundred = Found(parts.map(\.1))
      steps.append(
        Step(
          bound: reach, recall10: ten.recall, recall100: hundred.recall,
          hops10: ten.hops(count), hops100: hundred.hops(count)))
      if min(ten.recall, hundred.recall) >= Self.enough { break }
    }
    self.init(steps: steps)
  }

  /// What walks towards some samples found.
  private struct Found: Sendable {
    private var wanted = 0
    private var found = 0
    private var hops = 0

    init(_ parts: [Found]) {
      for part in parts {
        wanted += part.wanted
        found += part.found
        hops += part.hops
      }
    }

    init(
      _ samples: [GraphSample], _ rows: GraphRows, _ levels: GraphLevels, k: Int, reach: Float
    ) {
      var queries = VectorGraphQueries(dimensions: rows.padded)
      for sample in samples { sample.append(to: &queries) }
      var walks = VectorWalks()
      levels.walk(rows, queries, GraphTuning.extent(k: k, reach: reach), &walks)
      for (index, sample) in samples.enumerated() {
        let nodes = Set(
          (0..<min(walks.count(of: index), k)).map { walks.node($0, of: index) })
        let best = sample.best.prefix(k)
        wanted += best.count
        found += best.count { nodes.contains($0) }
      }
      hops = Int(walks.work.hops)
    }

    /// In millionths.
    var recall: UInt32 { UInt32(found * 1_000_000 / max(1, wanted)) }

    func hops(_ count: Int) -> UInt32 { UInt32((hops + count - 1) / max(1, count)) }
  }
}

/// What `body` makes of each element, on some threads.
private func inParallel<Element: Sendable, Result: Sendable>(
  _ elements: [Element], threads: Int, _ body: @escaping @Sendable (Element) -> Result
) async -> [Result] {
  await withTaskGroup(of: [(Int, Result)].self) { group in
    let count = max(1, min(threads, elements.count))
    for part in 0..<count {
      group.addTask {
        stride(from: part, to: elements.count, by: count).map { ($0, body(elements[$0])) }
      }
    }
    var results = [Result?](repeating: nil, count: elements.count)
    for await part in group {
      for (index, result) in part { results[index] = result }
    }
    return results.compactMap { $0 }
  }
}
