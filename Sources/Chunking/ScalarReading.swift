/// A character and the bytes that it takes.
struct ReadScalar {
  var value: Unicode.Scalar
  var count: Int
}

extension [UInt8] {
  /// The character that starts at `offset` in valid UTF-8; U+FFFD over one byte where it is not.
  @inline(__always)
  func scalar(at offset: Int, before end: Int) -> ReadScalar {
    let first = self[offset]
    if first < 0x80 { return ReadScalar(value: Unicode.Scalar(first), count: 1) }
    return wideScalar(at: offset, before: end)
  }

  private func wideScalar(at offset: Int, before end: Int) -> ReadScalar {
    let first = self[offset]
    let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF5, offset + count <= end else {
      return ReadScalar(value: "\u{FFFD}", count: 1)
    }
    var value = UInt32(first) & (0x7F >> UInt32(count))
    for i in 1..<count { value = value << 6 | UInt32(self[offset + i] & 0x3F) }
    guard let scalar = Unicode.Scalar(value) else { return ReadScalar(value: "\u{FFFD}", count: 1) }
    return ReadScalar(value: scalar, count: count)
  }

  /// The character that ends before `offset`, which is over `start`.
  func scalar(endingAt offset: Int, after start: Int) -> ReadScalar {
    var first = offset - 1
    while first > start, offset - first < 4, self[first] & 0xC0 == 0x80 { first -= 1 }
    return ReadScalar(value: scalar(at: first, before: offset).value, count: offset - first)
  }

  /// Bytes of the white space character at `offset`, 0 when there is none.
  @inline(__always)
  func whitespaceCount(at offset: Int, before end: Int) -> Int {
    guard offset < end else { return 0 }
    let byte = self[offset]
    if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : 0 }
    // White_Space beyond ASCII starts with one of these.
    guard byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 else { return 0 }
    let read = scalar(at: offset, before: end)
    return read.value.isSpace ? read.count : 0
  }

  /// The first place from `offset` that is not white space and where a grapheme starts.
  func skippingWhitespace(from offset: Int, before end: Int) -> Int {
    var (place, last) = (offset, offset)
    while true {
      let count = whitespaceCount(at: place, before: end)
      if count == 0 { break }
      last = place
      place += count
    }
    // White space that carries a combining mark is part of the mark's grapheme.
    if place > last, place < end, self[place] >= 0x80,
      scalar(at: place, before: end).value.continuesGrapheme
    {
      return last
    }
    return place
  }

  /// The end of what is left of a range's bytes when white space at its end is taken off.
  func trimmingWhitespace(from start: Int, to end: Int) -> Int {
    var place = end
    while place > start {
      let last = scalar(endingAt: place, after: start)
      guard last.value.isSpace else { break }
      place -= last.count
    }
    return place
  }
}

extension Unicode.Scalar {
  /// True when no grapheme starts with this character after punctuation or white space: the rules
  /// GB9 and GB9a of UAX 29.
  var continuesGrapheme: Bool {
    switch value {
    case 0..<0x0300: return false
    case 0x0E33, 0x0EB3, 0x200D, 0x1F3FB...0x1F3FF: return true
    default: return properties.generalCategory == .spacingMark || properties.isGraphemeExtend
    }
  }

  /// True for invisible characters that belong to what stands before them, direction marks say.
  var isFormatMark: Bool {
    switch value {
    case 0..<0x0300, 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2, 0x110BD, 0x110CD:
      // The signs among these are written before the number that they belong to.
      return false
    default: return properties.generalCategory == .format
    }
  }
}
