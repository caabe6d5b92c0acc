internal import CBLAS

/// Products of dense matrices, by the system's BLAS.
///
/// Matrices are rows one after the other. Libraries sum in different orders, so what must be equal
/// everywhere is only asked of whole numbers whose sums stay within 2^24, which are exact.
package enum BLAS {
  /// The library's name; nil for the reference BLAS, which is some thirty times slower than others.
  package static var optimizedName: String? {
    guard let name = unsafe footnote_blas_name() else { return nil }
    return unsafe String(cString: name)
  }

  /// Makes the library work in the thread that calls it, for callers with threads of their own.
  package static func useCallingThread() { footnote_blas_use_calling_thread() }

  /// Puts `scale * left * right + keep * product` into `product`, of `rows` by `columns`.
  ///
  /// `left` is `rows` by `inner`, or `inner` by `rows` where it is to be transposed; `right` is
  /// `inner` by `columns`, or `columns` by `inner`. With `keep` of 0 the old values do not matter.
  package static func multiply(
    _ left: Span<Float>, by right: Span<Float>, into product: inout MutableSpan<Float>,
    rows: Int, columns: Int, inner: Int, transposingLeft: Bool = false,
    transposingRight: Bool = false, scale: Float = 1, keep: Float = 0
  ) {
    precondition(rows >= 0 && columns >= 0 && inner >= 0)
    precondition(left.count == rows * inner && right.count == inner * columns)
    precondition(product.count == rows * columns)
    guard rows > 0, columns > 0 else { return }
    // A leading dimension of 0 is an error to the library, also where there is nothing to read.
    unsafe left.withUnsafeBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in
        unsafe product.withUnsafeMutableBufferPointer { product in
          unsafe cblas_sgemm(
            CblasRowMajor, transposingLeft ? CblasTrans : CblasNoTrans,
            transposingRight ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns),
            Int32(inner), scale, left.baseAddress, Int32(transposingLeft ? rows : max(1, inner)),
            right.baseAddress, Int32(transposingRight ? max(1, inner) : columns), keep,
            product.baseAddress, Int32(columns))
        }
      }
    }
  }

  /// Puts `scale * transpose(matrix) * matrix + keep * product` into `product`, both halves of it.
  ///
  /// `matrix` is `rows` by `columns`, `product` `columns` by `columns`.
  package static func multiplyTransposed(
    bySelf matrix: Span<Float>, into product: inout MutableSpan<Float>, rows: Int, columns: Int,
    scale: Float = 1, keep: Float = 0
  ) {
    precondition(rows >= 0 && columns >= 0)
    precondition(matrix.count == rows * columns && product.count == columns * columns)
    guard columns > 0 else { return }
    unsafe matrix.withUnsafeBufferPointer { matrix in
      unsafe product.withUnsafeMutableBufferPointer { product in
        unsafe cblas_ssyrk(
          CblasRowMajor, CblasUpper, CblasTrans, Int32(columns), Int32(rows), scale,
          matrix.baseAddress, Int32(columns), keep, product.baseAddress, Int32(columns))
      }
    }
    for row in 0..<columns {
      for column in 0..<row { product[row * columns + column] = product[column * columns + row] }
    }
  }
}
