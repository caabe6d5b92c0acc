import Evaluation
import TestSupport
import Testing

private func forecasts(_ probabilities: [Double], _ outcomes: [Int]) -> [Forecast] {
  zip(probabilities, outcomes).map { Forecast(probability: $0, isTrue: $1 == 1) }
}

@Suite("Calibration")
struct CalibrationTests {
  @Test("the expected calibration error of known forecasts")
  func knownErrors() {
    // Bins of two: told .15 and .85 on average, came 0 and 1.
    let four = forecasts([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1])
    #expect(abs(Calibration.expectedError(four, bins: 2) - 0.15) < 1e-15)
    #expect(abs(Calibration.expectedError(four, bins: 1)) < 1e-15)
    #expect(abs(Calibration.expectedError(four, bins: 4) - 0.15) < 1e-15)
    let sure = forecasts([1, 1, 0, 0], [0, 0, 1, 1])
    #expect(Calibration.expectedError(sure) == 1)
    // Bins of one and of two: |.2 - 1| x 1/3 and |.5 - .5| x 2/3.
    let three = forecasts([0.2, 0.4, 0.6], [1, 0, 1])
    #expect(abs(Calibration.expectedError(three, bins: 2) - 0.8 / 3) < 1e-15)
    #expect(Calibration.expectedError([]) == 0)
  }

  @Test("equal forecasts that came true as often as told have no error, in any order")
  func equalForecasts() {
    var generator = SeededGenerator()
    let half = forecasts(Array(repeating: 0.5, count: 100), (0..<100).map { $0 % 2 })
    for _ in 0..<5 {
      #expect(Calibration.expectedError(half.shuffled(using: &generator)) == 0)
    }
  }

  @Test("the area under the ROC curve of known forecasts")
  func knownAreas() {
    #expect(Calibration.areaUnderROC(forecasts([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1])) == 1)
    #expect(Calibration.areaUnderROC(forecasts([0.1, 0.2, 0.8, 0.9], [1, 1, 0, 0])) == 0)
    // The example of scikit-learn's documentation.
    #expect(Calibration.areaUnderROC(forecasts([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])) == 0.75)
    #expect(Calibration.areaUnderROC(forecasts([0.5, 0.5, 0.5], [0, 1, 0])) == 0.5)
    #expect(Calibration.areaUnderROC(forecasts([0.5, 0.6], [1, 1])) == nil)
    #expect(Calibration.areaUnderROC(forecasts([0.5, 0.6], [0, 0])) == nil)
    #expect(Calibration.areaUnderROC([]) == nil)
  }

  @Test("the area is the share of pairs in the right order, equal ones counting half")
  func areaByPairs() throws {
    var generator = SeededGenerator()
    for _ in 0..<20 {
      let all = (0..<80).map { _ in
        Forecast(
          probability: Double(Int.random(in: 0...12, using: &generator)) / 12,
          isTrue: Int.random(in: 0..<3, using: &generator) == 0)
      }
      let came = all.filter(\.isTrue)
      let others = all.filter { !$0.isTrue }
      guard !came.isEmpty, !others.isEmpty else { continue }
      var sum = 0.0
      for one in came {
        for other in others {
          if one.probability > other.probability { sum += 1 }
          if one.probability == other.probability { sum += 0.5 }
        }
      }
      let area = try #require(Calibration.areaUnderROC(all))
      #expect(abs(area - sum / Double(came.count * others.count)) < 1e-12)
    }
  }
}
