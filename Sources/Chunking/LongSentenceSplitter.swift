import CICU

/// Splits a sentence that is over the limit: after commas, then at spaces, then between words, then
/// between graphemes, and between characters where a grapheme alone is over the limit.
///
/// The pieces are small, so that the packer can balance the passages. Linear in the bytes.
struct LongSentenceSplitter {
  let bytes: [UInt8]
  let limit: Int
  /// The width from which a piece is no longer joined with its neighbour.
  let grain: Int
  let language: String

  typealias Sink = (Range<Int>, Break) -> Void

  /// Bytes that words and graphemes are looked for in at a time.
  private static let windowBytes = 4_096

  /// Gives the pieces of `sentence` in order; the last one ends with `breakAfter`.
  func split(_ sentence: Range<Int>, then breakAfter: Break, into sink: Sink) {
    var start = sentence.lowerBound
    while start < sentence.upperBound {
      let end = clauseEnd(from: start, before: sentence.upperBound)
      let isLast = end == sentence.upperBound
      splitClause(start..<end, then: isLast ? breakAfter : .clause, into: sink)
      start = bytes.skippingWhitespace(from: end, before: sentence.upperBound)
    }
  }

  /// The place after the next clause mark; in ASCII only before white space, so that numbers last.
  private func clauseEnd(from start: Int, before end: Int) -> Int {
    var place = start
    while place < end {
      let read = bytes.scalar(at: place, before: end)
      place += read.count
      guard read.value.isClauseMark, place < end else { continue }
      let isSpaced = bytes.whitespaceCount(at: place, before: end) > 0
      let next = bytes.scalar(at: place, before: end).value
      if isSpaced || (read.count > 1 && !next.continuesGrapheme) { return place }
    }
    return end
  }

  private func splitClause(_ clause: Range<Int>, then breakAfter: Break, into sink: Sink) {
    if width(of: bytes.span, in: clause) <= limit {
      sink(clause, breakAfter)
      return
    }
    var start = clause.lowerBound
    while start < clause.upperBound {
      var end = start
      while end < clause.upperBound, !isWhitespaceBoundary(at: end, before: clause.upperBound) {
        end += bytes.scalar(at: end, before: clause.upperBound).count
      }
      let next = bytes.skippingWhitespace(from: end, before: clause.upperBound)
      splitWord(
        start..<end, then: next == clause.upperBound ? breakAfter : .space, into: sink)
      start = next
    }
  }

  /// True where a word ends: at white space that is not the base of a combining mark.
  private func isWhitespaceBoundary(at place: Int, before end: Int) -> Bool {
    bytes.whitespaceCount(at: place, before: end) > 0
      && bytes.skippingWhitespace(from: place, before: end) > place
  }

  /// Splits what has no spaces.
  private func splitWord(_ word: Range<Int>, then breakAfter: Break, into sink: Sink) {
    if width(of: bytes.span, in: word) <= limit {
      sink(word, breakAfter)
      return
    }
    let breaker = TextBreaker(language: language)
    var start = word.lowerBound
    while start < word.upperBound {
      let window = start..<scalarStart(atMost: start + Self.windowBytes, in: word)
      let isLast = window.upperBound == word.upperBound
      let boundaries = breaker.boundaries(.word, bytes, window)
      // The last word of a window may go on after it.
      let end =
        isLast
        ? window.upperBound
        : boundaries.dropLast().last
          ?? breaker.boundaries(.grapheme, bytes, window).dropLast().last ?? window.upperBound
      var piece = start
      for boundary in boundaries.filter({ $0 < end }) + [end] {
        guard boundary == end || width(of: bytes.span, in: piece..<boundary) >= grain else {
          continue
        }
        let isEnd = boundary == word.upperBound
        splitGraphemes(
          piece..<boundary, breaker, then: isEnd ? breakAfter : .word, into: sink)
        piece = boundary
      }
      start = end
    }
  }

  private func splitGraphemes(
    _ range: Range<Int>, _ breaker: TextBreaker, then breakAfter: Break, into sink: Sink
  ) {
    if width(of: bytes.span, in: range) <= limit {
      sink(range, breakAfter)
      return
    }
    var piece = range.lowerBound
    for boundary in breaker.boundaries(.grapheme, bytes, range) {
      guard
        boundary == range.upperBound
          || width(of: bytes.span, in: piece..<boundary) >= grain
      else { continue }
      splitScalars(
        piece..<boundary, then: boundary == range.upperBound ? breakAfter : .character, into: sink)
      piece = boundary
    }
  }

  private func splitScalars(_ range: Range<Int>, then breakAfter: Break, into sink: Sink) {
    var start = range.lowerBound
    while start < range.upperBound {
      var (end, total) = (start, 0)
      while end < range.upperBound {
        let next = end + bytes.scalar(at: end, before: range.upperBound).count
        let added = width(of: bytes.span, in: end..<next)
        if total + added > limit { break }
        total += added
        end = next
      }
      sink(start..<end, end == range.upperBound ? breakAfter : .character)
      start = end
    }
  }

  /// The last place where a character starts that is not over `offset`.
  private func scalarStart(atMost offset: Int, in range: Range<Int>) -> Int {
    if offset >= range.upperBound { return range.upperBound }
    var place = offset
    while place > offset - 3, bytes[place] & 0xC0 == 0x80 { place -= 1 }
    return place
  }
}
