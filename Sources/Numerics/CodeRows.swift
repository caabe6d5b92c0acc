internal import CKernels

extension Kernels {
  /// The most rows that ``addCodeRows`` takes at once, onto sums of 0: the sums of more might
  /// overflow.
  package static let codeRowLimit = Int(Int32.max) / (128 * Int(Int16.max))

  /// Adds rows of 8-bit codes, each times its coefficient, to sums.
  ///
  /// - Parameters:
  ///   - rows: the rows' numbers, each inside `codes`.
  ///   - codes: rows of `rowByteCount` signed bytes, whose first ones are added.
  ///   - sums: one for each code that is added.
  package func addCodeRows(
    _ rows: [UInt32], coefficients: [Int16], codes: RawSpan, rowByteCount: Int,
    into sums: inout [Int32]
  ) {
    precondition(rows.count == coefficients.count && rows.count <= Self.codeRowLimit)
    precondition(sums.count <= rowByteCount)
    for row in rows { precondition((Int(row) + 1) * rowByteCount <= codes.byteCount) }
    guard !rows.isEmpty, !sums.isEmpty else { return }
    let dimensionCount = sums.count
    unsafe codes.withUnsafeBytes { codes in
      unsafe table.pointee.add_code_rows(
        &sums, dimensionCount,
        codes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Int8.self), rowByteCount,
        rows, coefficients, rows.count)
    }
  }
}
