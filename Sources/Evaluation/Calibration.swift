/// A probability that was told, and whether it came true.
package struct Forecast: Equatable, Sendable {
  package var probability: Double
  package var isTrue: Bool

  package init(probability: Double, isTrue: Bool) {
    self.probability = probability
    self.isTrue = isTrue
  }
}

/// How far probabilities can be believed.
package enum Calibration {
  /// Bins of the expected calibration error.
  package static let binCount = 15

  /// The mean distance between what was told and what came true, over bins of equal mass.
  ///
  /// Forecasts of one probability count as their mean wherever a bin's border cuts them, so that
  /// their order does not matter. 0 of no forecasts. O(n log n). Source: Nixon et al., Measuring
  /// Calibration in Deep Learning, 2019, with equal-mass bins (adaptive calibration error).
  package static func expectedError(_ forecasts: [Forecast], bins: Int = binCount) -> Double {
    precondition(bins > 0, "at least one bin")
    var sorted: [(told: Double, came: Double)] = []
    for group in groups(forecasts) {
      let came = Double(group.trueCount) / Double(group.count)
      sorted += repeatElement((told: group.probability, came: came), count: group.count)
    }
    var error = 0.0
    for bin in 0..<bins {
      let part = sorted[sorted.count * bin / bins..<sorted.count * (bin + 1) / bins]
      error += abs(part.reduce(0) { $0 + $1.told - $1.came })
    }
    return sorted.isEmpty ? 0 : error / Double(sorted.count)
  }

  /// The chance that a forecast that came true was told with more probability than another.
  ///
  /// Equal ones count half. Nil where all came true or none. O(n log n). It is the Mann-Whitney
  /// statistic over the number of pairs; source: Hanley and McNeil, Radiology 143(1), 1982.
  package static func areaUnderROC(_ forecasts: [Forecast]) -> Double? {
    var (below, pairs) = (0, 0.0)
    var trueCount = 0
    for group in groups(forecasts) {
      let falseCount = group.count - group.trueCount
      pairs += Double(group.trueCount) * (Double(below) + Double(falseCount) / 2)
      below += falseCount
      trueCount += group.trueCount
    }
    return trueCount == 0 || below == 0 ? nil : pairs / (Double(trueCount) * Double(below))
  }

  private struct Group {
    var probability: Double
    var count = 0
    var trueCount = 0
  }

  /// The forecasts by ascending probability, equal ones together.
  private static func groups(_ forecasts: [Forecast]) -> [Group] {
    var groups: [Group] = []
    for forecast in forecasts.sorted(by: { $0.probability < $1.probability }) {
      if groups.last?.probability != forecast.probability {
        groups.append(Group(probability: forecast.probability))
      }
      groups[groups.count - 1].count += 1
      if forecast.isTrue { groups[groups.count - 1].trueCount += 1 }
    }
    return groups
  }
}
