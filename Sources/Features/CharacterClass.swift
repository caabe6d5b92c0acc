internal import CICU

/// What a character is to the tokeniser.
enum CharacterClass {
  /// Ends a word: spaces, punctuation, symbols, controls, unassigned code points.
  static let separator: UInt8 = 0
  /// A letter or number of a script that separates its words.
  static let word: UInt8 = 1
  /// A letter of Han or kana, which do not, or of Hangul: letters often are words there.
  static let logogram: UInt8 = 2
  /// A mark or an invisible character: it goes on with what it follows, and begins nothing.
  static let extend: UInt8 = 3
  /// An apostrophe: part of a word between two letters only.
  static let apostrophe: UInt8 = 4
  /// A letter of a script that does not and whose letters spell words: Thai, Khmer.
  static let unspaced: UInt8 = 5
  /// The bits of the class.
  static let mask: UInt8 = 7
  /// Set where the character stands for itself in NFKC_Casefold whatever stands before it, so
  /// that text of such characters alone is normalised already.
  static let plain: UInt8 = 8
}

/// The classes of all code points, found through ICU page by page as text asks for them.
struct CharacterClassTable {
  private static let pageBits: UInt32 = 8
  private static let pageSize = 1 << Int(pageBits)

  /// For each page its start in `classes`; the first page stands for those not asked for yet.
  private var pageStarts = [UInt32](repeating: 0, count: 0x11_0000 >> 8)
  private var classes = [UInt8](repeating: CharacterClass.separator, count: 1 << 8)

  private var normalizer = Normalizer(.nfkcCasefold)

  /// The class, with the ``CharacterClass/plain`` bit, of a code point of at most 0x10FFFF.
  mutating func entry(_ codePoint: UInt32) -> UInt8 {
    let page = Int(codePoint >> Self.pageBits)
    var start = pageStarts[page]
    if start == 0 {
      start = addPage(page)
    }
    return classes[Int(start) + Int(codePoint & 0xFF)]
  }

  private mutating func addPage(_ page: Int) -> UInt32 {
    let start = UInt32(classes.count)
    let first = UInt32(page) << Self.pageBits
    for codePoint in first..<first + UInt32(Self.pageSize) {
      classes.append(entryByDefinition(codePoint))
    }
    pageStarts[page] = start
    return start
  }

  /// The class as ICU's properties define it.
  mutating func entryByDefinition(_ codePoint: UInt32) -> UInt8 {
    let kind = Self.classByDefinition(codePoint)
    return normalizer.isPlain(codePoint) ? kind | CharacterClass.plain : kind
  }

  private static func classByDefinition(_ codePoint: UInt32) -> UInt8 {
    switch codePoint {
    // The last two are Hebrew's marks of abbreviation.
    case 0x27, 0x2019, 0x2BC, 0xFF07, 0x5F3, 0x5F4: return CharacterClass.apostrophe
    // The signs that prolong, repeat or voice kana belong to no script.
    case 0x30FC, 0xFF70, 0xFF9E, 0xFF9F, 0x3031...0x3035: return CharacterClass.logogram
    default: break
    }
    switch footnote_general_category(codePoint) {
    case FOOTNOTE_CATEGORY_LU, FOOTNOTE_CATEGORY_LL, FOOTNOTE_CATEGORY_LT, FOOTNOTE_CATEGORY_LM,
      FOOTNOTE_CATEGORY_LO, FOOTNOTE_CATEGORY_ND, FOOTNOTE_CATEGORY_NL, FOOTNOTE_CATEGORY_NO:
      switch Script(codePoint).spacing {
      case .words: return CharacterClass.word
      case .logograms: return CharacterClass.logogram
      case .none: return CharacterClass.unspaced
      }
    case FOOTNOTE_CATEGORY_MN, FOOTNOTE_CATEGORY_MC, FOOTNOTE_CATEGORY_ME:
      return CharacterClass.extend
    default:
      return footnote_is_default_ignorable(codePoint)
        ? CharacterClass.extend : CharacterClass.separator
    }
  }
}
