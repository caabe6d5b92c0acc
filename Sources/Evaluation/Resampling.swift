/// A mean with the interval that holds it, by resampling the queries.
package struct Estimate: Equatable, Sendable {
  package var mean: Double
  /// The bounds of the 95 % confidence interval.
  package var low: Double
  package var high: Double
}

/// Whether two systems differ on the same queries.
package struct PairedComparison: Equatable, Sendable {
  /// The second's mean less the first's, with its 95 % confidence interval.
  package var difference: Estimate
  /// The probability of a difference at least as large if the two were alike.
  package var pValue: Double

  /// Significant at the level of 5 %.
  package var isSignificant: Bool { pValue < 0.05 }
}

/// Resampling with a fixed seed, so that the same values give the same figures.
package enum Resampling {
  static let resamples = 2_000
  static let permutations = 10_000

  /// The mean of the values with the percentile bootstrap's interval.
  ///
  /// O(2,000 n). Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
  package static func estimate(_ values: [Double]) -> Estimate {
    guard !values.isEmpty else { return Estimate(mean: 0, low: 0, high: 0) }
    var generator = SplitMix64(seed: UInt64(values.count))
    var means: [Double] = []
    means.reserveCapacity(resamples)
    for _ in 0..<resamples {
      var sum = 0.0
      for _ in values.indices { sum += values[generator.index(below: values.count)] }
      means.append(sum / Double(values.count))
    }
    means.sort()
    let tail = resamples / 40
    return Estimate(mean: mean(values), low: means[tail], high: means[resamples - 1 - tail])
  }

  /// Compares two systems' values, query by query, with Fisher's randomisation test.
  ///
  /// Under the null hypothesis each query's two values might as well be exchanged, so that the sign
  /// of each difference is drawn anew. O(10,000 n). Source: Smucker, Allan and Carterette, CIKM
  /// 2007.
  package static func compare(_ first: [Double], _ second: [Double]) -> PairedComparison {
    precondition(first.count == second.count, "values of the same queries")
    let differences = zip(first, second).map { $1 - $0 }
    let observed = abs(differences.reduce(0, +))
    var generator = SplitMix64(seed: UInt64(differences.count))
    var asLarge = 0
    // Sums that differ by rounding alone count as equal.
    let tolerance = 1e-9
    for _ in 0..<permutations {
      var sum = 0.0
      for difference in differences { sum += generator.next() & 1 == 0 ? difference : -difference }
      if abs(sum) >= observed - tolerance { asLarge += 1 }
    }
    return PairedComparison(
      difference: estimate(differences),
      pValue: Double(asLarge + 1) / Double(permutations + 1))
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}

/// Steele, Lea and Flood's SplitMix64 (OOPSLA 2014).
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// A number from 0 below `bound`, by the high half of a product; the bias is under 2^-32.
  mutating func index(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}
