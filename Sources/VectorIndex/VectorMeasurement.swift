import Numerics
import Storage

/// What was measured of an index's vectors when it was built.
///
/// A few vectors, evenly spread, were compared with some thousands of others.
package struct VectorMeasurement: Hashable, Sendable {
  /// Vectors that were compared with others; 0 where there were too few to measure.
  package let sampleCount: Int
  /// The mean distance of two vectors over that of a vector and its nearest: 1 where nearness means
  /// nothing.
  package let contrast: Double
  /// How many dimensions a space would have in which neighbours lie as densely.
  ///
  /// Source: Levina and Bickel, "Maximum likelihood estimation of intrinsic dimension", 2004.
  package let intrinsicDimension: Double
  /// Of each recall in ``recalls``, by how many standard deviations estimates from signs are raised
  /// to keep it; empty where that was not measured.
  package var deviations: [Double] = []

  /// The recalls that deviations are measured for.
  package static let recalls = [0.8, 0.9, 0.95, 0.98, 0.99, 0.995]

  /// Nothing is known.
  static let none = VectorMeasurement(sampleCount: 0, contrast: 1, intrinsicDimension: 0)

  private init(sampleCount: Int, contrast: Double, intrinsicDimension: Double) {
    self.sampleCount = sampleCount
    self.contrast = contrast
    self.intrinsicDimension = intrinsicDimension
  }
}

extension VectorMeasurement {
  private static let queryCount = 64
  private static let otherCount = 4_096
  private static let neighbourCount = 20

  /// Measures some vectors, `dimensions` floats each, that are evenly spread over all.
  ///
  /// Sums have a fixed order, so the result depends on the vectors alone.
  init(of sample: [Float], dimensions: Int) {
    let count = sample.count / dimensions
    guard count >= 2 * Self.neighbourCount else {
      self = .none
      return
    }
    let others = min(Self.otherCount, count)
    let queries = min(Self.queryCount, others)
    var nearestSum = 0.0
    var allSum = 0.0
    var allCount = 0
    var logarithmSum = 0.0
    var logarithmCount = 0
    for query in 0..<queries {
      let row = query * others / queries * count / others
      var distances: [Double] = []
      for other in 0..<others where other * count / others != row {
        let distance = Self.distance(sample, row, other * count / others, dimensions)
        // Vectors that are there twice say nothing of how the others lie.
        if distance > 0 { distances.append(distance) }
      }
      distances.sort()
      guard distances.count >= Self.neighbourCount else { continue }
      nearestSum += distances[0]
      allSum += distances.reduce(0, +) / Double(distances.count)
      allCount += 1
      let last = distances[Self.neighbourCount - 1]
      for distance in distances[..<(Self.neighbourCount - 1)] {
        logarithmSum += naturalLogarithm(last / distance)
        logarithmCount += 1
      }
    }
    guard allCount > 0 else {
      self = .none
      return
    }
    self.init(
      sampleCount: allCount, contrast: allSum / nearestSum,
      intrinsicDimension: logarithmSum > 0 ? Double(logarithmCount) / logarithmSum : 0)
  }

  private static func distance(
    _ sample: [Float], _ a: Int, _ b: Int, _ dimensions: Int
  ) -> Double {
    let first = sample.span.extracting(a * dimensions..<(a + 1) * dimensions)
    let second = sample.span.extracting(b * dimensions..<(b + 1) * dimensions)
    // Four sums in a fixed order, since none then waits for the step before.
    var sums = SIMD4<Double>.zero
    let end = dimensions & ~3
    for index in stride(from: 0, to: end, by: 4) {
      let differences = SIMD4(
        Double(first[index] - second[index]), Double(first[index + 1] - second[index + 1]),
        Double(first[index + 2] - second[index + 2]), Double(first[index + 3] - second[index + 3]))
      sums += differences * differences
    }
    for index in end..<dimensions {
      let difference = Double(first[index] - second[index])
      sums[0] += difference * difference
    }
    let sum = sums[0] + sums[1] + sums[2] + sums[3]
    return sum.squareRoot()
  }
}

extension VectorMeasurement {
  /// Deviations that keep a recall.
  func deviations(recall: Double) -> Double {
    // Where nothing was measured: what a normal distribution needs, twice.
    let deviations = deviations.isEmpty ? [1.3, 1.7, 2, 2.4, 2.6, 2.9] : deviations
    guard let upper = Self.recalls.firstIndex(where: { $0 >= recall }) else {
      return max(4, deviations[deviations.count - 1])
    }
    guard upper > 0 else { return deviations[0] }
    let share =
      (recall - Self.recalls[upper - 1]) / (Self.recalls[upper] - Self.recalls[upper - 1])
    return deviations[upper - 1] + share * (deviations[upper] - deviations[upper - 1])
  }
}

extension VectorMeasurement {
  /// Bytes of the section that holds a measurement.
  private static let byteCount = 24 + 8 * recalls.count
  /// What stands where a deviation was not measured.
  private static let unknown = Double.infinity

  /// The section's bytes.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(integer: UInt64(sampleCount))
    bytes.append(integer: contrast.bitPattern)
    bytes.append(integer: intrinsicDimension.bitPattern)
    for index in Self.recalls.indices {
      let deviation = index < deviations.count ? deviations[index] : Self.unknown
      bytes.append(integer: deviation.bitPattern)
    }
    return bytes
  }

  init(_ file: SectionFileReader) throws(StorageError) {
    let range = try file.range(of: VectorFormat.measurement, byteCount: Self.byteCount)
    let bytes = file.bytes(range)
    let count = bytes.integer(UInt64.self, at: 0)
    let contrast = Double(bitPattern: bytes.integer(UInt64.self, at: 8))
    let dimension = Double(bitPattern: bytes.integer(UInt64.self, at: 16))
    guard count <= UInt64(Self.queryCount), contrast.isFinite, dimension.isFinite else {
      throw file.corrupt(
        range.lowerBound, "at most \(Self.queryCount) vectors and finite measures",
        "\(count), \(contrast) and \(dimension)")
    }
    self.init(sampleCount: Int(count), contrast: contrast, intrinsicDimension: dimension)
    for index in Self.recalls.indices {
      let at = 24 + 8 * index
      let deviation = Double(bitPattern: bytes.integer(UInt64.self, at: at))
      if deviation == Self.unknown, deviations.isEmpty { continue }
      guard (-100...100).contains(deviation), deviations.count == index else {
        throw file.corrupt(range.lowerBound + at, "a deviation or none", "\(deviation)")
      }
      deviations.append(deviation)
    }
  }
}
