import CKernels

/// Rows of a window whose scores reach a threshold.
package struct SelectedRows: Sendable {
  package private(set) var count = 0
  /// Places in the window; the first `count` count.
  package private(set) var places: [UInt32]
  package private(set) var scores: [Float]

  /// Room for a window of so many rows.
  package init(capacity: Int) {
    places = [UInt32](repeating: 0, count: capacity + Int(FOOTNOTE_SLACK_COUNT))
    scores = [Float](repeating: 0, count: capacity + Int(FOOTNOTE_SLACK_COUNT))
  }

  /// Takes the rows whose scores are at least `threshold`.
  ///
  /// A row's score is `(sum + offset) * factor * scale - bias`, each step rounded to a float.
  /// Scores that are no numbers are passed. `biases` is empty where there are none.
  package mutating func select(
    _ sums: Span<Int32>, factors: Span<Float>, biases: Span<Float>, offset: Float = 0, scale: Float,
    atLeast threshold: Float, _ kernels: VectorKernels = .current
  ) {
    let rowCount = sums.count
    precondition(factors.count == rowCount && places.count >= rowCount + Int(FOOTNOTE_SLACK_COUNT))
    precondition(biases.isEmpty || biases.count == rowCount)
    count = 0
    guard rowCount > 0 else { return }
    count = unsafe sums.withUnsafeBufferPointer { sums in
      unsafe factors.withUnsafeBufferPointer { factors in
        unsafe biases.withUnsafeBufferPointer { biases in
          unsafe places.withUnsafeMutableBufferPointer { places in
            unsafe scores.withUnsafeMutableBufferPointer { scores in
              unsafe kernels.table.pointee.select(
                sums.baseAddress.unsafelyUnwrapped, factors.baseAddress.unsafelyUnwrapped,
                biases.isEmpty ? nil : biases.baseAddress, rowCount, offset, scale,
                threshold, places.baseAddress.unsafelyUnwrapped,
                scores.baseAddress.unsafelyUnwrapped)
            }
          }
        }
      }
    }
  }
}
