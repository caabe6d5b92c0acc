import Numerics

/// The vectors themselves, in place, and the scores that follow from them.
///
/// Products are made at double precision in one order, so that scores do not depend on which rows
/// are looked at together, on the instruction set or on the system's BLAS.
struct VectorFloatRows: ~Escapable {
  let dimensions: Int
  private let isDistance: Bool
  private let numbers: Span<Float>

  /// - Parameter numbers: all rows' numbers, one row after the other.
  @_lifetime(copy numbers)
  init(_ numbers: Span<Float>, _ transform: VectorTransform) {
    self.numbers = numbers
    dimensions = transform.dimensions
    isDistance = transform.metric == .squaredDistance
  }

  /// The numbers of rows that follow each other.
  subscript(rows: Range<Int>) -> Span<Float> {
    @_lifetime(copy self)
    get { numbers.extracting(rows.lowerBound * dimensions..<rows.upperBound * dimensions) }
  }

  /// The square of a row's length.
  func square(of row: Int) -> Double {
    VectorKernels.current.product(self[row..<row + 1], self[row..<row + 1])
  }

  /// A row's score, as searches compare it.
  ///
  /// - Parameters:
  ///   - values: ``VectorQuery/values``.
  ///   - middle: ``VectorQuery/middle``.
  func score(of row: Int, _ values: Span<Float>, middle: Double) -> Float {
    var score = VectorKernels.current.product(self[row..<row + 1], values)
    if isDistance { score -= square(of: row) / 2 }
    return Float(score - middle)
  }

  /// What is taken off the product of a row whose square is given.
  func deduction(ofSquare square: Double) -> Double { isDistance ? square / 2 : 0 }
}
