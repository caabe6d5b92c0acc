/// How one query's ranking was judged: the grade at each rank, and what a perfect one would have.
package struct RankedOutcome: Equatable, Sendable {
  package var query: String
  /// The grade of the document at each rank, best rank first; 0 is not relevant.
  package var grades: [Int]
  /// The grades of all relevant documents, highest first; empty when nothing is relevant.
  package var idealGrades: [Int]

  package init(query: String, grades: [Int], idealGrades: [Int]) {
    self.query = query
    self.grades = grades
    self.idealGrades = idealGrades.filter { $0 > 0 }.sorted(by: >)
  }
}

/// A measure of a ranking, from 0 to 1; higher is better.
package enum RankingMetric: Hashable, Sendable {
  /// 1 when a relevant document is among the first k.
  case hit(Int)
  /// The reciprocal of the first relevant document's rank, 0 beyond k.
  case reciprocalRank(Int)
  /// Discounted cumulative gain of the first k over that of a perfect ranking.
  ///
  /// Gain is the grade, the discount log2(rank + 1), as in trec_eval's `ndcg_cut`.
  /// Source: Järvelin and Kekäläinen, ACM TOIS 20(4), 2002.
  case normalizedGain(Int)
  /// The share of the relevant documents that is among the first k.
  case recall(Int)

  /// The measures that are reported, in order.
  package static let reported: [RankingMetric] = [
    .hit(1), .hit(5), .hit(10), .hit(100), .reciprocalRank(10), .normalizedGain(10), .recall(100),
  ]

  /// The field's name: `hit@1`, `MRR@10`, `nDCG@10`, `recall@100`.
  package var name: String {
    switch self {
    case .hit(let k): "hit@\(k)"
    case .reciprocalRank(let k): "MRR@\(k)"
    case .normalizedGain(let k): "nDCG@\(k)"
    case .recall(let k): "recall@\(k)"
    }
  }

  /// The measure of one query's ranking.
  ///
  /// O(k).
  package func value(of outcome: RankedOutcome) -> Double {
    switch self {
    case .hit(let k):
      return outcome.grades.prefix(k).contains { $0 > 0 } ? 1 : 0
    case .reciprocalRank(let k):
      guard let index = outcome.grades.prefix(k).firstIndex(where: { $0 > 0 }) else { return 0 }
      return 1 / Double(index + 1)
    case .normalizedGain(let k):
      let ideal = Self.gain(outcome.idealGrades, k)
      return ideal == 0 ? 0 : Self.gain(outcome.grades, k) / ideal
    case .recall(let k):
      guard !outcome.idealGrades.isEmpty else { return 0 }
      let found = outcome.grades.prefix(k).count { $0 > 0 }
      return Double(found) / Double(outcome.idealGrades.count)
    }
  }

  private static func gain(_ grades: [Int], _ k: Int) -> Double {
    var sum = 0.0
    for (index, grade) in grades.prefix(k).enumerated() where grade > 0 {
      sum += Double(grade) / binaryLogarithm(index + 2)
    }
    return sum
  }
}
