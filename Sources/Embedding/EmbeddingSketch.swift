import Numerics

/// Turns families of features into a vector without a table: the embedding that needs no training.
///
/// Each feature is added to one of the dimensions with a sign, both by its hash; each family gets
/// the same length, however many features it has. All in whole numbers, so that the vector is the
/// same everywhere and for any order of a family's features. O(features + dimensions). So many
/// dimensions say much even when of each the sign alone is kept. One for each thread.
/// Source: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009.
package struct EmbeddingSketch {
  package static let dimensions = 4_096
  /// Raised whenever the same features would get another vector.
  package static let version = 1

  /// A family's length in the sum.
  private static let familyLength: Int64 = 1 << 20

  private var family = [Int64](repeating: 0, count: dimensions)
  private var sums = [Int64](repeating: 0, count: dimensions)
  private var number: UInt64 = 0

  package init() {}

  /// A feature's weight by how often a text has it: 1 + ln count, in sixteenths.
  package static func weight(ofCount count: UInt32) -> UInt32 {
    UInt32(EmbeddingFormat.countWeight(count))
  }

  /// The feature of two that follow each other.
  package static func pair(_ first: UInt32, _ second: UInt32) -> UInt32 {
    var hash = SplitMix64(UInt64(first), UInt64(second))
    return UInt32(truncatingIfNeeded: hash.next())
  }

  /// Adds a feature to the family that is being made.
  package mutating func add(_ feature: UInt32, weight: UInt32) {
    var place = SplitMix64(number, UInt64(feature))
    let hash = place.next()
    let index = Int(hash & UInt64(Self.dimensions - 1))
    family[index] &+= hash >> 63 == 0 ? Int64(weight) : -Int64(weight)
  }

  /// Ends a family; the next one's features fall elsewhere.
  ///
  /// A question has the same families in the same order as a passage.
  package mutating func endFamily() {
    number += 1
    let square = family.reduce(0.0) { $0 + Double($1) * Double($1) }
    let length = square.squareRoot()
    guard length > 0 else { return }
    for index in family.indices where family[index] != 0 {
      let share = (Double(family[index]) / length * Double(Self.familyLength)).rounded()
      sums[index] += Int64(share)
      family[index] = 0
    }
  }

  /// The unit vector of the families' sum, and an end to it; zeros without any feature.
  package mutating func finish() -> [Float] {
    number = 0
    let square = sums.reduce(0.0) { $0 + Double($1) * Double($1) }
    let length = square.squareRoot()
    let vector = sums.map { length > 0 ? Float(Double($0) / length) : 0 }
    for index in sums.indices { sums[index] = 0 }
    return vector
  }
}
