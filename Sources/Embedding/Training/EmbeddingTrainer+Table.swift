import Numerics
package import Storage

extension EmbeddingTrainer {
  /// Passages whose vectors decide the order of the dimensions, at most.
  private static let sampleLimit = 1 << 15
  /// Rows that are turned at once.
  private static let blockCount = 1 << 10

  /// Writes the table, its dimensions turned so that the first carry the most; syncs it.
  ///
  /// - Parameters:
  ///   - path: a file that does not exist.
  ///   - note: how the table was trained, as JSON.
  package func writeTable(path: String, note: String) throws(StorageError) {
    let rows = TableRows(rotated(), weights)
    try rows.write(path: path, dimensions: options.dimensions, options.slotBits, note: note)
  }

  /// The rows of the slots that occur, times their weights, turned.
  private func rotated() -> FloatRows {
    let slots = weights.counts.indices.filter { weights.counts[$0] > 0 }
    let source = FloatRows(rowCount: slots.count, dimensionCount: options.dimensions)
    for (row, slot) in slots.enumerated() {
      source.update(row) { for index in $0.indices { $0[index] = 0 } }
      source.add(weights[slot], times: model.rows, slot, to: row)
    }
    guard let axes = principalAxes() else { return source }
    let turned = FloatRows(rowCount: slots.count, dimensionCount: options.dimensions)
    for start in stride(from: 0, to: slots.count, by: Self.blockCount) {
      let block = start..<min(start + Self.blockCount, slots.count)
      BLAS.multiply(
        FloatBlock(source, rows: block), by: FloatBlock(axes, rows: 0..<options.dimensions),
        into: FloatBlock(turned, rows: block), transposingRight: true)
    }
    return turned
  }

  /// The directions along which passages' vectors are longest, one a row, longest first.
  private func principalAxes() -> FloatRows? {
    let count = min(corpus.passageCount, Self.sampleLimit)
    let vectors = FloatRows(rowCount: count, dimensionCount: options.dimensions)
    let corpus = corpus
    var bag = FeatureBag(slotBits: options.slotBits)
    for row in 0..<count {
      let text = corpus[row * corpus.passageCount / count]
      bag.removeAll()
      bag.insert(text.headings, text.headings.indices)
      bag.insert(text.words, text.words.indices)
      var slots: [UInt32] = []
      var features: [Float] = []
      bag.forEach {
        slots.append($0)
        features.append($1 * weights[Int($0)])
      }
      for index in text.headings.indices {
        let slot = Slot.number(of: text.headings[index], bits: options.slotBits)
        slots.append(UInt32(slot))
        features.append(weights[slot])
      }
      _ = model.embed(slots.span, features.span, into: vectors, row)
    }
    let dimensions = options.dimensions
    var moments = [Float](repeating: 0, count: dimensions * dimensions)
    var span = moments.mutableSpan
    BLAS.multiplyTransposed(
      bySelf: vectors[0..<count], into: &span, rows: count, columns: dimensions)
    guard let system = LAPACK.eigensystem(ofSymmetric: moments, order: dimensions) else {
      return nil
    }
    let axes = FloatRows(rowCount: dimensions, dimensionCount: dimensions)
    for row in 0..<dimensions {
      axes.update(row) { axis in
        for index in axis.indices { axis[index] = system.vectors[row * dimensions + index] }
      }
    }
    return axes
  }
}
