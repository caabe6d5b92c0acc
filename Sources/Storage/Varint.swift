extension [UInt8] {
  /// Adds a number in 1 to 10 bytes: seven bits a byte, lowest first, the top bit set on all but
  /// the last (LEB128).
  package mutating func append(varint value: UInt64) {
    var value = value
    while value >= 0x80 {
      append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    append(UInt8(value))
  }

  /// Adds a signed number as a varint that is short near zero (zigzag).
  package mutating func append(signedVarint value: Int64) {
    append(varint: UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  /// Adds a byte string after its length.
  package mutating func append(counted bytes: some Collection<UInt8>) {
    append(varint: UInt64(bytes.count))
    append(contentsOf: bytes)
  }
}

/// Reads numbers and byte strings one after the other from untrusted bytes.
///
/// Every read gives nil rather than go past the end; the position then means nothing.
package struct ByteCursor: ~Escapable {
  private let bytes: RawSpan
  package private(set) var offset = 0

  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan) { self.bytes = bytes }

  package var isAtEnd: Bool { offset == bytes.byteCount }

  package mutating func varint() -> UInt64? {
    // Most are short.
    if offset < bytes.byteCount {
      let byte = bytes.integer(UInt8.self, at: offset)
      if byte < 0x80 {
        offset += 1
        return UInt64(byte)
      }
    }
    return longVarint()
  }

  /// Two varints, one after the other.
  package mutating func varintPair() -> (first: UInt64, second: UInt64)? {
    // Most pairs take no more than eight bytes.
    if bytes.byteCount - offset >= 8 {
      let word = bytes.integer(UInt64.self, at: offset)
      let firstEnds = ~word & 0x8080_8080_8080_8080
      let ends = firstEnds & (firstEnds &- 1)
      if ends != 0 {
        let firstBitCount = UInt64(firstEnds.trailingZeroBitCount + 1)
        let bitCount = UInt64(ends.trailingZeroBitCount + 1)
        offset += Int(bitCount / 8)
        return (
          Self.closedUp(word & .max >> (64 - firstBitCount)),
          Self.closedUp((word & .max >> (64 - bitCount)) >> firstBitCount)
        )
      }
    }
    guard let first = varint(), let second = varint() else { return nil }
    return (first, second)
  }

  private mutating func longVarint() -> UInt64? {
    if bytes.byteCount - offset >= 8 {
      let word = bytes.integer(UInt64.self, at: offset)
      let ends = ~word & 0x8080_8080_8080_8080
      if ends != 0 {
        let byteCount = UInt64(ends.trailingZeroBitCount / 8 + 1)
        offset += Int(byteCount)
        return Self.closedUp(word & .max >> (64 - 8 * byteCount))
      }
    }
    return varintByByte()
  }

  /// The low seven bits of each of eight bytes, one behind the other.
  private static func closedUp(_ word: UInt64) -> UInt64 {
    var value = word & 0x007F_007F_007F_007F | word >> 1 & 0x3F80_3F80_3F80_3F80
    value = value & 0x0000_3FFF_0000_3FFF | value >> 2 & 0x0FFF_C000_0FFF_C000
    return value & 0x0FFF_FFFF | value >> 4 & 0x00FF_FFFF_F000_0000
  }

  private mutating func varintByByte() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.byteCount, shift < 64 {
      let byte = bytes.integer(UInt8.self, at: offset)
      offset += 1
      if shift == 63, byte > 1 { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  package mutating func signedVarint() -> Int64? {
    guard let value = varint() else { return nil }
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// A varint that must fit `Int` and not exceed a limit.
  package mutating func count(limit: Int) -> Int? {
    guard let value = varint(), value <= UInt64(limit) else { return nil }
    return Int(value)
  }

  package mutating func countedBytes() -> [UInt8]? {
    guard let range = countedRange() else { return nil }
    return bytes.extracting(range).copiedBytes
  }

  /// Goes past a counted byte string, and says where it lies; nil when it does not end inside.
  private mutating func countedRange() -> Range<Int>? {
    // What is left is known only after the count was read.
    guard let count = count(limit: bytes.byteCount), count <= bytes.byteCount - offset else {
      return nil
    }
    offset += count
    return offset - count..<offset
  }

  /// Goes past a counted byte string; false when it does not end inside.
  package mutating func skipCounted() -> Bool { countedRange() != nil }

  /// A counted byte string that must be valid UTF-8.
  package mutating func countedString() -> String? {
    guard let range = countedRange() else { return nil }
    return unsafe bytes.extracting(range).withUnsafeBytes {
      unsafe String(validating: $0, as: UTF8.self)
    }
  }
}
