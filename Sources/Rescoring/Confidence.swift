/// What tells whether the best of a ranking answers, each a number that the weights multiply.
///
/// Shares and differences of scores hold across collections, languages and scripts where sums of
/// weights do not.
package enum ConfidenceFeature: Int, CaseIterable, Sendable {
  /// Always 1.
  case constant
  /// The best document's share of the softmax over the best, at twice the fitted temperature.
  case share
  /// The best document's score in the first stage, as a share of the greatest there could be, but
  /// of ``Confidence/leastGreatest`` at least; words that no document has count as the rarest.
  case match
  /// How far the best page is ahead of the next one, up to ``Confidence/greatestGap``.
  case pageGap
  /// The number of documents in the index, as a base-2 logarithm: among more of them, more look
  /// as if they answered.
  case size
}

/// The chances that the documents of a ranking answer the question.
///
/// The best one's is a logistic function of a few numbers; each other one's is the best one's, less
/// by the exponential of what its score lacks. So chances fall with the ranks.
package struct Confidence: Sendable {
  /// Documents that the share and the gap are taken over.
  static let depth = 20
  /// Nats; a question of less asks for words that nearly all documents have, and says nothing.
  static let leastGreatest = 3.0
  /// Gaps beyond this one say no more.
  static let greatestGap = 5.0

  package let weights: ConfidenceWeights
  private let best: Double
  private var values = InlineArray<5, Double>(repeating: 0)

  /// Looks at a ranking.
  ///
  /// - Parameters:
  ///   - ranking: best first, at least the ``depth`` best where there are as many.
  ///   - greatestScore: the first stage's score of a document that is all about every word, nats.
  ///   - documentCount: documents of the index.
  package init(
    _ ranking: [RescoredCandidate], greatestScore: Double, documentCount: Int,
    weights: ConfidenceWeights
  ) {
    self.weights = weights
    best = ranking.first?.score ?? 0
    guard let first = ranking.first else { return }
    var sum = 0.0
    var gap = Self.greatestGap
    for candidate in ranking.prefix(Self.depth) {
      let lead = first.score - candidate.score
      sum += exponential(-lead / 2)
      if candidate.vector.page != first.vector.page { gap = min(gap, lead) }
    }
    values[ConfidenceFeature.constant.rawValue] = 1
    values[ConfidenceFeature.share.rawValue] = 1 / sum
    values[ConfidenceFeature.match.rawValue] =
      first.vector[.first] / max(greatestScore, Self.leastGreatest)
    values[ConfidenceFeature.pageGap.rawValue] = gap
    values[ConfidenceFeature.size.rawValue] = Self.log2(documentCount)
  }

  /// A base-2 logarithm, straight between powers of two, so that it is equal on every machine.
  private static func log2(_ count: Int) -> Double {
    guard count > 1 else { return 0 }
    let exponent = Int.bitWidth - 1 - count.leadingZeroBitCount
    return Double(exponent - 1) + Double(count) / Double(1 << exponent)
  }

  package subscript(feature: ConfidenceFeature) -> Double { values[feature.rawValue] }

  /// The chance that a document with a score of the ranking answers, from 0 to 1.
  package func probability(ofScore score: Double) -> Double {
    var logOdds = 0.0
    for feature in ConfidenceFeature.allCases {
      logOdds += self[feature] * weights.weight(of: feature)
    }
    let first = 1 / (1 + exponential(-logOdds))
    return first * exponential(min(0, score - best) * weights.decay)
  }
}

/// The weights of ``ConfidenceFeature``, as `Benchmarks/fit-weights/fit_confidence.py` found them.
///
/// Letters give other scores than words do, so that questions of each kind have weights of
/// their own; the size of the index counts alike.
package struct ConfidenceWeights: Sendable {
  /// Raised whenever a weight or a feature changes.
  static let version = 4
  /// The weight that counts once.
  static let one: Int32 = 1024

  /// By ``ConfidenceFeature``.
  let values: [Int32]
  /// How fast chances fall with the score.
  let decayValue: Int32

  /// For questions in words.
  package static let words = ConfidenceWeights(
    values: [-4024, 2810, 6567, 522, -90], decayValue: 574)
  /// For questions in scripts whose words are found by pairs or triples of letters.
  package static let letters = ConfidenceWeights(
    values: [-5589, 4278, 10416, 278, -90], decayValue: 479)

  /// What a feature is multiplied by.
  package func weight(of feature: ConfidenceFeature) -> Double {
    Double(values[feature.rawValue]) / Double(Self.one)
  }

  var decay: Double { Double(decayValue) / Double(Self.one) }

  /// Everything that confidences depend on besides scores, as one line of ASCII.
  package static var canonicalDescription: String {
    "confidence=\(version) depth=\(Confidence.depth) gap=\(Confidence.greatestGap)"
      + " least=\(Confidence.leastGreatest)"
      + " words/\(one)=\(words) letters/\(one)=\(letters)"
  }
}

extension ConfidenceWeights: CustomStringConvertible {
  package var description: String {
    zip(ConfidenceFeature.allCases, values).map { "\($0):\($1)," }.joined()
      + "decay:\(decayValue)"
  }
}
