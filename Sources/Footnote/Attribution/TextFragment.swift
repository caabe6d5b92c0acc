/// The fragment directive that makes a browser scroll to a text: `#:~:text=first,last`.
///
/// It takes the first words of the first line and the last words of the last, since each half must
/// stand in one block of the page; a line of few words is taken whole. O(length of two lines).
/// Source: WICG, URL Fragment Text Directives, section 3.
func textFragment(of text: String) -> String {
  let wordCount = 4
  let bytes = Array(text.utf8)
  let head = firstWords(of: bytes, count: wordCount)
  let tail = lastWords(of: bytes, count: wordCount)
  let directive = "#:~:text="
  if head.endIndex > tail.startIndex { return directive + percentEncoded(bytes[...]) }
  return directive + percentEncoded(head) + "," + percentEncoded(tail)
}

/// The first words of the first line.
private func firstWords(of text: [UInt8], count: Int) -> ArraySlice<UInt8> {
  var words = 0
  for index in text.indices {
    if text[index] == UInt8(ascii: "\n") { return text[..<index] }
    if text[index] == UInt8(ascii: " ") {
      words += 1
      if words == count { return text[..<index] }
    }
  }
  return text[...]
}

/// The last words of the last line.
private func lastWords(of text: [UInt8], count: Int) -> ArraySlice<UInt8> {
  var words = 0
  for index in text.indices.reversed() {
    if text[index] == UInt8(ascii: "\n") { return text[(index + 1)...] }
    if text[index] == UInt8(ascii: " ") {
      words += 1
      if words == count { return text[(index + 1)...] }
    }
  }
  return text[...]
}

/// UTF-8 with all but letters, digits, `.`, `_` and `~` as percent escapes.
///
/// The comma and the hyphen, which RFC 3986 allows, have a meaning in text directives.
private func percentEncoded(_ text: ArraySlice<UInt8>) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  for byte in text {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F, 0x7E: bytes.append(byte)
    default:
      bytes.append(0x25)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
