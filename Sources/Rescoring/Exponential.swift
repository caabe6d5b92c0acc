/// e to the power of a number, which is taken as 700 above that and as -700 below.
///
/// Its operations are all of IEEE 754's exact kind, so that the result is the same on every
/// machine, which the C library's function does not promise. Accurate to 1e-15 of the result.
func exponential(_ exponent: Double) -> Double {
  let x = min(max(exponent, -700), 700)
  let halvings = (x * 1.442_695_040_888_963_4).rounded()
  // ln 2 in two parts, so that the product with a whole number is exact.
  let rest = x - halvings * 0.693_147_180_369_123_8 - halvings * 1.908_214_929_270_587_7e-10
  // The Taylor series up to the 13th power; the rest is at most ln 2 / 2.
  var sum = 1.0
  for power in stride(from: 13.0, through: 1, by: -1) { sum = 1 + rest / power * sum }
  return Double(sign: .plus, exponent: Int(halvings), significand: sum)
}
