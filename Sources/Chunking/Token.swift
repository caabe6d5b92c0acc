/// What a word before a full stop looks like.
struct Token {
  var characters = 0
  var isNumber = true
  var isRomanNumeral = true
  /// One letter, with its marks, of a script that abbreviates names to letters.
  var isInitial = false
  /// Short pieces with stops between them: "U.S", "z.B".
  var isDotted = false
  var endsInThaiOrLao = false
  var isShortInDravidianScript = false

  /// C, D, I, L, M, V and X.
  static func isRomanDigit(_ value: UInt32) -> Bool {
    switch value {
    case 0x43, 0x44, 0x49, 0x4C, 0x4D, 0x56, 0x58: true
    default: false
    }
  }

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    var (letters, piece, longestPiece, stops, digits) = (0, 0, 0, 0, 0)
    var isInitialScript = true
    var isDravidian = true
    var place = range.lowerBound
    while place < range.upperBound {
      let read = bytes.scalar(at: place, before: range.upperBound)
      let value = read.value.value
      place += read.count
      characters += 1
      isNumber = isNumber && read.value.isDigit
      digits += read.value.isDigit ? 1 : 0
      isRomanNumeral = isRomanNumeral && Self.isRomanDigit(value)
      isDravidian = isDravidian && (0x0B80...0x0D7F).contains(value)
      endsInThaiOrLao = (0x0E00...0x0EFF).contains(value)
      if read.value == "." {
        stops += 1
        longestPiece = max(longestPiece, piece)
        piece = 0
      } else if !read.value.continuesGrapheme {
        letters += 1
        piece += 1
      }
      // Scripts from Devanagari to Burmese, and Khmer, have words of one letter and its signs.
      if read.value.isWideLetter || (0x0900...0x109F).contains(value)
        || (0x1780...0x17FF).contains(value)
      {
        isInitialScript = false
      }
    }
    longestPiece = max(longestPiece, piece)
    isDotted = stops > 0 && longestPiece <= 3 && longestPiece > 0 && digits == 0
    isInitial = letters == 1 && stops == 0 && digits == 0 && isInitialScript
    isShortInDravidianScript = isDravidian && characters <= 3
  }
}
