package import Storage

/// A trained table, mapped from its file: 8-bit codes and a weight for each slot that has a row.
///
/// Opening checks the sizes, in time that does not depend on them; ``verify()`` reads every byte.
package struct EmbeddingTable: Sendable {
  package let dimensions: Int
  package let rowCount: Int
  package let slotBits: Int

  private let file: SectionFileReader
  private let slots: Range<Int>
  private let ranks: Range<Int>
  private let weights: Range<Int>
  private let codeRange: Range<Int>
  private let noteRange: Range<Int>

  /// Opens a table.
  package init(path: String) throws(StorageError) {
    let file = try SectionFileReader(
      path: path, kind: EmbeddingFormat.kind,
      versions: EmbeddingFormat.version...EmbeddingFormat.version)
    let head = try Self.section(EmbeddingFormat.head, EmbeddingFormat.headCount * 8, file)
    let values = (0..<EmbeddingFormat.headCount).map {
      file.bytes(head).integer(UInt64.self, at: 8 * $0)
    }
    guard let dimensions = Int(exactly: values[0]), EmbeddingLimits.allows(dimensions: dimensions)
    else {
      throw file.corrupt(
        head.lowerBound,
        "dimensions in \(EmbeddingLimits.dimensions), a multiple of "
          + "\(EmbeddingLimits.dimensionStep)", "\(values[0])")
    }
    guard let slotBits = Int(exactly: values[1]), EmbeddingLimits.slotBits.contains(slotBits) else {
      throw file.corrupt(
        head.lowerBound + 8, "slots of \(EmbeddingLimits.slotBits) bits", "\(values[1])")
    }
    guard let rowCount = Int(exactly: values[2]), rowCount <= 1 << slotBits else {
      throw file.corrupt(head.lowerBound + 16, "at most \(1 << slotBits) rows", "\(values[2])")
    }
    try Self.check(featureVersion: UInt32(clamping: values[3]), path)
    slots = try Self.section(EmbeddingFormat.slots, (1 << slotBits) / 8, file)
    ranks = try Self.section(
      EmbeddingFormat.ranks, (1 << slotBits) / EmbeddingFormat.slotsPerRank * 4, file)
    weights = try Self.section(EmbeddingFormat.weights, rowCount * 2, file)
    codeRange = try Self.section(EmbeddingFormat.codes, rowCount * dimensions, file)
    noteRange = try file.range(of: EmbeddingFormat.note)
    self.file = file
    self.dimensions = dimensions
    self.slotBits = slotBits
    self.rowCount = rowCount
  }

  /// Compares what is small with its checksums, as opening an index does.
  package func verifyWhatIsSmall() throws(StorageError) { try file.verifyWhatIsSmall() }

  /// Refuses a table whose rows are those of other hashes, so that hardly a word would be known.
  private static func check(featureVersion found: UInt32, _ path: String) throws(StorageError) {
    let supported = EmbeddingFormat.featureVersion
    if found < supported { throw .tooOld(path: path, found: found, supported: supported) }
    if found > supported { throw .tooNew(path: path, found: found, supported: supported) }
  }

  private static func section(
    _ tag: SectionFile.Tag, _ byteCount: Int, _ file: SectionFileReader
  ) throws(StorageError) -> Range<Int> {
    let range = try file.range(of: tag)
    guard range.count == byteCount else {
      throw file.corrupt(
        range.lowerBound, "\(byteCount) bytes in section \(tag)", "\(range.count)")
    }
    return range
  }

  package var path: String { file.file.path }

  /// The name of the table: the SHA-256 of its file in hexadecimal; O(bytes).
  package var digest: String { hexadecimal(Storage.digest(.sha256, of: file.file.bytes)) }

  /// How the table was trained, as JSON.
  package var note: String { String(decoding: file.bytes(noteRange).copiedBytes, as: UTF8.self) }

  var codes: RawSpan {
    @_lifetime(borrow self)
    get { file.bytes(codeRange) }
  }

  /// The number and the weight of a feature's row; nil where it has none.
  func row(of feature: UInt32) -> (number: UInt32, weight: UInt16)? {
    let slot = Slot.number(of: feature, bits: slotBits)
    let bits = file.bytes(slots)
    guard bits.integer(UInt8.self, at: slot / 8) >> UInt8(slot % 8) & 1 == 1 else { return nil }
    let group = slot / EmbeddingFormat.slotsPerRank
    var number = file.bytes(ranks).integer(UInt32.self, at: group * 4)
    let first = group * EmbeddingFormat.slotsPerRank / 64
    for word in first..<slot / 64 {
      number &+= UInt32(bits.integer(UInt64.self, at: word * 8).nonzeroBitCount)
    }
    let below = UInt64(1) << UInt64(slot % 64) - 1
    number &+= UInt32(
      (bits.integer(UInt64.self, at: slot / 64 * 8) & below).nonzeroBitCount)
    // Ranks come from a file that may not have been verified.
    guard number < rowCount else { return nil }
    let weight = file.bytes(weights).integer(UInt16.self, at: Int(number) * 2)
    return (number, min(weight, EmbeddingFormat.weightLimit))
  }

  /// Reads every byte, and checks what opening did not.
  package func verify() throws(StorageError) {
    try file.verify()
    var count = 0
    for group in 0..<ranks.count / 4 {
      let rank = file.bytes(ranks).integer(UInt32.self, at: group * 4)
      guard rank == count else {
        throw file.corrupt(ranks.lowerBound + group * 4, "rank \(count)", "\(rank)")
      }
      for word in 0..<EmbeddingFormat.slotsPerRank / 64 {
        let at = group * EmbeddingFormat.slotsPerRank / 8 + word * 8
        count += file.bytes(slots).integer(UInt64.self, at: at).nonzeroBitCount
      }
    }
    guard count == rowCount else {
      throw file.corrupt(slots.lowerBound, "\(rowCount) slots with a row", "\(count)")
    }
    for row in 0..<rowCount {
      let weight = file.bytes(weights).integer(UInt16.self, at: row * 2)
      guard weight <= EmbeddingFormat.weightLimit else {
        throw file.corrupt(
          weights.lowerBound + row * 2, "a weight up to \(EmbeddingFormat.weightLimit)",
          "\(weight)")
      }
    }
    let codes = codes
    for offset in codes.byteOffsets where codes.integer(Int8.self, at: offset) == -128 {
      throw file.corrupt(codeRange.lowerBound + offset, "a code from -127 to 127", "-128")
    }
  }
}
