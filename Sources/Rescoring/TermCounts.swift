/// How often a document's text has a question's terms, and how.
struct TermCounts {
  /// Occurrences by term: in any form, in its form, with its prefix.
  ///
  /// Their counts are those of ``RescoringQuestion/termLimit``.
  private(set) var stems = InlineArray<64, UInt32>(repeating: 0)
  private(set) var forms = InlineArray<64, UInt32>(repeating: 0)
  private(set) var prefixes = InlineArray<64, UInt32>(repeating: 0)
  /// Occurrences by pair.
  private(set) var pairs: [UInt32]
  /// Terms in the text, a bit each.
  private(set) var terms: UInt64 = 0
  private(set) var near: NearTerms
  private(set) var sentences: SentenceTerms

  /// The last occurrence: one more than its term, and its position.
  private var before = (term: 0, position: UInt32.max)
  /// By two terms, one more than their pair's number.
  private let pairNumbers: [UInt8]
  private let termCount: Int

  init(_ question: RescoringQuestion) {
    termCount = question.terms.count
    precondition(termCount <= RescoringQuestion.termLimit)
    let weights = question.terms.map(\.weight)
    near = NearTerms(weights)
    sentences = SentenceTerms(weights)
    pairs = [UInt32](repeating: 0, count: question.pairs.count)
    var numbers = [UInt8](repeating: 0, count: termCount * termCount)
    for (index, pair) in question.pairs.enumerated() {
      numbers[pair.first * termCount + pair.second] = UInt8(clamping: index + 1)
    }
    pairNumbers = numbers
  }

  mutating func clear() {
    for term in 0..<termCount {
      stems[term] = 0
      forms[term] = 0
      prefixes[term] = 0
    }
    for pair in pairs.indices { pairs[pair] = 0 }
    terms = 0
    before = (0, .max)
    near.clear()
  }

  /// Starts the text, whose title and headings have some terms, a bit each.
  mutating func startText(headingTerms: UInt64) { sentences.clear(headingTerms: headingTerms) }

  /// Counts a word; positions rise.
  @inline(__always)
  mutating func add(_ match: MatchTable.Match, at position: UInt32) {
    if match.prefixTerm > 0 { prefixes[match.prefixTerm - 1] += 1 }
    guard match.term > 0 else { return }
    let term = match.term - 1
    stems[term] += 1
    if match.isForm { forms[term] += 1 }
    terms |= 1 << UInt64(term)
    sentences.add(term)
    near.add(term, at: position)
    if before.position &+ 1 == position {
      let pair = pairNumbers[(before.term - 1) * termCount + term]
      if pair > 0 { pairs[Int(pair) - 1] += 1 }
    }
    before = (match.term, position)
  }

  /// Ends a sentence of so many words.
  @inline(__always)
  mutating func endSentence(wordCount: Int) { sentences.end(wordCount: wordCount) }

  /// Ends the text.
  mutating func endText() { sentences.endText() }
}
