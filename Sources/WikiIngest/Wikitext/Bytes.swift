/// What a byte of ASCII is, and small steps over bytes.
extension UInt8 {
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
  var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
  /// A space, a tab or a carriage return: what separates words on one line.
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
  var isLineFeed: Bool { self == 0x0A }
  /// Blank or a line feed.
  var isWhitespace: Bool { isBlank || isLineFeed }

  var hexadecimalDigit: UInt8? {
    if isASCIIDigit { return self - 0x30 }
    let letter = asciiLowercased
    return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : nil
  }
}

extension Span<UInt8> {
  /// The first offset in `start..<end` that holds no blank.
  func skippingBlanks(_ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, self[index].isBlank { index += 1 }
    return index
  }

  /// The offset after the last byte of `start..<end` that holds no whitespace.
  func trimmingWhitespace(_ start: Int, _ end: Int) -> Int {
    var index = end
    while index > start, self[index - 1].isWhitespace { index -= 1 }
    return index
  }

  /// The first offset in `start..<end` that holds no whitespace.
  func skippingWhitespace(_ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, self[index].isWhitespace { index += 1 }
    return index
  }

  /// The first offset of `byte` in `start..<end`, `end` when there is none.
  func firstIndex(of byte: UInt8, _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, self[index] != byte { index += 1 }
    return index
  }

  /// Whether the bytes at `start` are `word` (in small letters), capitals counting as small ones.
  func hasWord(_ word: [UInt8], at start: Int, before end: Int) -> Bool {
    guard word.count <= end - start else { return false }
    for index in 0..<word.count where word[index] != self[start + index].asciiLowercased {
      return false
    }
    return true
  }
}
