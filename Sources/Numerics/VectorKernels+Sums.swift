import CKernels

extension VectorKernels {
  /// `sums[i]` becomes the product of the query with the i-th selected row; the signs of a row are
  /// 1 and -1.
  package func products(
    _ query: Span<Int8>, _ rows: borrowing Rows, _ selection: borrowing Selection,
    into sums: inout MutableSpan<Int32>
  ) {
    precondition(query.count == rows.dimensions)
    let kernel =
      switch rows.width {
      case .byte: unsafe table.pointee.byte_sums
      case .nibble: unsafe table.pointee.nibble_sums
      case .sign: unsafe table.pointee.sign_sums
      }
    unsafe withPointers(query, rows, selection, &sums) { query, row, listed, sums in
      unsafe kernel(
        query, rows.dimensions, row, rows.stride, listed, selection.count, sums)
    }
  }

  /// `sums[i]` becomes the number of bits in which the i-th selected row is equal to the query,
  /// less the number of those in which it is not.
  package func equalSigns(
    _ query: Span<UInt8>, _ rows: borrowing Rows, _ selection: borrowing Selection,
    into sums: inout MutableSpan<Int32>
  ) {
    precondition(rows.width == .sign && 8 * query.count == rows.dimensions)
    unsafe withPointers(query, rows, selection, &sums) { query, row, listed, sums in
      unsafe table.pointee.equal_signs(
        query, rows.dimensions, row, rows.stride, listed, selection.count, sums)
    }
  }

  /// Checks what all kernels over rows promise the C code, then hands on addresses.
  private func withPointers<Element: BitwiseCopyable>(
    _ query: Span<Element>, _ rows: borrowing Rows, _ selection: borrowing Selection,
    _ sums: inout MutableSpan<Int32>,
    _ body: (
      UnsafePointer<Element>, UnsafePointer<UInt8>, UnsafePointer<UInt32>?,
      UnsafeMutablePointer<Int32>
    ) -> Void
  ) {
    selection.check(below: rows.count)
    precondition(sums.count >= selection.count)
    guard selection.count > 0 else { return }
    let offset = selection.start * rows.stride
    unsafe query.withUnsafeBufferPointer { query in
      unsafe rows.bytes.withUnsafeBytes { bytes in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          let query = unsafe query.baseAddress.unsafelyUnwrapped
          let row =
            unsafe bytes.baseAddress.unsafelyUnwrapped
            .assumingMemoryBound(to: UInt8.self) + offset
          let sums = unsafe sums.baseAddress.unsafelyUnwrapped
          unsafe selection.withListed { unsafe body(query, row, $0, sums) }
        }
      }
    }
  }
}
