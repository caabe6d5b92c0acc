/// How what words say of a document and what vectors say become one score.
public enum FusionMethod: String, CaseIterable, Sendable {
  /// The fitted sum of the score by words and the standardised similarity.
  case weightedSum = "weighted-sum"
  /// The sum of the reciprocal ranks by words and by vectors.
  ///
  /// Source: Cormack, Clarke, Büttcher, "Reciprocal rank fusion outperforms Condorcet and
  /// individual rank learning methods", SIGIR 2009.
  case reciprocalRank = "reciprocal-rank"
}

/// A document that words or vectors found, with what both say of it.
package struct FusionCandidate: Sendable {
  package var rescored: RescoredCandidate
  /// How like the question's vector the document's is, by the index's metric.
  package var similarity: Double
  /// The position among the documents that words found, from 1, after the second look.
  package var sparseRank: Int?
  /// The position among the documents that vectors found, from 1.
  package var denseRank: Int?

  package init(
    _ rescored: RescoredCandidate, similarity: Double, sparseRank: Int?, denseRank: Int?
  ) {
    self.rescored = rescored
    self.similarity = similarity
    self.sparseRank = sparseRank
    self.denseRank = denseRank
  }
}

/// Scores candidates by words and vectors at once.
package struct Fusion: Sendable {
  /// Documents that are taken from the best by words, and as many from the best by vectors.
  package static let depth = 200
  /// Of the documents that vectors found, so many say how similarities are spread.
  static let spreadDepth = 100
  /// Where the nearest are all but equally near, the others are beyond count in deviations; more of
  /// them than this say nothing more.
  static let greatestLikeness = 32.0
  /// The constant of reciprocal ranks, by the paper.
  private static let rankOffset = 60.0

  package let method: FusionMethod
  private let weight: Double
  private let mean: Double
  /// The inverse of the deviation; 0 where all similarities are the same.
  private let scale: Double

  /// Looks at what vectors found.
  ///
  /// - Parameters:
  ///   - weight: how much similarities count; one of ``FusionWeights``.
  ///   - similarities: of the documents that vectors found, best first. The first ones say how
  ///     similarities of this model are spread, which differs between models by more than any
  ///     weight could hold.
  package init(_ method: FusionMethod, weight: Double, similarities: [Double]) {
    self.method = method
    self.weight = weight
    let best = similarities.prefix(Self.spreadDepth)
    let count = Double(max(1, best.count))
    let mean = best.reduce(0, +) / count
    let variance = best.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    self.mean = mean
    scale = variance > 0 ? 1 / variance.squareRoot() : 0
  }

  /// A number that is known of a candidate, and how much it counts.
  package struct Part: Sendable {
    package var name: String
    package var value: Double
    package var weight: Double
  }

  /// What a candidate's score is the sum of, value times weight, in this order.
  package func parts(_ candidate: FusionCandidate) -> [Part] {
    switch method {
    case .weightedSum:
      [
        Part(name: "words", value: candidate.rescored.score, weight: 1),
        Part(
          name: "similarity", value: likeness(of: candidate), weight: weight),
      ]
    case .reciprocalRank:
      [
        Part(name: "words", value: Self.reciprocal(candidate.sparseRank), weight: 1),
        Part(name: "similarity", value: Self.reciprocal(candidate.denseRank), weight: 1),
      ]
    }
  }

  /// How many deviations a candidate's similarity is above the mean of the nearest, up to
  /// ``greatestLikeness`` either way.
  package func likeness(of candidate: FusionCandidate) -> Double {
    let likeness = (candidate.similarity - mean) * scale
    return min(max(likeness, -Self.greatestLikeness), Self.greatestLikeness)
  }

  private static func reciprocal(_ rank: Int?) -> Double {
    rank.map { 1 / (rankOffset + Double($0)) } ?? 0
  }

  package func score(_ candidate: FusionCandidate) -> Double {
    parts(candidate).reduce(0) { $0 + $1.value * $1.weight }
  }
}
