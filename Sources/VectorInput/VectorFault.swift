/// Why a vector cannot be compared with others.
package struct VectorFault: Hashable, Sendable {
  package let expected: String
  package let found: String

  /// Squares of shorter and longer vectors would leave the range of single precision.
  private static let squaredLengths = 0x1p-100...0x1p100

  /// Looks for a number that is not finite, and for a length that is none.
  package init?(_ vector: [Float]) {
    var sum = 0.0
    for (index, number) in vector.enumerated() {
      guard number.isFinite else {
        expected = "finite numbers"
        found = "\(number) as number \(index + 1) of \(vector.count)"
        return
      }
      sum += Double(number) * Double(number)
    }
    guard sum > 0 else {
      expected = "a vector with a direction"
      found = "zeros alone"
      return
    }
    guard !Self.squaredLengths.contains(sum) else { return nil }
    expected = "a vector whose length is between 2^-50 and 2^50"
    found = "the length \(sum.squareRoot())"
  }
}
