extension String {
  /// The columns that the text takes on a terminal.
  var displayWidth: Int { unicodeScalars.reduce(0) { $0 + $1.displayWidth } }

  /// The text cut to at most `columns`, with `mark` at the end where something is missing.
  func cut(toColumns columns: Int, mark: String) -> String {
    guard displayWidth > columns else { return self }
    var room = columns - mark.displayWidth
    guard room >= 0 else { return "" }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      room -= scalar.displayWidth
      if room < 0 { break }
      result.append(scalar)
    }
    return String(result) + mark
  }
}

extension Unicode.Scalar {
  /// 0 for marks that sit on the letter before, 2 for wide East Asian letters and emoji, else 1.
  ///
  /// The wide ranges are those of Unicode's EastAsianWidth.txt (W and F), joined across small gaps.
  var displayWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }
}
