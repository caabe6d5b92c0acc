import Numerics

extension ReachTuning {
  private static let sampleCount = 128
  /// Recall from which on longer walks for the k best are not measured, in millionths: those for
  /// many take as long as looking at all rows does.
  private static func enough(_ k: Int) -> UInt32 { k <= 10 ? 999_000 : 998_000 }
  /// In units of how far products of rows with a query of length 1 are spread.
  private static let reaches: [Float] = [
    0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.5, 4, 5, 6, 8,
  ]

  /// Measures walks towards rows that are moved by chance, so that no query is a row.
  init(_ rows: CodedRows, _ levels: GraphLevels, threads: Int) async {
    let count = min(Self.sampleCount, rows.count)
    let samples = await inParallel(Array(0..<count), threads: threads) {
      GraphSample(rows, row: UInt32($0 * rows.count / count), number: $0)
    }
    let groups = stride(from: 0, to: count, by: VectorWalks.limit).map {
      Array(samples[$0..<min($0 + VectorWalks.limit, count)])
    }
    // Each sample says ten times as much of the 100 best, whose walks take ten times as long.
    let half = stride(from: 0, to: groups.count, by: 2).map { groups[$0] }
    let spread = rows.spread
    var steps: [Step] = []
    var ten = Found(k: 10)
    var hundred = Found(k: 100)
    for times in Self.reaches {
      let reach = spread * times
      if !ten.isEnough { await ten.measure(groups, rows, levels, reach: reach, threads: threads) }
      if !hundred.isEnough {
        await hundred.measure(half, rows, levels, reach: reach, threads: threads)
      }
      steps.append(
        Step(
          bound: reach, recall10: ten.recall, recall100: hundred.recall,
          visits10: ten.visits, visits100: hundred.visits))
      if ten.isEnough && hundred.isEnough || Task.isCancelled { break }
    }
    self.init(steps: steps)
  }

  /// What walks towards some samples found.
  private struct Found: Sendable {
    let k: Int
    private var sampleCount = 0
    private var wanted = 0
    private var found = 0
    private var visitCount = 0

    init(k: Int) { self.k = k }

    /// Walks a reach towards groups of samples.
    mutating func measure(
      _ groups: [[GraphSample]], _ rows: CodedRows, _ levels: GraphLevels, reach: Float,
      threads: Int
    ) async {
      let k = k
      let parts = await inParallel(groups, threads: threads) {
        Found($0, rows, levels, k: k, reach: reach)
      }
      self = Found(k: k)
      for part in parts {
        sampleCount += part.sampleCount
        wanted += part.wanted
        found += part.found
        visitCount += part.visitCount
      }
    }

    private init(
      _ samples: [GraphSample], _ rows: CodedRows, _ levels: GraphLevels, k: Int, reach: Float
    ) {
      self.k = k
      var queries = CodedQueries(dimensions: rows.padded)
      for sample in samples { sample.query.append(to: &queries) }
      var walks = VectorWalks()
      levels.walk(rows, queries, ReachTuning.extent(k: k, reach: reach), &walks)
      for (index, sample) in samples.enumerated() {
        let nodes = Set(
          (0..<min(walks.count(of: index), k)).map { walks.node($0, of: index) })
        let best = sample.best.prefix(k)
        wanted += best.count
        found += best.count { nodes.contains($0) }
      }
      sampleCount = samples.count
      visitCount = Int(walks.work.hops)
    }

    /// In millionths.
    var recall: UInt32 { UInt32(found * 1_000_000 / max(1, wanted)) }

    var isEnough: Bool { recall >= ReachTuning.enough(k) }

    /// Of a walk, rounded up.
    var visits: UInt32 { UInt32((visitCount + sampleCount - 1) / max(1, sampleCount)) }
  }
}

/// A query and the 100 best rows.
private struct GraphSample: Sendable {
  let query: SampleQuery
  let best: [UInt32]

  init(_ rows: CodedRows, row: UInt32, number: Int) {
    query = SampleQuery(rows, row: row, number: number)
    best = Task.isCancelled ? [] : query.best(of: rows, count: min(100, rows.count))
  }
}
