import Numerics

/// What training changes: a vector for each slot, and how much each has been pulled so far.
final class TrainingModel: Sendable {
  /// One row a slot.
  let rows: FloatRows
  /// One number a slot: the sum of its gradients' mean squares.
  let pulls: FloatRows

  /// Rows of random direction and unit length for the slots that occur.
  init(_ options: TrainingOptions, _ weights: SlotWeights) {
    rows = FloatRows(rowCount: 1 << options.slotBits, dimensionCount: options.dimensions)
    pulls = FloatRows(rowCount: 1 << options.slotBits, dimensionCount: 1)
    for slot in 0..<rows.rowCount where weights.counts[slot] > 0 {
      var generator = SplitMix64(options.seed, UInt64(slot))
      rows.update(slot) { row in
        for index in row.indices {
          // The sum of four even numbers is near enough to a normal one.
          var sum: Float = -2
          for _ in 0..<4 { sum += generator.unit() }
          row[index] = sum
        }
      }
      let square = rows.dot(slot, rows, slot)
      rows.scale(slot, by: 1 / max(square.squareRoot(), .leastNormalMagnitude))
    }
  }

  /// Puts a text's unit vector into a row of `vectors`, and gives its length before.
  func embed(
    _ slots: Span<UInt32>, _ weights: Span<Float>, into vectors: FloatRows, _ row: Int
  ) -> Float {
    vectors.setSum(row, of: slots, weights: weights, in: rows)
    let length = vectors.dot(row, vectors, row).squareRoot()
    vectors.scale(row, by: length > 0 ? 1 / length : 0)
    return length
  }

  /// Moves a slot's row against its gradient, less the more it has been pulled before.
  ///
  /// One second moment a row, as a whole row is touched by whatever touches it. Source: Duchi,
  /// Hazan, Singer, "Adaptive Subgradient Methods", 2011.
  func descend(_ slot: Int, gradient: FloatRows, _ row: Int, rate: Float) {
    let square = gradient.dot(row, gradient, row) / Float(gradient.dimensionCount)
    guard square > 0, square.isFinite else { return }
    var pull: Float = 0
    pulls.update(slot) {
      $0[0] += square
      pull = $0[0]
    }
    rows.add(-rate / pull.squareRoot(), times: gradient, row, to: slot)
  }
}
