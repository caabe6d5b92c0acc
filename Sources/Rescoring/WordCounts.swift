/// The table that counts words which follow each other: cells by a hash of two stems.
package enum WordPairs {
  /// Bits of a cell's number: more than eight cells for each document, within bounds.
  package static func bits(documentCount: Int) -> Int {
    let wanted = Int.bitWidth - (8 * documentCount).leadingZeroBitCount
    return min(28, max(10, wanted))
  }

  /// The cell of two neighbours; products and folds, so that any machine finds the same.
  @inline(__always)
  package static func cell(_ first: UInt32, _ second: UInt32, bits: Int) -> Int {
    let key = UInt64(first) << 32 | UInt64(second)
    var hash = (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: hash >> UInt64(64 - bits))
  }
}

/// Logarithms of counts in eighths of a bit, rounded down, by whole numbers alone.
package enum Eighths {
  package static func log2(_ count: UInt64) -> UInt8 {
    guard count > 1 else { return 0 }
    let exponent = 63 - count.leadingZeroBitCount
    var mantissa = count << UInt64(63 - exponent)
    var result = exponent
    for _ in 0..<3 {
      let square = mantissa.multipliedFullWidth(by: mantissa).high
      let isHigh = square >> 63 == 1
      mantissa = isHigh ? square : square << 1
      result = result << 1 | (isHigh ? 1 : 0)
    }
    return UInt8(clamping: result)
  }
}
