import Storage

/// Packs and unpacks gaps between documents; the layouts are those of `Documentation/Format.md`.
enum BitPacking {
  /// The gaps between ascending documents, the first one counted from the document `before`.
  static func gaps(_ documents: ArraySlice<UInt32>, after before: UInt32) -> [UInt32] {
    var previous = before
    return documents.map { document in
      defer { previous = document }
      return document &- previous &- 1
    }
  }

  /// The least width that holds every gap.
  static func width(_ gaps: [UInt32]) -> Int {
    PostingFormat.width(of: gaps.reduce(0, |))
  }

  /// Adds the gaps one after the other, lowest bits first.
  static func appendStream(_ gaps: [UInt32], width: Int, to bytes: inout [UInt8]) {
    var pending: UInt64 = 0
    var pendingBits = 0
    for gap in gaps {
      pending |= UInt64(gap) << UInt64(pendingBits)
      pendingBits += width
      while pendingBits >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: pending))
        pending >>= 8
        pendingBits -= 8
      }
    }
    if pendingBits > 0 { bytes.append(UInt8(truncatingIfNeeded: pending)) }
  }

  /// Sums gaps that were packed one after the other up to documents; sums wrap around.
  ///
  /// `bytes` holds at least ``PostingFormat/packedByteCount(_:width:)``.
  @inline(__always)
  static func unpackStream(
    _ bytes: RawSpan, width: Int, count: Int, after before: UInt32,
    _ body: (UInt32) -> Void
  ) {
    let mask = UInt64(1) << UInt64(width) - 1
    var document = before
    var bit = 0
    for _ in 0..<count {
      let gap = word(bytes, at: bit / 8) >> UInt64(bit % 8) & mask
      document = document &+ UInt32(truncatingIfNeeded: gap) &+ 1
      bit += width
      body(document)
    }
  }

  /// Eight bytes as a number, those behind the end as zeros.
  @inline(__always)
  private static func word(_ bytes: RawSpan, at offset: Int) -> UInt64 {
    let left = bytes.byteCount - offset
    if left >= 8 { return bytes.integer(UInt64.self, at: offset) }
    var word: UInt64 = 0
    for index in 0..<max(0, left) {
      word |= UInt64(bytes.integer(UInt8.self, at: offset + index)) << UInt64(8 * index)
    }
    return word
  }
}
