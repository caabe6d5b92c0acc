import Numerics

/// Numbers that are about normally distributed, by which a row is moved to stand for a question;
/// the same for a row on every machine.
struct NormalBytes {
  private var bits: SplitMix64

  init(row: UInt32) { bits = SplitMix64(seed: UInt64(row)) }

  /// A number of mean 0 and deviation 1.
  mutating func next() -> Float {
    let bytes = bits.next()
    let sum = (0..<4).reduce(0) { $0 + Int(bytes >> UInt64(8 * $1) & 255) }
    return Float(sum - Self.mean) / Self.deviation
  }

  /// Of the sum of four even bytes.
  private static let mean = 510
  private static let deviation: Float = 147.8
}
