import Storage

/// What one pass over a document's codes finds of a question.
struct DocumentScan {
  /// Occurrences in the text by term: in any form, in its form, with its prefix.
  private(set) var stemCounts: [UInt32]
  private(set) var formCounts: [UInt32]
  private(set) var prefixCounts: [UInt32]
  /// Occurrences by pair.
  private(set) var pairCounts: [UInt32]
  /// Terms in the headings and in the text, a bit each.
  private(set) var headingTerms: UInt64 = 0
  private(set) var textTerms: UInt64 = 0
  /// The greatest weight of a sentence's terms.
  private(set) var bestSentence = 0.0
  private(set) var wordCount = 0
  private(set) var near = NearTerms()

  private var hits = CodeHits()
  private var sentenceTerms: UInt64 = 0
  private var sentence = 0.0
  private let weights: [Double]
  /// By two terms, one more than their pair's number.
  private let pairNumbers: [UInt8]
  private let termCount: Int

  init(_ question: RescoringQuestion) {
    termCount = question.terms.count
    near = NearTerms(question.terms.map(\.weight))
    weights = question.terms.map(\.weight)
    formCounts = [UInt32](repeating: 0, count: termCount)
    prefixCounts = formCounts
    stemCounts = formCounts
    pairCounts = [UInt32](repeating: 0, count: question.pairs.count)
    var numbers = [UInt8](repeating: 0, count: termCount * termCount)
    for (index, pair) in question.pairs.enumerated() {
      numbers[pair.first * termCount + pair.second] = UInt8(clamping: index + 1)
    }
    pairNumbers = numbers
  }

  private mutating func clear() {
    for term in 0..<termCount {
      stemCounts[term] = 0
      formCounts[term] = 0
      prefixCounts[term] = 0
    }
    for pair in pairCounts.indices { pairCounts[pair] = 0 }
    headingTerms = 0
    textTerms = 0
    sentenceTerms = 0
    sentence = 0
    bestSentence = 0
    wordCount = 0
    near.clear()
  }

  /// Reads the document in a range of a file; false when its codes are cut off.
  mutating func read(_ file: RawSpan, _ range: Range<Int>, _ table: MatchTable) -> Bool {
    clear()
    guard hits.read(file, range, filter: table.filter.span) else { return false }
    var index = 0
    var gapCount = 0
    var textStart = hits.codeCount
    while index < hits.count, gapCount == 0 {
      let hit = hits[index]
      index += 1
      if hit.code == WordCode.gap {
        gapCount = 1
        textStart = Int(hit.position) + 1
      } else {
        let match = table[hit.code]
        if match.term > 0 { headingTerms |= 1 << UInt64(match.term - 1) }
      }
    }
    var before = (term: 0, position: UInt32.max)
    while index < hits.count {
      let hit = hits[index]
      index += 1
      if hit.code == WordCode.gap {
        gapCount += 1
        endSentence()
        continue
      }
      let match = table[hit.code]
      if match.prefixTerm > 0 { prefixCounts[match.prefixTerm - 1] += 1 }
      guard match.term > 0 else { continue }
      add(match)
      near.add(match.term - 1, at: hit.position)
      if before.position &+ 1 == hit.position {
        let pair = pairNumbers[(before.term - 1) * termCount + match.term - 1]
        if pair > 0 { pairCounts[Int(pair) - 1] += 1 }
      }
      before = (match.term, hit.position)
    }
    endSentence()
    wordCount = hits.codeCount - textStart - max(0, gapCount - 1)
    return true
  }

  @inline(__always)
  private mutating func add(_ match: MatchTable.Match) {
    let term = match.term - 1
    stemCounts[term] += 1
    if match.isForm { formCounts[term] += 1 }
    let bit: UInt64 = 1 << UInt64(term)
    textTerms |= bit
    if sentenceTerms & bit == 0 {
      sentenceTerms |= bit
      sentence += weights[term]
    }
  }

  private mutating func endSentence() {
    bestSentence = max(bestSentence, sentence)
    sentence = 0
    sentenceTerms = 0
  }
}
