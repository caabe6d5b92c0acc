/// How a file writes one number of a vector, always with the lowest byte first.
enum VectorScalar: Int {
  case half = 2
  case single = 4
  case double = 8

  var byteCount: Int { rawValue }

  /// Turns the bytes of one row into numbers.
  ///
  /// A double becomes the nearest single, and infinity where there is none.
  func decode(_ bytes: [UInt8], from start: Int, into vector: inout [Float]) {
    let bytes = bytes.span
    for index in vector.indices {
      var bits: UInt64 = 0
      for place in 0..<byteCount {
        bits |= UInt64(bytes[start + index * byteCount + place]) << UInt64(8 * place)
      }
      vector[index] =
        switch self {
        case .half: Self.single(half: UInt16(bits))
        case .single: Float(bitPattern: UInt32(bits))
        case .double: Float(Double(bitPattern: bits))
        }
    }
  }

  /// The number that the bits of IEEE 754's binary16 stand for.
  ///
  /// Swift's own type for it does not exist on every processor.
  static func single(half bits: UInt16) -> Float {
    let fraction = UInt32(bits & 0x3FF)
    let exponent = UInt32(bits >> 10 & 0x1F)
    let magnitude: Float =
      switch exponent {
      case 0: Float(fraction) * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: Float(bitPattern: (exponent + 112) << 23 | fraction << 13)
      }
    return bits >> 15 == 0 ? magnitude : -magnitude
  }
}
