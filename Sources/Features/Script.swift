internal import CICU

/// A writing system, by ICU's number of the Unicode Script property.
struct Script: Hashable {
  let code: Int32

  init(code: Int32) { self.code = code }

  /// The script of a code point.
  init(_ codePoint: UInt32) { code = footnote_script(codePoint) }

  static let latin = Script(code: FOOTNOTE_SCRIPT_LATIN)
  static let greek = Script(code: FOOTNOTE_SCRIPT_GREEK)
  static let cyrillic = Script(code: FOOTNOTE_SCRIPT_CYRILLIC)
  static let armenian = Script(code: FOOTNOTE_SCRIPT_ARMENIAN)
  static let arabic = Script(code: FOOTNOTE_SCRIPT_ARABIC)
  static let hebrew = Script(code: FOOTNOTE_SCRIPT_HEBREW)
  static let devanagari = Script(code: FOOTNOTE_SCRIPT_DEVANAGARI)
  static let tamil = Script(code: FOOTNOTE_SCRIPT_TAMIL)
  static let hangul = Script(code: FOOTNOTE_SCRIPT_HANGUL)
  static let common = Script(code: FOOTNOTE_SCRIPT_COMMON)

  /// False for digits, marks and signs that many scripts share.
  var isSpecific: Bool { code > FOOTNOTE_SCRIPT_INHERITED }

  /// How many letters in a row are a part by which words are found; nil where stems are.
  ///
  /// Arabic and Hebrew glue articles, prepositions and pronouns to both ends of a word: what two
  /// forms of a word have in common need not start them.
  var partLength: Int? {
    switch self {
    case .arabic, .hebrew: 3
    default: nil
    }
  }

  /// What the signs between words tell.
  enum Spacing {
    /// Words are separated. Tibetan separates syllables, which are near enough to words.
    case words
    /// Nothing is separated, or particles are not, and single characters often are words.
    case logograms
    /// Words are not separated, or phrases only; letters spell words.
    case none
  }

  var spacing: Spacing {
    switch code {
    case FOOTNOTE_SCRIPT_HAN, FOOTNOTE_SCRIPT_HIRAGANA, FOOTNOTE_SCRIPT_KATAKANA,
      FOOTNOTE_SCRIPT_BOPOMOFO, FOOTNOTE_SCRIPT_YI, FOOTNOTE_SCRIPT_HANGUL:
      .logograms
    case FOOTNOTE_SCRIPT_THAI, FOOTNOTE_SCRIPT_LAO, FOOTNOTE_SCRIPT_KHMER, FOOTNOTE_SCRIPT_MYANMAR,
      FOOTNOTE_SCRIPT_JAVANESE, FOOTNOTE_SCRIPT_BALINESE, FOOTNOTE_SCRIPT_TAI_LE,
      FOOTNOTE_SCRIPT_NEW_TAI_LUE, FOOTNOTE_SCRIPT_LANNA, FOOTNOTE_SCRIPT_TAI_VIET:
      .none
    default: .words
    }
  }
}
