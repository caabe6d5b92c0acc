internal import CICU

/// A stretch of text that features are made from.
struct Token {
  enum Kind {
    /// A word of a script that separates words, or a number.
    case word
    /// A run of a script that does not, or of Hangul with its spaces.
    case grams
  }

  var kind: Kind
  var range: Range<Int>
}

/// Cuts text into words and runs, at bytes that do not decode as at spaces.
///
/// Words end at anything but letters, marks and numbers, save apostrophes between letters, the
/// sign of abbreviation between Hebrew letters, and separators within a number.
struct TokenScanner {
  private var classes = CharacterClassTable()

  /// The class of a code point, or of ``UTF8Decoding/invalid``, which separates.
  mutating func classEntry(_ scalar: UInt32) -> UInt8 {
    scalar < UTF8Decoding.invalid ? classes.entry(scalar) : CharacterClass.separator
  }

  /// The first token at or after `offset`, which moves behind it; nil at the text's end.
  mutating func next(in text: Span<UInt8>, from offset: inout Int) -> Token? {
    while offset < text.count {
      let start = offset
      if text[start] < 0x80 {
        guard ASCII.isAlphanumeric(text[start]) else {
          offset += 1
          continue
        }
        offset = wordEnd(in: text, from: start)
        return Token(kind: .word, range: start..<offset)
      }
      let (scalar, count) = UTF8Decoding.scalar(in: text, at: start)
      switch classEntry(scalar) & CharacterClass.mask {
      case CharacterClass.word:
        offset = wordEnd(in: text, from: start)
        return Token(kind: .word, range: start..<offset)
      case CharacterClass.logogram, CharacterClass.unspaced:
        offset = runEnd(in: text, from: start + count, after: scalar)
        return Token(kind: .grams, range: start..<offset)
      default:
        offset += count
      }
    }
    return nil
  }

  /// Whether a token starts with a capital letter.
  func startsUppercase(_ token: Span<UInt8>) -> Bool {
    let (scalar, _) = UTF8Decoding.scalar(in: token, at: 0)
    if scalar < 0x80 { return scalar &- 0x41 < 26 }
    return scalar < UTF8Decoding.invalid
      && footnote_general_category(scalar) == FOOTNOTE_CATEGORY_LU
  }

  /// Where a run ends whose first character, `first`, ends at `start`.
  private mutating func runEnd(
    in text: Span<UInt8>, from start: Int, after first: UInt32
  ) -> Int {
    var offset = start
    var last = first
    while offset < text.count {
      let space = Self.spaceByteCount(in: text, at: offset)
      if space > 0, Script(last) == .hangul, isHangul(in: text, at: offset + space) {
        offset += space
      }
      guard text[offset] >= 0x80 else { return offset }
      let (scalar, count) = UTF8Decoding.scalar(in: text, at: offset)
      switch classEntry(scalar) & CharacterClass.mask {
      case CharacterClass.logogram, CharacterClass.unspaced: last = scalar
      case CharacterClass.extend: break
      default: return offset
      }
      offset += count
    }
    return offset
  }

  /// The bytes of a space, one that does not break among them, at an offset; 0 where there is none.
  private static func spaceByteCount(in text: Span<UInt8>, at offset: Int) -> Int {
    if text[offset] == 0x20 { return 1 }
    return text[offset] == 0xC2 && offset + 1 < text.count && text[offset + 1] == 0xA0 ? 2 : 0
  }

  /// Korean's writers put a space between two nouns or leave it out: runs go on behind one.
  private mutating func isHangul(in text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset < text.count else { return false }
    let (scalar, _) = UTF8Decoding.scalar(in: text, at: offset)
    return classEntry(scalar) & CharacterClass.mask == CharacterClass.logogram
      && Script(scalar) == .hangul
  }

  private mutating func wordEnd(in text: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    if ASCII.isDigit(text[start]) { offset = NumberShape.end(in: text, from: start) }
    while offset < text.count {
      let byte = text[offset]
      if ASCII.isAlphanumeric(byte) {
        offset += 1
        continue
      }
      if byte < 0x80 {
        guard joinsLetters(byte, in: text, at: offset, from: start) else { break }
        offset += 1
        continue
      }
      let (scalar, count) = UTF8Decoding.scalar(in: text, at: offset)
      switch classEntry(scalar) & CharacterClass.mask {
      case CharacterClass.word, CharacterClass.extend:
        offset += count
        continue
      case CharacterClass.apostrophe where isWord(in: text, at: offset + count):
        offset += count
        continue
      default: return offset
      }
    }
    return offset
  }

  /// True for an ASCII apostrophe before a letter, and a quotation mark between Hebrew letters.
  private mutating func joinsLetters(
    _ byte: UInt8, in text: Span<UInt8>, at offset: Int, from start: Int
  ) -> Bool {
    switch byte {
    case ASCII.apostrophe: return isWord(in: text, at: offset + 1)
    case ASCII.quotationMark:
      return offset >= start + 2 && Self.isHebrewLetter(in: text, at: offset - 2)
        && Self.isHebrewLetter(in: text, at: offset + 1)
    default: return false
    }
  }

  private mutating func isWord(in text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset < text.count else { return false }
    if text[offset] < 0x80 { return ASCII.isAlphanumeric(text[offset]) }
    let (scalar, _) = UTF8Decoding.scalar(in: text, at: offset)
    return classEntry(scalar) & CharacterClass.mask == CharacterClass.word
  }

  private static func isHebrewLetter(in text: Span<UInt8>, at offset: Int) -> Bool {
    offset + 1 < text.count && text[offset] == 0xD7 && (0x90...0xAA).contains(text[offset + 1])
  }
}
