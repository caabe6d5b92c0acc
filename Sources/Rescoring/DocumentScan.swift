import Numerics
import Storage

/// What one pass over a document's codes finds of a question.
struct DocumentScan {
  private(set) var counts: TermCounts
  /// Terms in the headings, a bit each.
  private(set) var headingTerms: UInt64 = 0
  private(set) var wordCount = 0

  private var hits = CodeHits()

  init(_ question: RescoringQuestion) { counts = TermCounts(question) }

  /// Reads the document in a range of a file; false when its codes are cut off.
  mutating func read(_ file: RawSpan, _ range: Range<Int>, _ table: MatchTable) -> Bool {
    counts.clear()
    headingTerms = 0
    // In a variable of its own, so that it can be read while what it says is counted.
    var hits = CodeHits()
    swap(&hits, &self.hits)
    defer { swap(&hits, &self.hits) }
    guard hits.read(file, range, filter: table.filter.span) else { return false }
    let codeCount = hits.codeCount
    let found = hits.found
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
    while index < found.count {
      let hit = found[index]
      let code = UInt32(truncatingIfNeeded: hit)
      if code == WordCode.gap {
        gapCount += 1
        counts.endSentence()
      } else {
        counts.add(table[code], at: UInt32(hit >> 32))
      }
      index += 1
    }
    counts.endSentence()
    wordCount = codeCount - textStart - max(0, gapCount - 1)
    return true
  }
}
