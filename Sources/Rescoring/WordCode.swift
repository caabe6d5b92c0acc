import Storage

/// Codes of words in 1, 2, 3 or 5 bytes: frequent words are short.
enum WordCode {
  /// The code between sentences, and between a document's headings and its text.
  static let gap: UInt32 = 0
  static let firstOfTwo: UInt8 = 176
  static let firstOfThree: UInt8 = 248
  static let ofFive: UInt8 = 255
  static let twoStart: UInt32 = 176
  static let threeStart: UInt32 = twoStart + 72 << 8
  static let fiveStart: UInt32 = threeStart + 7 << 16

  static func append(_ code: UInt32, to bytes: inout [UInt8]) {
    if code < twoStart {
      bytes.append(UInt8(truncatingIfNeeded: code))
    } else if code < threeStart {
      let rest = code - twoStart
      bytes.append(firstOfTwo + UInt8(truncatingIfNeeded: rest >> 8))
      bytes.append(UInt8(truncatingIfNeeded: rest))
    } else if code < fiveStart {
      let rest = code - threeStart
      bytes.append(firstOfThree + UInt8(truncatingIfNeeded: rest >> 16))
      bytes.append(UInt8(truncatingIfNeeded: rest >> 8))
      bytes.append(UInt8(truncatingIfNeeded: rest))
    } else {
      bytes.append(ofFive)
      for shift: UInt32 in [24, 16, 8, 0] {
        bytes.append(UInt8(truncatingIfNeeded: code >> shift))
      }
    }
  }
}

/// Reads codes one after the other from untrusted bytes.
struct WordCodeCursor: ~Escapable {
  private let bytes: RawSpan
  private var offset = 0

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) { self.bytes = bytes }

  /// The next code; nil at the end and where a code is cut off.
  @inline(__always)
  mutating func next() -> UInt32? {
    guard offset < bytes.byteCount else { return nil }
    let first = bytes.integer(UInt8.self, at: offset)
    if first < WordCode.firstOfTwo {
      offset += 1
      return UInt32(first)
    }
    if first < WordCode.firstOfThree {
      guard offset + 1 < bytes.byteCount else { return nil }
      let second = bytes.integer(UInt8.self, at: offset + 1)
      offset += 2
      return WordCode.twoStart + (UInt32(first - WordCode.firstOfTwo) << 8 | UInt32(second))
    }
    return nextLong(first)
  }

  private mutating func nextLong(_ first: UInt8) -> UInt32? {
    if first < WordCode.ofFive {
      guard offset + 2 < bytes.byteCount else { return nil }
      let rest = UInt32(bytes.integer(UInt16.self, at: offset + 1).byteSwapped)
      offset += 3
      return WordCode.threeStart + (UInt32(first - WordCode.firstOfThree) << 16 | rest)
    }
    guard offset + 4 < bytes.byteCount else { return nil }
    let code = bytes.integer(UInt32.self, at: offset + 1).byteSwapped
    offset += 5
    return code
  }

  /// True when every byte was read.
  var isAtEnd: Bool { offset == bytes.byteCount }
}
