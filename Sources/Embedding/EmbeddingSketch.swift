/// Turns families of features into signs without a table: the embedding that needs no training.
///
/// Each feature is added to one of the dimensions with a sign, both by its hash; each family gets
/// the same length, however many features it has; the sum is turned by a Walsh-Hadamard transform,
/// so that a few large features reach all dimensions; and of each dimension the sign is kept. All
/// in whole numbers, so that it is the same everywhere. O(features + dimensions log dimensions).
/// Source: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009; Charikar,
/// "Similarity Estimation Techniques from Rounding Algorithms", 2002.
package struct EmbeddingSketch {
  package let dimensions: Int
  private var family: [Int64]
  private var sums: [Int64]

  /// A family's length in the sum; leaves room for the transform's growth.
  private static let familyLength: Int64 = 1 << 20

  /// Makes a sketcher of vectors of `dimensions`, a power of two from 64 to 4,096.
  package init(dimensions: Int = 4_096) {
    precondition((64...4_096).contains(dimensions) && dimensions.nonzeroBitCount == 1)
    self.dimensions = dimensions
    family = [Int64](repeating: 0, count: dimensions)
    sums = family
  }

  /// A unit vector of equal parts with the signs of the families' sum; zeros without any feature.
  ///
  /// A question's families stand in the same order as a passage's: the number of a family is part
  /// of its features.
  package mutating func vector(of families: [[EmbeddedFeature]]) -> [Float] {
    for index in sums.indices { sums[index] = 0 }
    var isEmpty = true
    for (number, features) in families.enumerated() {
      if add(features, family: UInt64(number)) { isEmpty = false }
    }
    guard !isEmpty else { return [Float](repeating: 0, count: dimensions) }
    transform()
    let part = 1 / Float(dimensions).squareRoot()
    return sums.map { $0 < 0 ? -part : part }
  }

  private mutating func add(_ features: [EmbeddedFeature], family number: UInt64) -> Bool {
    for index in family.indices { family[index] = 0 }
    for item in features {
      var place = SplitMix(number, UInt64(item.feature))
      let hash = place.next()
      let weight = Int64(EmbeddingFormat.countWeight(item.count))
      family[Int(hash & UInt64(dimensions - 1))] += hash >> 63 == 0 ? weight : -weight
    }
    let length = Int64(
      Double(family.reduce(0) { $0 &+ $1 &* $1 }).squareRoot().rounded(.up))
    guard length > 0 else { return false }
    for index in sums.indices { sums[index] += family[index] * Self.familyLength / length }
    return true
  }

  /// The Walsh-Hadamard transform of the sums, each of which was given a sign by its place.
  private mutating func transform() {
    for index in sums.indices {
      var sign = SplitMix(0, UInt64(index))
      if sign.next() >> 63 == 1 { sums[index] = -sums[index] }
    }
    var width = 1
    while width < dimensions {
      for start in stride(from: 0, to: dimensions, by: 2 * width) {
        for index in start..<start + width {
          let (left, right) = (sums[index], sums[index + width])
          sums[index] = left + right
          sums[index + width] = left - right
        }
      }
      width *= 2
    }
  }
}
