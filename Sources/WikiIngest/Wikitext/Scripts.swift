/// Scripts that put no space between words, so that a line feed between two of their characters
/// stands for nothing: Chinese characters, Japanese kana and their punctuation.
enum Scripts {
  /// Whether the character at `start` is of such a script.
  static func isUnspaced(_ text: Span<UInt8>, at start: Int) -> Bool {
    guard text[start] >= 0xE3, start + 2 < text.count else { return false }
    return isUnspaced(text[start], text[start + 1], text[start + 2])
  }

  /// Whether the character that ends before `end` is of such a script.
  static func isUnspaced(before end: Int, in text: Span<UInt8>) -> Bool {
    if end >= 4, text[end - 4] >= 0xF0 {
      return isUnspaced(text[end - 4], text[end - 3], text[end - 2])
    }
    guard end >= 3, text[end - 3] >= 0xE3 else { return false }
    return isUnspaced(text[end - 3], text[end - 2], text[end - 1])
  }

  /// By the first three bytes: U+3000-312F, U+31A0-9FFF, U+F900-FAFF, U+FF01-FFEF, U+20000 on.
  private static func isUnspaced(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch first {
    case 0xE3: second <= 0x83 || second >= 0x86 || (second == 0x84 && third < 0xB0)
    case 0xE4...0xE9: true
    case 0xEF: (second >= 0xA4 && second <= 0xAB) || second == 0xBC || second == 0xBD
    case 0xF0: second >= 0xA0 && second <= 0xB3
    default: false
    }
  }
}
