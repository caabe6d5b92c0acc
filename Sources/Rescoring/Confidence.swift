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
  /// The best document's similarity to the question, standardised as ``Fusion`` does it; where
  /// vectors were looked at.
  case likeness
}

/// The chances that the documents of a ranking answer the question.
///
/// The best one's is a logistic function of a few numbers; each other one's is the best one's, less
/// by the exponential of what its score lacks. So chances fall with the ranks.
package struct Confidence: Sendable {
  /// Documents that the share and the gap are taken over.
  package static let depth = 20
  /// Nats; a question of less asks for words that nearly all documents have, and says nothing.
  static let leastGreatest = 3.0
  /// Gaps beyond this one say no more.
  static let greatestGap = 5.0

  package let weights: ConfidenceWeights
  private let best: Double
  private var values = InlineArray<6, Double>(repeating: 0)

  /// Looks at a ranking.
  ///
  /// - Parameters:
  ///   - ranking: best first, at least the ``depth`` best where there are as many.
  ///   - greatestScore: the first stage's score of a document that is all about every word, nats.
  ///   - documentCount: documents of the index.
  ///   - likeness: as ``ConfidenceFeature/likeness``.
  package init(
    _ ranking: [RescoredCandidate], greatestScore: Double, documentCount: Int,
    likeness: Double = 0, weights: ConfidenceWeights
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
    values[ConfidenceFeature.likeness.rawValue] = likeness
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
    for feature in weights.features {
      logOdds += self[feature] * weights.weight(of: feature)
    }
    let first = 1 / (1 + exponential(-logOdds))
    return first * exponential(min(0, score - best) * weights.decay)
  }
}

/// The weights of ``ConfidenceFeature``, as `Benchmarks/fit-weights/fit_confidence.py` found them.
///
/// Letters give other scores than words do, so that questions of each kind have weights of
/// their own, as have rankings by words and vectors; the size of the index counts alike.
package struct ConfidenceWeights: Sendable {
  /// Raised whenever a weight or a feature changes.
  static let version = 5
  /// The weight that counts once.
  static let one: Int32 = 1024

  /// By ``ConfidenceFeature``; the last one only where vectors are looked at.
  let values: [Int32]
  /// How fast chances fall with the score.
  let decayValue: Int32

  /// For questions in words.
  package static let words = ConfidenceWeights(
    values: [-4024, 2810, 6567, 522, -90], decayValue: 574)
  /// For questions in scripts whose words are found by pairs or triples of letters.
  package static let letters = ConfidenceWeights(
    values: [-5589, 4278, 10416, 278, -90], decayValue: 479)

  /// For questions in words, of rankings by words and vectors.
  package static let fusedWords = ConfidenceWeights(
    values: [-4482, 3647, 6119, 345, -75, 93], decayValue: 499)
  /// For questions in letters, of rankings by words and vectors.
  package static let fusedLetters = ConfidenceWeights(
    values: [-6115, 4558, 10178, 199, -75, 66], decayValue: 419)

  /// What the weights are for.
  package var features: ArraySlice<ConfidenceFeature> {
    ConfidenceFeature.allCases.prefix(values.count)
  }

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
      + " fused-words/\(one)=\(fusedWords) fused-letters/\(one)=\(fusedLetters)"
  }
}

extension ConfidenceWeights: CustomStringConvertible {
  package var description: String {
    zip(features, values).map { "\($0):\($1)," }.joined()
      + "decay:\(decayValue)"
  }
}
