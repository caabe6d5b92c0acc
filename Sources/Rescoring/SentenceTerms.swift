/// What a document's sentences have of a question's terms, by themselves and with its headings.
struct SentenceTerms {
  /// A sentence of so many words counts half as dense as one of none with the same terms.
  static let halfDenseWordCount = 80.0

  /// The greatest weight of a sentence's terms.
  private(set) var best = 0.0
  /// The greatest weight of the terms of a sentence, the title and the headings.
  private(set) var bestTitled = 0.0
  /// The greatest of such a weight for its sentence's length.
  private(set) var densestTitled = 0.0

  private let weights: [Double]
  private var headingTerms: UInt64 = 0
  private var headingWeight = 0.0
  /// Words of the shortest sentence that has no term; of such ones the headings alone count.
  private var shortestEmpty = Int.max
  /// Of the open sentence.
  private var terms: UInt64 = 0
  private var weight = 0.0
  private var titledWeight = 0.0

  init(_ weights: [Double]) { self.weights = weights }

  /// Forgets a document.
  ///
  /// - Parameter headingTerms: what the next one's title and headings have, a bit a term.
  mutating func clear(headingTerms: UInt64) {
    best = 0
    bestTitled = 0
    densestTitled = 0
    shortestEmpty = .max
    self.headingTerms = headingTerms
    headingWeight = 0
    var rest = headingTerms
    while rest != 0 {
      headingWeight += weights[rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    open()
  }

  private mutating func open() {
    terms = 0
    weight = 0
    titledWeight = headingWeight
  }

  @inline(__always)
  mutating func add(_ term: Int) {
    let bit: UInt64 = 1 << UInt64(term)
    if terms & bit != 0 { return }
    terms |= bit
    weight += weights[term]
    if headingTerms & bit == 0 { titledWeight += weights[term] }
  }

  /// Ends a sentence of so many words.
  @inline(__always)
  mutating func end(wordCount: Int) {
    guard terms != 0 else {
      if wordCount > 0 { shortestEmpty = min(shortestEmpty, wordCount) }
      return
    }
    best = max(best, weight)
    offer(titledWeight, wordCount)
    open()
  }

  /// Ends the document's text.
  mutating func endText() {
    if shortestEmpty != .max { offer(headingWeight, shortestEmpty) }
  }

  private mutating func offer(_ weight: Double, _ wordCount: Int) {
    bestTitled = max(bestTitled, weight)
    let density = 1 / (1 + Double(wordCount) / Self.halfDenseWordCount)
    densestTitled = max(densestTitled, weight * density)
  }
}
