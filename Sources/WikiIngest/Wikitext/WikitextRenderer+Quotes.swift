/// Apostrophes that make text italic (`''`) or bold (`'''`).
///
/// MediaWiki resolves them line by line: where a line has an odd number of both, one `'''` was
/// meant as an apostrophe before `''` (`L'''amour''`); what stands before it tells which one.
struct QuoteState {
  /// The end of the text that was looked through.
  var analyzedEnd = 0
  /// The run of three whose first apostrophe is text, -1 for none.
  var apostropheAt = -1
}

extension WikitextRenderer {
  /// Drops a run of two or more apostrophes, but for those that are text.
  mutating func renderApostrophes(_ text: Span<UInt8>, _ limit: Int) {
    let run = apostrophes(text, index, limit)
    work += run
    if index >= quotes.analyzedEnd { analyzeQuotes(text) }
    let literal =
      switch run {
      case 3: index == quotes.apostropheAt ? 1 : 0
      case 4: 1
      default: max(0, run - 5)
      }
    if literal > 0 { builder.copy(text, index, index + literal) }
    index += run
  }

  private func apostrophes(_ text: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit, text[index] == UInt8(ascii: "'") { index += 1 }
    return index - start
  }

  /// Counts the runs on the rest of the line and finds the one to mend.
  private mutating func analyzeQuotes(_ text: Span<UInt8>) {
    var italics = 0
    var bolds = 0
    // The first run of three after a word of one letter, after a longer one, after a space.
    var afterLetter = -1
    var afterWord = -1
    var afterSpace = -1
    var cursor = index
    var mark = self.mark
    quotes.apostropheAt = -1
    while cursor < end, !text[cursor].isLineFeed {
      while mark < marks.count, marks[mark].start < cursor { mark += 1 }
      if mark < marks.count, marks[mark].start == cursor, marks[mark].isClosed,
        marks[mark].kind != .link, marks[mark].kind != .external
      {
        (cursor, mark) = (marks[mark].end, marks[mark].next)
        continue
      }
      let run = apostrophes(text, cursor, end)
      if run == 3 || run == 4 {
        let at = run == 4 ? -1 : cursor
        if cursor == 0 || text[cursor - 1].isWhitespace {
          if afterSpace < 0 { afterSpace = at }
        } else if isSingleLetter(text, endingAt: cursor) {
          if afterLetter < 0 { afterLetter = at }
        } else if afterWord < 0 {
          afterWord = at
        }
      }
      if run == 2 || run >= 5 { italics += 1 }
      if run >= 3 { bolds += 1 }
      cursor += max(run, 1)
      work += 1
    }
    quotes.analyzedEnd = max(cursor, index + 1)
    guard bolds % 2 == 1, italics % 2 == 1 else { return }
    quotes.apostropheAt = afterLetter >= 0 ? afterLetter : afterWord >= 0 ? afterWord : afterSpace
  }

  /// Whether one character after white space stands before `end`.
  private func isSingleLetter(_ text: Span<UInt8>, endingAt end: Int) -> Bool {
    var start = end - 1
    while start > 0, text[start] & 0xC0 == 0x80, end - start < 4 { start -= 1 }
    return start == 0 || text[start - 1].isWhitespace
  }
}
