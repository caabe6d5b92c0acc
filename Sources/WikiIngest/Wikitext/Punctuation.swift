/// Punctuation that is mended where something was left out, in several scripts.
enum Punctuation {
  enum Kind {
    case opening
    case colon
    case closing
    case separator
    case stop
    case none
  }

  /// The mark that `text` begins with at `start`, and its bytes.
  static func beginning(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> (kind: Kind, count: Int) {
    switch text[start] {
    case UInt8(ascii: "("): return (.opening, 1)
    case UInt8(ascii: ")"): return (.closing, 1)
    case UInt8(ascii: ","), UInt8(ascii: ";"): return (.separator, 1)
    case UInt8(ascii: ":"): return (.colon, 1)
    case UInt8(ascii: "."): return (.stop, 1)
    case 0xD8: return start + 1 < end ? (arabic(text[start + 1]), 2) : (.none, 1)
    case 0xE3, 0xEF:
      guard start + 2 < end else { return (.none, 1) }
      return (wide(text[start], text[start + 1], text[start + 2]), 3)
    default: return (.none, 1)
    }
  }

  /// The mark that `text` ends with before `end`, and its bytes.
  static func ending(_ text: Span<UInt8>, _ end: Int) -> (kind: Kind, count: Int) {
    guard end > 0 else { return (.none, 0) }
    if text[end - 1] < 0x80 { return beginning(text, end - 1, end) }
    if end >= 2, text[end - 2] == 0xD8 { return (arabic(text[end - 1]), 2) }
    if end >= 3, text[end - 3] == 0xE3 || text[end - 3] == 0xEF {
      return (wide(text[end - 3], text[end - 2], text[end - 1]), 3)
    }
    return (.none, 1)
  }

  /// The comma and the semicolon of Arabic.
  private static func arabic(_ second: UInt8) -> Kind {
    second == 0x8C || second == 0x9B ? .separator : .none
  }

  /// The parentheses, commas and full stops of East Asian scripts, by their three bytes.
  private static func wide(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Kind {
    switch (first, second, third) {
    case (0xEF, 0xBC, 0x88): .opening
    case (0xEF, 0xBC, 0x89): .closing
    case (0xEF, 0xBC, 0x8C), (0xEF, 0xBC, 0x9B), (0xE3, 0x80, 0x81): .separator
    case (0xE3, 0x80, 0x82): .stop
    default: .none
    }
  }
}
