/// Reads UTF-8 that may be broken.
enum UTF8Decoding {
  /// What stands for a byte that does not decode; it is no scalar value.
  static let invalid: UInt32 = 0x11_0000

  /// The scalar at `offset` and its bytes; `invalid` and 1 where there is none.
  ///
  /// Accepts what Unicode's table 3-7 does: no surrogates, no overlong forms, nothing cut off.
  @inline(__always)
  static func scalar(in text: Span<UInt8>, at offset: Int) -> (value: UInt32, count: Int) {
    let lead = text[offset]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let left = text.count - offset
    if lead >= 0xC2, lead < 0xE0 {
      guard left > 1, isTrail(text[offset + 1]) else { return (invalid, 1) }
      return (UInt32(lead & 0x1F) << 6 | UInt32(text[offset + 1] & 0x3F), 2)
    }
    if lead >= 0xE0, lead < 0xF0 {
      guard left > 2, isTrail(text[offset + 1]), isTrail(text[offset + 2]) else {
        return (invalid, 1)
      }
      let value =
        UInt32(lead & 0x0F) << 12 | UInt32(text[offset + 1] & 0x3F) << 6
        | UInt32(text[offset + 2] & 0x3F)
      guard value >= 0x800, value < 0xD800 || value > 0xDFFF else { return (invalid, 1) }
      return (value, 3)
    }
    guard lead >= 0xF0, lead < 0xF5, left > 3, isTrail(text[offset + 1]),
      isTrail(text[offset + 2]), isTrail(text[offset + 3])
    else { return (invalid, 1) }
    let value =
      UInt32(lead & 0x07) << 18 | UInt32(text[offset + 1] & 0x3F) << 12
      | UInt32(text[offset + 2] & 0x3F) << 6 | UInt32(text[offset + 3] & 0x3F)
    guard value >= 0x1_0000, value <= 0x10_FFFF else { return (invalid, 1) }
    return (value, 4)
  }

  @inline(__always)
  private static func isTrail(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// Appends a scalar value's bytes.
  static func append(_ value: UInt32, to bytes: inout [UInt8]) {
    switch value {
    case 0..<0x80:
      bytes.append(UInt8(value))
    case 0x80..<0x800:
      bytes.append(UInt8(0xC0 | value >> 6))
      bytes.append(UInt8(0x80 | value & 0x3F))
    case 0x800..<0x1_0000:
      bytes.append(UInt8(0xE0 | value >> 12))
      bytes.append(UInt8(0x80 | value >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | value & 0x3F))
    default:
      bytes.append(UInt8(0xF0 | value >> 18 & 0x07))
      bytes.append(UInt8(0x80 | value >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | value >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | value & 0x3F))
    }
  }
}
