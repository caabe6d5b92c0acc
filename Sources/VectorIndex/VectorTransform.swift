import Numerics
import Storage

/// What is done to vectors before they become codes, and to queries before they meet codes.
///
/// Cosine: the vector is brought to length 1. Then the mean of all vectors is taken off, and the
/// rest is rotated, so that no dimension holds more than its share.
struct VectorTransform: Sendable {
  let metric: VectorMetric
  let dimensions: Int
  /// The mean of the vectors that were looked at.
  let mean: [Float]
  private let rotation: VectorRotation

  init(metric: VectorMetric, mean: [Float]) {
    self.metric = metric
    self.mean = mean
    dimensions = mean.count
    rotation = VectorRotation(dimensions: mean.count)
  }

  /// The mean of some vectors, `dimensions` floats each, as the metric sees them.
  static func mean(of sample: [Float], dimensions: Int) -> [Float] {
    var sums = [Double](repeating: 0, count: dimensions)
    for start in stride(from: 0, to: sample.count, by: dimensions) {
      for index in 0..<dimensions { sums[index] += Double(sample[start + index]) }
    }
    let count = Double(max(1, sample.count / dimensions))
    return sums.map { Float($0 / count) }
  }

  /// What a vector is multiplied by before its mean is taken off.
  static func size(_ vector: Span<Float>, _ metric: VectorMetric) -> Double {
    guard metric == .cosine else { return 1 }
    let length = vector.length
    return length > 0 ? 1 / length : 1
  }

  /// Puts a row's rotated rest into `numbers`, which has room for it.
  func apply(_ vector: Span<Float>, into numbers: inout [Float]) {
    let size = Self.size(vector, metric)
    for index in vector.indices {
      numbers[index] = Float(Double(vector[index]) * size) - mean[index]
    }
    rotation.apply(to: &numbers)
  }

  /// Rotates a query.
  func rotate(_ numbers: inout [Float]) { rotation.apply(to: &numbers) }
}

extension Span<Float> {
  /// The square root of the sum of squares, summed in order.
  var length: Double {
    var sum = 0.0
    for index in indices {
      let value = Double(self[index])
      sum += value * value
    }
    return sum.squareRoot()
  }
}
