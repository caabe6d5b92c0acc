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
