import Numerics

/// What the codes of a document say of a question.
struct DocumentScan {
  private(set) var counts: TermCounts
  /// Terms in the headings, a bit each.
  private(set) var headingTerms: UInt64 = 0
  private(set) var wordCount = 0

  init(_ question: RescoringQuestion) { counts = TermCounts(question) }

  /// Looks at the codes that may concern the question, of so many in all.
  ///
  /// - Parameter titleTerms: what the title of the document's page has, a bit a term.
  mutating func read(
    _ found: Span<UInt64>, of codeCount: Int, titleTerms: UInt64, _ table: MatchTable
  ) {
    counts.clear()
    headingTerms = 0
    var index = 0
    var gapCount = 0
    var textStart = codeCount
    while index < found.count, gapCount == 0 {
      let code = UInt32(truncatingIfNeeded: found[index])
      if code == WordCode.gap {
        gapCount = 1
        textStart = Int(found[index] >> 32) + 1
      } else {
        let match = table[code]
        if match.term > 0 { headingTerms |= 1 << UInt64(match.term - 1) }
      }
      index += 1
    }
    counts.startText(headingTerms: titleTerms | headingTerms)
    var sentenceStart = textStart
    while index < found.count {
      let hit = found[index]
      let code = UInt32(truncatingIfNeeded: hit)
      let position = Int(hit >> 32)
      if code == WordCode.gap {
        gapCount += 1
        counts.endSentence(wordCount: position - sentenceStart)
        sentenceStart = position + 1
      } else {
        counts.add(table[code], at: UInt32(hit >> 32))
      }
      index += 1
    }
    counts.endSentence(wordCount: codeCount - sentenceStart)
    counts.endText()
    wordCount = codeCount - textStart - max(0, gapCount - 1)
  }
}
