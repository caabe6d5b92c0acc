/// The natural logarithm of a positive finite number, the same bits on every machine.
///
/// Right to some 1 part in 10^15: ln x = e ln 2 + 2 artanh((m - 1) / (m + 1)) for x = m * 2^e with
/// m from 1/sqrt 2 to sqrt 2, whose series falls by 1/34 a term.
package func naturalLogarithm(_ x: Double) -> Double {
  precondition(x > 0 && x.isFinite)
  var significand = x.significand
  var exponent = Double(x.exponent)
  if significand > 2.0.squareRoot() {
    significand /= 2
    exponent += 1
  }
  let ratio = (significand - 1) / (significand + 1)
  let square = ratio * ratio
  var sum = 0.0
  for denominator in stride(from: 21, through: 1, by: -2) {
    sum = sum * square + 1 / Double(denominator)
  }
  return exponent * 0.693_147_180_559_945_3 + 2 * ratio * sum
}
