import Numerics

extension ReachTuning {
  private static let sampleCount = 128
  /// In units of how far products of rows with a query of length 1 are spread.
  private static let reaches: [Float] = (0...40).map { Float($0) * 0.5 }

  /// Measures searches of lists for sums of two rows; nothing where the rows are all the same.
  init(_ rows: CodedRows, _ lists: VectorLists, threads: Int) async {
    let count = min(Self.sampleCount, rows.count)
    let spread = rows.spread
    guard spread > 0, spread.isFinite else {
      self.init(steps: [])
      return
    }
    let bounds = Self.reaches.map { $0 * spread }
    let samples = await inParallel(Array(0..<count), threads: threads) { number in
      if Task.isCancelled { return bounds.map { _ in ListSample.Finding() } }
      return ListSample(rows, lists, number: number, of: count).findings(within: bounds)
    }
    var steps: [Step] = []
    for (index, bound) in bounds.enumerated() {
      var sum = ListSample.Finding()
      for sample in samples { sum.add(sample[index]) }
      steps.append(
        Step(
          bound: bound, recall10: sum.recall10, recall100: sum.recall100,
          visits10: UInt32(sum.visits10 / max(1, count)),
          visits100: UInt32(sum.visits100 / max(1, count))))
      if sum.recall10 == 1_000_000 && sum.recall100 == 1_000_000 { break }
    }
    self.init(steps: steps)
  }
}

/// A query whose lists are looked at in their order, each as a whole.
private struct ListSample {
  /// What is found within a reach.
  struct Finding: Sendable {
    var found10 = 0
    var wanted10 = 0
    var found100 = 0
    var wanted100 = 0
    var visits10 = 0
    var visits100 = 0

    /// In millionths.
    var recall10: UInt32 { UInt32(found10 * 1_000_000 / max(1, wanted10)) }
    var recall100: UInt32 { UInt32(found100 * 1_000_000 / max(1, wanted100)) }

    mutating func add(_ other: Finding) {
      found10 += other.found10
      wanted10 += other.wanted10
      found100 += other.found100
      wanted100 += other.wanted100
      visits10 += other.visits10
      visits100 += other.visits100
    }
  }

  private let lists: VectorLists
  private let query: SampleQuery
  /// Of each row its score.
  private let scores: [Float]
  /// The lists, the best centre first, with their centres' scores.
  private let order: [(score: Float, list: Int)]

  init(_ rows: CodedRows, _ lists: VectorLists, number: Int, of count: Int) {
    self.lists = lists
    query = SampleQuery(rows, between: UInt32(number * rows.count / count))
    scores = query.scores(rows)
    order = query.scores(lists.centres, hasBiases: !rows.biases.isEmpty).enumerated()
      .map { (score: $0.element, list: $0.offset) }
      .sorted { $0.score != $1.score ? $0.score > $1.score : $0.list < $1.list }
  }

  func findings(within bounds: [Float]) -> [Finding] {
    let ten = needs(k: 10)
    let hundred = needs(k: 100)
    return bounds.map { bound in
      let reach = bound * query.length
      return Finding(
        found10: ten.rows.count { $0 <= reach }, wanted10: ten.rows.count,
        found100: hundred.rows.count { $0 <= reach }, wanted100: hundred.rows.count,
        visits10: ten.visits(within: reach), visits100: hundred.visits(within: reach))
    }
  }

  private struct Needs {
    /// Of each of the best rows the reach by which its list is looked at.
    var rows: [Float] = []
    /// The same of each list, ascending, with the rows of the lists up to it.
    var lists: [(reach: Float, visits: Int)] = []

    func visits(within reach: Float) -> Int { lists.last { $0.reach <= reach }?.visits ?? 0 }
  }

  private func needs(k: Int) -> Needs {
    var best = BestRows(k: VectorLists.keptCount(k: k))
    var needs = Needs()
    var reach: Float = 0
    var visits = 0
    var reaches = [Float](repeating: 0, count: scores.count)
    for (score, list) in order {
      reach = max(reach, best.threshold - score)
      let places = lists.places(of: list)
      for place in places {
        let row = lists.rows[place]
        reaches[Int(row)] = reach
        best.insert(row: row, score: scores[Int(row)])
      }
      best.settle()
      visits += places.count
      needs.lists.append((reach, visits))
    }
    needs.rows = best.sorted().prefix(k).map { reaches[Int($0.row)] }
    return needs
  }
}
