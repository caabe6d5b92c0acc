/// A word of a text as the rescoring of candidates sees it: by hashes alone.
///
/// In scripts that do not separate words and in Hangul, a pair or triple of neighbouring letters
/// stands for a word, and a letter where it is alone; so it is within the words of Arabic and
/// Hebrew, which glue others to them.
package struct TextWord: Hashable, Sendable {
  /// The word's normal form; 0 where nothing of the word is left.
  package var form: UInt32
  /// The feature of the word's stem, without accents.
  package var stem: UInt32
  /// The word's first letters; 0 for what has none.
  package var prefix: UInt32
  /// Whether a sentence, a line or the text starts here.
  package var startsSentence = false

  init(form: UInt32 = 0, stem: UInt32 = 0, prefix: UInt32 = 0) {
    self.form = form
    self.stem = stem
    self.prefix = prefix
  }

  /// Whether parts stand for it, where it has several: no first letters tell of it.
  var isInParts: Bool { prefix == 0 }
}

/// A word of a question in every language that it may be in.
package struct QuestionWord: Hashable, Sendable {
  /// The word by the rules of each language, each once; the first language's first.
  package var readings: [TextWord]
  /// A number, or written with a capital where no sentence starts.
  package var isName: Bool
  /// The number of the token that the word is, or is a part of.
  let token: Int
}

/// Finds ends of sentences between words, by their signs alone.
///
/// An abbreviation's stop counts as an end: what sentences are for here is the nearness of words.
enum SentenceGap {
  static func isEnd(_ text: Span<UInt8>, _ gap: Range<Int>) -> Bool {
    var afterStop = false
    for index in gap {
      let byte = text[index]
      switch byte {
      case 0x0A: return true
      case 0x21, 0x2E, 0x3F: afterStop = true
      case 0x20, 0x09: if afterStop { return true }
      case 0x80...:
        // An ideographic, Devanagari, Arabic or Ethiopic stop.
        let (scalar, _) = UTF8Decoding.scalar(in: text, at: index)
        switch scalar {
        case 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61, 0x964, 0x965, 0x61F, 0x6D4, 0x1362, 0x1367:
          return true
        default: break
        }
      default: break
      }
    }
    return false
  }
}
