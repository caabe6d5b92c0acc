import Testing

@testable import Evaluation

@Suite("Measures of a ranking")
struct RankingMetricTests {
  private func outcome(_ grades: [Int], ideal: [Int]) -> RankedOutcome {
    RankedOutcome(query: "q", grades: grades, idealGrades: ideal)
  }

  @Test("a hit needs a relevant document among the first k")
  func hit() {
    let third = outcome([0, 0, 1], ideal: [1])
    #expect(RankingMetric.hit(2).value(of: third) == 0)
    #expect(RankingMetric.hit(3).value(of: third) == 1)
    #expect(RankingMetric.hit(3).value(of: outcome([], ideal: [1])) == 0)
  }

  @Test("the reciprocal rank is that of the first relevant document, and 0 beyond k")
  func reciprocalRank() {
    let third = outcome([0, 0, 1, 1], ideal: [1, 1])
    #expect(RankingMetric.reciprocalRank(10).value(of: third) == 1.0 / 3)
    #expect(RankingMetric.reciprocalRank(2).value(of: third) == 0)
  }

  @Test("the normalised gain of a worked example agrees with the definition")
  func normalizedGain() {
    // DCG = 3/log2(2) + 0 + 2/log2(4) = 4; ideal 3, 2, 1: 3 + 2/log2(3) + 1/2.
    let value = RankingMetric.normalizedGain(3).value(of: outcome([3, 0, 2], ideal: [1, 2, 3]))
    let log3 = 1.584_962_500_721_156
    #expect(abs(value - 4 / (3 + 2 / log3 + 0.5)) < 1e-12)
  }

  @Test("a perfect ranking has a gain of 1, and nothing relevant a gain of 0")
  func gainBounds() {
    #expect(RankingMetric.normalizedGain(10).value(of: outcome([2, 1], ideal: [1, 2])) == 1)
    #expect(RankingMetric.normalizedGain(10).value(of: outcome([0], ideal: [])) == 0)
  }

  @Test("recall counts the relevant documents among the first k")
  func recall() {
    let value = RankingMetric.recall(2).value(of: outcome([1, 0, 1], ideal: [1, 1, 1, 1]))
    #expect(value == 0.25)
  }

  @Test("the binary logarithm agrees with known values")
  func logarithm() {
    for exponent in 0...40 { #expect(binaryLogarithm(1 << exponent) == Double(exponent)) }
    #expect(abs(binaryLogarithm(3) - 1.584_962_500_721_156) < 1e-14)
    #expect(abs(binaryLogarithm(10) - 3.321_928_094_887_362) < 1e-14)
    #expect(abs(binaryLogarithm(101) - 6.658_211_482_751_795) < 1e-14)
  }
}
