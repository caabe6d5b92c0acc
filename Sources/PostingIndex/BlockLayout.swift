import Storage

/// How the 128 documents of a full block are packed (Elias-Fano).
///
/// Each document is counted from the one before the block. The lower bits of these numbers are
/// stored as they are, the rest as the bits of a sequence in which number i sets bit rest + i:
/// about 2.4 bits a number, however the numbers cluster.
///
/// Source: P. Elias, "Efficient storage and retrieval by content and address of static files",
/// 1974.
struct BlockLayout {
  /// Bits of a lower part.
  let width: Int
  let lowByteCount: Int
  let highByteCount: Int

  var byteCount: Int { lowByteCount + highByteCount }

  /// The layout of a block by its last document and the one before the block.
  ///
  /// Nil when 128 documents do not fit between them.
  init?(before: UInt32, last: UInt32) {
    let span = last &- before
    guard span >= PostingFormat.blockCount, span <= PostingFormat.documentCountLimit else {
      return nil
    }
    width = PostingFormat.width(of: span / UInt32(PostingFormat.blockCount)) - 1
    lowByteCount = PostingFormat.blockCount / 8 * width
    highByteCount = (Int(span - 1) >> width + PostingFormat.blockCount + 7) / 8
  }

  /// Adds a full block's documents, which ascend, to bytes.
  static func append(
    _ documents: ArraySlice<UInt32>, after before: UInt32, to bytes: inout [UInt8]
  ) {
    guard let last = documents.last, let layout = BlockLayout(before: before, last: last) else {
      preconditionFailure("a full block has 128 ascending documents")
    }
    let width = layout.width
    let mask = UInt32(1) << UInt32(width) - 1
    let numbers = documents.map { $0 &- before &- 1 }
    appendLanes(numbers.map { $0 & mask }, width: width, to: &bytes)
    var high = [UInt8](repeating: 0, count: layout.highByteCount)
    for (index, number) in numbers.enumerated() {
      let bit = Int(number >> UInt32(width)) + index
      high[bit / 8] |= 1 << UInt8(bit % 8)
    }
    bytes.append(contentsOf: high)
  }

  /// Adds 128 numbers of a width, interleaved in four lanes.
  private static func appendLanes(
    _ numbers: [UInt32], width: Int, to bytes: inout [UInt8]
  ) {
    var words = [UInt32](repeating: 0, count: 4 * width)
    guard width > 0 else { return }
    for (index, number) in numbers.enumerated() {
      let lane = index % 4
      let bit = index / 4 * width
      let word = bit / 32
      let shift = UInt32(bit % 32)
      words[4 * word + lane] |= number << shift
      if Int(shift) + width > 32 { words[4 * (word + 1) + lane] |= number >> (32 - shift) }
    }
    for word in words { bytes.append(integer: word) }
  }
}
