import Testing

@testable import Evaluation

@Suite("Resampling")
struct ResamplingTests {
  @Test("an estimate's interval holds the mean, and narrows with more values")
  func interval() {
    let few = Resampling.estimate((0..<20).map { Double($0 % 2) })
    let many = Resampling.estimate((0..<2_000).map { Double($0 % 2) })
    #expect(few.mean == 0.5 && many.mean == 0.5)
    #expect(few.low < 0.5 && 0.5 < few.high)
    #expect(many.high - many.low < few.high - few.low)
    // The normal approximation of a mean of 2,000 fair coins: 0.5 ± 0.0219.
    #expect(abs(many.high - 0.5219) < 0.005 && abs(many.low - 0.4781) < 0.005)
  }

  @Test("equal values have an interval of no width, and no values an estimate of 0")
  func degenerate() {
    #expect(Resampling.estimate([0.3, 0.3]) == Estimate(mean: 0.3, low: 0.3, high: 0.3))
    #expect(Resampling.estimate([]) == Estimate(mean: 0, low: 0, high: 0))
  }

  @Test("a system does not differ from itself")
  func same() {
    let values = (0..<100).map { Double($0 % 3) / 2 }
    let comparison = Resampling.compare(values, values)
    #expect(comparison.pValue == 1)
    #expect(comparison.difference.mean == 0)
    #expect(!comparison.isSignificant)
  }

  @Test("a system that is better on every query differs significantly")
  func better() {
    let first = (0..<50).map { Double($0 % 5) / 10 }
    let comparison = Resampling.compare(first, first.map { $0 + 0.1 })
    #expect(comparison.isSignificant)
    #expect(comparison.difference.low > 0)
  }

  @Test("the exact test's probability is found where few queries differ")
  func exact() {
    // Three differences of the same sign: 2 of the 8 sign patterns are as large.
    let comparison = Resampling.compare([0, 0, 0, 1], [1, 1, 1, 1])
    #expect(abs(comparison.pValue - 0.25) < 0.02)
  }

  @Test("the same values give the same figures")
  func deterministic() {
    let values = (0..<100).map { Double(($0 * 37) % 11) }
    #expect(Resampling.estimate(values) == Resampling.estimate(values))
  }

  @Test("percentiles are taken by the nearest rank")
  func percentiles() {
    let values = (1...100).map(Double.init)
    #expect(percentile(0.5, ofSorted: values) == 50)
    #expect(percentile(0.99, ofSorted: values) == 99)
    #expect(percentile(1, ofSorted: values) == 100)
    #expect(percentile(0, ofSorted: values) == 1)
    #expect(percentile(0.5, ofSorted: []) == 0)
  }
}
