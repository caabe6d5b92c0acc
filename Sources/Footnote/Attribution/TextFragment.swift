/// The fragment directive that makes a browser scroll to a text: `#:~:text=first,last`.
///
/// It takes the first words of the first line and the last words of the last, since each half must
/// stand in one block of the page; a text of few words is taken whole.
/// Source: WICG, URL Fragment Text Directives, section 3.
func textFragment(of text: String) -> String {
  let edge = 4
  let lines = text.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
  guard let first = lines.first, let last = lines.last else { return "" }
  if lines.count == 1, first.count <= 2 * edge {
    return "#:~:text=" + percentEncoded(first.joined(separator: " "))
  }
  return "#:~:text=" + percentEncoded(first.prefix(edge).joined(separator: " ")) + ","
    + percentEncoded(last.suffix(edge).joined(separator: " "))
}

/// The text with all but letters, digits, `.`, `_` and `~` as percent escapes of its UTF-8.
///
/// The comma and the hyphen, which RFC 3986 allows, have a meaning in text directives.
private func percentEncoded(_ text: String) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var bytes: [UInt8] = []
  for byte in text.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F, 0x7E: bytes.append(byte)
    default: bytes.append(contentsOf: [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
