import Numerics
import TestSupport
import Testing

@Suite("Products of matrices")
struct MatrixTests {
  @Test("are those of the definition, transposed or not, scaled and added")
  func agreesWithDefinition() {
    var generator = SeededGenerator()
    for (rows, columns, inner) in [(1, 1, 1), (3, 5, 7), (17, 4, 33), (40, 40, 1), (6, 2, 0)] {
      for turned in 0..<4 {
        let (leftTurned, rightTurned) = (turned & 1 == 1, turned & 2 == 2)
        let left = wholeNumbers(rows * inner, using: &generator)
        let right = wholeNumbers(inner * columns, using: &generator)
        let before = wholeNumbers(rows * columns, using: &generator)
        var product = before
        var span = product.mutableSpan
        BLAS.multiply(
          left.span, by: right.span, into: &span, rows: rows, columns: columns, inner: inner,
          transposingLeft: leftTurned, transposingRight: rightTurned, scale: 2, keep: 3)
        var expected = before.map { 3 * $0 }
        for row in 0..<rows {
          for column in 0..<columns {
            for index in 0..<inner {
              expected[row * columns + column] +=
                2 * left[leftTurned ? index * rows + row : row * inner + index]
                * right[rightTurned ? column * inner + index : index * columns + column]
            }
          }
        }
        #expect(product == expected)
      }
    }
  }

  @Test("by themselves are symmetric and those of the general product")
  func agreesWithGeneralProduct() {
    var generator = SeededGenerator()
    for (rows, columns) in [(1, 1), (5, 3), (2, 9), (0, 4), (3, 0)] {
      let matrix = wholeNumbers(rows * columns, using: &generator)
      var product = [Float](repeating: 1, count: columns * columns)
      var expected = product
      var span = product.mutableSpan
      BLAS.multiplyTransposed(
        bySelf: matrix.span, into: &span, rows: rows, columns: columns, scale: 2, keep: 1)
      var expectedSpan = expected.mutableSpan
      BLAS.multiply(
        matrix.span, by: matrix.span, into: &expectedSpan, rows: columns, columns: columns,
        inner: rows, transposingLeft: true, scale: 2, keep: 1)
      #expect(product == expected)
    }
  }

  @Test("of 8-bit whole numbers are exact up to 1,040 of them")
  func keepsWholeNumbers() {
    let row = [Float](repeating: 127, count: 1_040)
    var product: [Float] = [0]
    var span = product.mutableSpan
    BLAS.multiply(
      row.span, by: row.span, into: &span, rows: 1, columns: 1, inner: row.count,
      transposingRight: true)
    #expect(product == [16_774_160])
  }

  /// Whole numbers, whose sums are exact in any order.
  private func wholeNumbers(_ count: Int, using generator: inout SeededGenerator) -> [Float] {
    (0..<count).map { _ in Float(Int.random(in: -9...9, using: &generator)) }
  }
}
