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
    unsafe left.withUnsafeBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in
        unsafe product.withUnsafeMutableBufferPointer { product in
          unsafe sgemm(
            (left.baseAddress, transposingLeft ? rows : inner, transposingLeft),
            (right.baseAddress, transposingRight ? inner : columns, transposingRight),
            (product.baseAddress, columns), rows, columns, inner, scale, keep)
        }
      }
    }
  }

  /// Puts `scale * left * right` into `product`, which shares no rows with the others.
  package static func multiply(
    _ left: FloatBlock, by right: FloatBlock, into product: FloatBlock,
    transposingLeft: Bool = false, transposingRight: Bool = false, scale: Float = 1
  ) {
    let (rows, columns) = (product.rows.count, product.columns.count)
    let inner = transposingLeft ? left.rows.count : left.columns.count
    precondition(inner == (transposingRight ? right.columns : right.rows).count)
    precondition(rows == (transposingLeft ? left.columns : left.rows).count)
    precondition(columns == (transposingRight ? right.rows : right.columns).count)
    guard rows > 0, columns > 0 else { return }
    unsafe sgemm(
      (UnsafePointer(left.address), left.table.dimensionCount, transposingLeft),
      (UnsafePointer(right.address), right.table.dimensionCount, transposingRight),
      (product.address, product.table.dimensionCount), rows, columns, inner, scale, 0)
  }

  private static func sgemm(
    _ left: (address: UnsafePointer<Float>?, stride: Int, isTransposed: Bool),
    _ right: (address: UnsafePointer<Float>?, stride: Int, isTransposed: Bool),
    _ product: (address: UnsafeMutablePointer<Float>?, stride: Int),
    _ rows: Int, _ columns: Int, _ inner: Int, _ scale: Float, _ keep: Float
  ) {
    // A stride of 0 is an error to the library, also where there is nothing to read.
    unsafe cblas_sgemm(
      CblasRowMajor, left.isTransposed ? CblasTrans : CblasNoTrans,
      right.isTransposed ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(inner),
      scale, left.address, Int32(max(1, left.stride)), right.address,
      Int32(max(1, right.stride)), keep, product.address, Int32(product.stride))
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
