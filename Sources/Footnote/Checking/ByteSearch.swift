extension [UInt8] {
  /// Whether some bytes stand in these in a row; O(count) but for bytes that repeat themselves.
  func contains(_ wanted: [UInt8]) -> Bool { firstRange(of: wanted) != nil }

  /// Where some bytes first stand in these in a row; nil for none of them.
  func firstRange(of wanted: [UInt8]) -> Range<Int>? {
    guard !wanted.isEmpty, wanted.count <= count else { return nil }
    let (text, wanted) = (span, wanted.span)
    let first = wanted[0]
    var start = 0
    while start <= text.count - wanted.count {
      if text[start] == first {
        var length = 1
        while length < wanted.count, text[start + length] == wanted[length] { length += 1 }
        if length == wanted.count { return start..<start + length }
      }
      start += 1
    }
    return nil
  }
}

extension String {
  /// Equal byte for byte, where Swift's strings are equal in more cases.
  func hasBytes(of other: String) -> Bool {
    let (bytes, others) = (utf8.span, other.utf8.span)
    guard bytes.count == others.count else { return false }
    for index in bytes.indices where bytes[index] != others[index] { return false }
    return true
  }
}
