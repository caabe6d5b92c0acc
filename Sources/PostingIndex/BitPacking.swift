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
  static func unpackStream(
    _ bytes: RawSpan, width: Int, count: Int, after before: UInt32,
    _ body: (UInt32) -> Void
  ) {
    let mask = UInt64(1) << UInt64(width) - 1
    var pending: UInt64 = 0
    var pendingBits = 0
    var offset = 0
    var document = before
    for _ in 0..<count {
      while pendingBits < width {
        pending |= UInt64(bytes.integer(UInt8.self, at: offset)) << UInt64(pendingBits)
        offset += 1
        pendingBits += 8
      }
      document = document &+ UInt32(truncatingIfNeeded: pending & mask) &+ 1
      pending >>= UInt64(width)
      pendingBits -= width
      body(document)
    }
  }
}
