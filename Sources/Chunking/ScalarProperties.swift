extension Unicode.Scalar {
  /// White_Space.
  var isSpace: Bool {
    value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
  }

  var isDigit: Bool {
    value < 0x80
      ? (0x30...0x39).contains(value) : properties.generalCategory == .decimalNumber
  }

  /// A lower-case letter of a script whose sentences start with a capital.
  ///
  /// Georgian's letters are lower-case by Unicode, and its sentences start with them.
  var startsNoSentence: Bool {
    if value < 0x80 { return (0x61...0x7A).contains(value) }
    if (0x10D0...0x10FF).contains(value) { return false }
    return properties.generalCategory == .lowercaseLetter
  }

  /// A letter of a script whose words are not set apart by capitals or, mostly, spaces.
  var isWideLetter: Bool {
    switch value {
    case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// A mark after which the same sentence goes on.
  var isClauseMark: Bool {
    switch self {
    case ",", ";", ":", "،", "؛", "、", "，", "；", "：", "·", "፣", "፤", "፥", "၊", "៖", "՝", "﹐",
      "﹑", "﹔", "﹕", "､":
      true
    default: false
    }
  }

  /// A quote, a bracket or a dash that may stand before a sentence's first word.
  var opensWord: Bool {
    switch self {
    case "\"", "'", "(", "[", "{", "-", "*", "•", "¿", "¡", "”", "’", "»": return true
    case "\u{0}"..."\u{7F}": return false
    default: break
    }
    switch properties.generalCategory {
    case .openPunctuation, .initialPunctuation, .dashPunctuation: return true
    default: return false
    }
  }
}
