import Numerics
import Storage

/// Rows of a table in eight bits, each with a weight of its own.
struct TableRows {
  /// Which slots have a row: one bit a slot, in words of 64.
  private var slots: [UInt64]
  private var ranks: [UInt32] = []
  private var weights: [UInt16] = []
  private var codes: [Int8] = []

  /// Rounds the rows of the slots that occur, which come in the order of their slots.
  init(_ rows: FloatRows, _ slotWeights: SlotWeights) {
    slots = [UInt64](repeating: 0, count: slotWeights.counts.count / 64)
    var rowCount: UInt32 = 0
    for slot in slotWeights.counts.indices {
      if slot % EmbeddingFormat.slotsPerRank == 0 { ranks.append(rowCount) }
      guard slotWeights.counts[slot] > 0 else { continue }
      slots[slot / 64] |= 1 << UInt64(slot % 64)
      rowCount += 1
    }
    precondition(Int(rowCount) == rows.rowCount)
    let greatest = (0..<rows.rowCount).map { Self.greatest(rows[$0..<$0 + 1]) }
    let limit = Float(EmbeddingFormat.codeLimit)
    let unit = (greatest.max() ?? 0) / (limit * Float(EmbeddingFormat.weightLimit))
    codes.reserveCapacity(rows.rowCount * rows.dimensionCount)
    for row in 0..<rows.rowCount {
      // Rounded up, so that no code exceeds the limit.
      let weight = unit > 0 ? (greatest[row] / (limit * unit)).rounded(.up) : 0
      weights.append(min(UInt16(weight), EmbeddingFormat.weightLimit))
      let span = rows[row..<row + 1]
      for index in span.indices {
        let code = weight > 0 ? (span[index] / (weight * unit)).rounded() : 0
        codes.append(Int8(min(max(code, -limit), limit)))
      }
    }
  }

  private static func greatest(_ row: Span<Float>) -> Float {
    var greatest: Float = 0
    for index in row.indices { greatest = max(greatest, row[index].magnitude) }
    return greatest.isFinite ? greatest : 0
  }

  func write(
    path: String, dimensions: Int, _ slotBits: Int, note: String
  ) throws(StorageError) {
    let file = try SectionFileWriter(
      path: path, kind: EmbeddingFormat.kind, version: EmbeddingFormat.version)
    try file.beginSection(EmbeddingFormat.head)
    try file.append(integers: [
      UInt64(dimensions), UInt64(slotBits), UInt64(weights.count),
      UInt64(EmbeddingFormat.featureVersion),
    ])
    try file.beginSection(EmbeddingFormat.slots)
    try file.append(integers: slots)
    try file.beginSection(EmbeddingFormat.ranks)
    try file.append(integers: ranks)
    try file.beginSection(EmbeddingFormat.weights)
    try file.append(integers: weights)
    try file.beginSection(EmbeddingFormat.codes)
    try file.append(integers: codes)
    try file.beginSection(EmbeddingFormat.note)
    try file.append(Array(note.utf8))
    try file.finish()
  }
}
