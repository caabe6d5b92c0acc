internal import CKernels

/// Rows of floats that several threads work on at once, each on rows that no other writes.
///
/// Row numbers are checked; that threads keep to rows of their own is the caller's promise. Memory
/// is taken as rows are first written.
@safe
package final class FloatRows: @unchecked Sendable {
  package let rowCount: Int
  package let dimensionCount: Int
  let values: UnsafeMutablePointer<Float>
  private let memory: UnsafeMutableRawPointer

  /// Makes rows of zeros.
  package init(rowCount: Int, dimensionCount: Int) {
    precondition(rowCount >= 0 && dimensionCount > 0)
    self.rowCount = rowCount
    self.dimensionCount = dimensionCount
    // Rows start where lines of the cache do.
    let lineByteCount = 64
    let byteCount = rowCount * dimensionCount * MemoryLayout<Float>.stride + lineByteCount
    guard let memory = unsafe footnote_zeroed_memory(byteCount) else {
      fatalError("no memory for \(rowCount) rows of \(dimensionCount) floats")
    }
    unsafe self.memory = memory
    unsafe values = memory.alignedUp(toMultipleOf: lineByteCount)
      .assumingMemoryBound(to: Float.self)
  }

  deinit { unsafe footnote_release_memory(memory) }

  func address(_ rows: Range<Int>) -> UnsafeMutablePointer<Float> {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount)
    return unsafe values + rows.lowerBound * dimensionCount
  }

  /// The floats of some rows, one row after the other.
  package subscript(rows: Range<Int>) -> Span<Float> {
    @_lifetime(borrow self)
    get {
      let buffer = unsafe UnsafeBufferPointer(
        start: address(rows), count: rows.count * dimensionCount)
      return unsafe _overrideLifetime(buffer.span, borrowing: self)
    }
  }

  /// The bytes of ``subscript(_:)``.
  @_lifetime(borrow self)
  package func bytes(of rows: Range<Int>) -> RawSpan {
    let buffer = unsafe UnsafeRawBufferPointer(
      start: address(rows), count: rows.count * dimensionCount * MemoryLayout<Float>.stride)
    return unsafe _overrideLifetime(buffer.bytes, borrowing: self)
  }

  /// Calls `body` with a row's floats, to be changed.
  package func update<Failure: Error>(
    _ row: Int, _ body: (inout MutableSpan<Float>) throws(Failure) -> Void
  ) throws(Failure) {
    let buffer = unsafe UnsafeMutableBufferPointer(
      start: address(row..<row + 1), count: dimensionCount)
    var span = unsafe buffer.mutableSpan
    try body(&span)
  }

  /// Puts the weighted sum of another table's rows into a row, in their order.
  package func setSum(
    _ row: Int, of rows: Span<UInt32>, weights: Span<Float>, in table: FloatRows,
    _ kernels: Kernels = .current
  ) {
    precondition(rows.count == weights.count && table.dimensionCount == dimensionCount)
    precondition(table !== self)
    for index in rows.indices { precondition(Int(rows[index]) < table.rowCount) }
    let sums = unsafe address(row..<row + 1)
    unsafe sums.update(repeating: 0, count: dimensionCount)
    guard rows.count > 0 else { return }
    unsafe rows.withUnsafeBufferPointer { rows in
      unsafe weights.withUnsafeBufferPointer { weights in
        unsafe kernels.table.pointee.add_float_rows(
          sums, table.values, dimensionCount, rows.baseAddress.unsafelyUnwrapped,
          weights.baseAddress.unsafelyUnwrapped, rows.count)
      }
    }
  }

  /// The product of a row and a row of another table.
  package func dot(
    _ row: Int, _ other: FloatRows, _ otherRow: Int, _ kernels: Kernels = .current
  ) -> Float {
    precondition(other.dimensionCount == dimensionCount)
    return unsafe kernels.table.pointee.dot(
      address(row..<row + 1), other.address(otherRow..<otherRow + 1), dimensionCount)
  }

  /// Adds `weight` times a row of another table to a row.
  package func add(
    _ weight: Float, times other: FloatRows, _ otherRow: Int, to row: Int,
    _ kernels: Kernels = .current
  ) {
    precondition(other.dimensionCount == dimensionCount && other !== self)
    var (zero, weight) = (UInt32(0), weight)
    unsafe kernels.table.pointee.add_float_rows(
      address(row..<row + 1), other.address(otherRow..<otherRow + 1), dimensionCount, &zero,
      &weight, 1)
  }

  /// Multiplies a row.
  package func scale(_ row: Int, by factor: Float) {
    let row = unsafe address(row..<row + 1)
    for index in 0..<dimensionCount { unsafe row[index] *= factor }
  }

  /// Makes e^(value - greatest) of each value of a row, none of which exceeds `greatest`, and gives
  /// their sum.
  package func exponentiate(
    _ row: Int, greatest: Float, _ kernels: Kernels = .current
  ) -> Float {
    unsafe kernels.table.pointee.exponentials(address(row..<row + 1), dimensionCount, greatest)
  }
}
