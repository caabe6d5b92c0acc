import CICU

/// Words and graphemes by ICU.
///
/// It has dictionaries for Thai, Lao, Khmer, Burmese, Chinese and Japanese. Where ICU has no data,
/// a text has no boundary but its end.
@safe final class TextBreaker {
  enum Kind {
    case word
    case grapheme
  }

  private let words: OpaquePointer?
  private let graphemes: OpaquePointer?

  init(language: String) {
    unsafe words = footnote_breaks_open(FOOTNOTE_BREAKS_WORD, language)
    unsafe graphemes = footnote_breaks_open(FOOTNOTE_BREAKS_GRAPHEME, language)
  }

  deinit {
    unsafe footnote_breaks_close(words)
    unsafe footnote_breaks_close(graphemes)
  }

  /// The boundaries in a range of UTF-8 after its start, its end included, as offsets into `bytes`.
  func boundaries(_ kind: Kind, _ bytes: [UInt8], _ range: Range<Int>) -> [Int] {
    var found: [Int] = []
    let walker = unsafe kind == .word ? words : graphemes
    unsafe bytes.withUnsafeBufferPointer { buffer in
      let text = unsafe UnsafeBufferPointer(rebasing: buffer[range])
      // The walker reads the text only until this closure ends.
      guard let walker = unsafe walker, let base = text.baseAddress,
        unsafe footnote_breaks_set_utf8(walker, base, text.count)
      else { return }
      var boundary = unsafe footnote_breaks_next(walker)
      while boundary >= 0 {
        if boundary > 0 { found.append(range.lowerBound + Int(boundary)) }
        boundary = unsafe footnote_breaks_next(walker)
      }
    }
    if found.last != range.upperBound { found.append(range.upperBound) }
    return found
  }
}
