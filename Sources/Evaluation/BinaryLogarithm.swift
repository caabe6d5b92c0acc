/// The base-2 logarithm of a number from 1, by the series of the inverse hyperbolic tangent.
///
/// Its operations are all of IEEE 754's exact kind, so that a measure is the same on every machine,
/// which the C library's logarithm does not promise. Accurate to 1e-15.
func binaryLogarithm(_ value: Int) -> Double {
  precondition(value >= 1, "the logarithm of \(value)")
  let exponent = Int.bitWidth - 1 - value.leadingZeroBitCount
  let mantissa = Double(value) / Double(1 << exponent)
  // ln m = 2 artanh((m - 1) / (m + 1)), and (m - 1) / (m + 1) is at most 1/3.
  let x = (mantissa - 1) / (mantissa + 1)
  let square = x * x
  var power = x
  var sum = 0.0
  for n in stride(from: 1, through: 35, by: 2) {
    sum += power / Double(n)
    power *= square
  }
  let ln2 = 0.693_147_180_559_945_3
  return Double(exponent) + 2 * sum / ln2
}
