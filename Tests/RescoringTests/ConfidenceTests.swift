import TestSupport
import Testing

@testable import Rescoring

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A ranking of random features over few pages.
private func ranking(_ count: Int, using generator: inout SeededGenerator) -> [RescoredCandidate] {
  let candidates = (0..<count).map { number in
    var vector = RescoringVector()
    vector[.first] = .random(in: 0...20, using: &generator)
    vector[.coveredShare] = .random(in: 0...1, using: &generator)
    vector.page = .random(in: 0..<4, using: &generator)
    return RescoredCandidate(document: UInt32(number), vector: vector, weights: .stems)
  }
  return candidates.sorted { $0.score > $1.score }
}

@Suite("Confidence")
struct ConfidenceTests {
  @Test("its numbers are what their definitions say", arguments: [1, 2, 5, 19, 20, 21, 60])
  func features(count: Int) {
    var generator = SeededGenerator()
    for _ in 0..<10 {
      let ranking = ranking(count, using: &generator)
      let confidence = Confidence(ranking, greatestScore: 30, documentCount: 300, weights: .words)
      let best = ranking.prefix(20)
      let share = 1 / best.reduce(0) { $0 + exp(($1.score - ranking[0].score) / 2) }
      #expect(abs(confidence[.share] - share) < 1e-12)
      #expect(confidence[.match] == ranking[0].vector[.first] / 30)
      let other = best.first { $0.vector.page != ranking[0].vector.page }
      #expect(confidence[.pageGap] == min(5, other.map { ranking[0].score - $0.score } ?? 5))
      #expect(confidence[.constant] == 1)
      // 2^8 and 44 of the 256 steps to 2^9, straight between the powers.
      #expect(confidence[.size] == 8 + 44.0 / 256)
    }
  }

  @Test("the best document's is the logistic function of the weighted sum")
  func logistic() {
    var generator = SeededGenerator()
    let ranking = ranking(30, using: &generator)
    for weights in [ConfidenceWeights.words, .letters, .fusedWords, .fusedLetters] {
      let confidence = Confidence(
        ranking, greatestScore: 25, documentCount: 300, likeness: 1.5, weights: weights)
      #expect(confidence[.likeness] == 1.5)
      let sum = weights.features.reduce(0.0) { $0 + confidence[$1] * weights.weight(of: $1) }
      let chance = confidence.probability(ofScore: ranking[0].score)
      #expect(abs(chance - 1 / (1 + exp(-sum))) < 1e-12)
    }
    #expect(!ConfidenceWeights.words.features.contains(.likeness))
  }

  @Test("chances lie between 0 and 1 and fall with the ranks")
  func falls() {
    var generator = SeededGenerator()
    for _ in 0..<20 {
      let ranking = ranking(.random(in: 1...50, using: &generator), using: &generator)
      let confidence = Confidence(
        ranking, greatestScore: .random(in: 0...40, using: &generator), documentCount: 300,
        weights: .words)
      let chances = ranking.map { confidence.probability(ofScore: $0.score) }
      #expect(chances.allSatisfy { (0...1).contains($0) })
      #expect(chances == chances.sorted(by: >))
    }
  }

  @Test("scores that are all higher by as much change nothing but the match")
  func invariance() {
    var generator = SeededGenerator()
    let ranking = ranking(25, using: &generator)
    let higher = ranking.map { candidate in
      var vector = candidate.vector
      vector[.coveredShare] += 64
      return RescoredCandidate(document: candidate.document, vector: vector, weights: .stems)
    }
    let (one, other) = (
      Confidence(ranking, greatestScore: 30, documentCount: 300, weights: .words),
      Confidence(higher, greatestScore: 30, documentCount: 300, weights: .words)
    )
    for feature in ConfidenceFeature.allCases {
      #expect(abs(one[feature] - other[feature]) < 1e-9)
    }
  }

  @Test("a ranking of nothing, a question of unknown words: chances are still numbers")
  func emptyRanking() {
    var generator = SeededGenerator()
    #expect(
      (0...1).contains(
        Confidence([], greatestScore: 0, documentCount: 300, weights: .words).probability(
          ofScore: 0))
    )
    let one = ranking(1, using: &generator)
    let confidence = Confidence(one, greatestScore: 0, documentCount: 300, weights: .words)
    #expect((0...1).contains(confidence.probability(ofScore: one[0].score)))
  }

  @Test("the exponential function agrees with the C library's to its last digits")
  func exponentials() {
    var generator = SeededGenerator()
    for _ in 0..<10_000 {
      let x = Double.random(in: -700...700, using: &generator)
      #expect(abs(exponential(x) / exp(x) - 1) < 4e-15)
      let small = Double.random(in: -2...2, using: &generator)
      #expect(abs(exponential(small) / exp(small) - 1) < 1e-15)
    }
    #expect(exponential(0) == 1 && exponential(-.infinity) < 1e-300)
    #expect(exponential(.infinity).isFinite)
  }
}
