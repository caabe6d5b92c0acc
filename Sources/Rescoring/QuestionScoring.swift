import Numerics
import Storage

/// The features of one question's candidates.
struct QuestionScoring {
  /// BM25's constants, as in the first stage; lengths are relative to the store's mean.
  private static let k1 = 0.9
  private static let b = 0.4
  private static let stemK1 = 1.5
  private static let stemB = 0.75
  /// The score of a page's other candidates as a share of a candidate's own.
  private static let usualOther = 0.8
  private let question: RescoringQuestion
  private let statistics: QuestionStatistics
  private let meanLength: Double
  /// The greatest weight of a term.
  private let rarest: Double
  private var scan: DocumentScan

  /// - Parameter used: of each store, whether it has candidates.
  init(_ question: RescoringQuestion, _ words: WordStores, used: [Bool]) {
    self.question = question
    statistics = QuestionStatistics(question, words, used: used)
    meanLength = max(1, Double(words.textWordCount) / Double(max(1, words.documentCount)))
    scan = DocumentScan(question)
    rarest = question.terms.reduce(0) { max($0, $1.weight) }
  }

  /// A store that has candidates.
  struct Source {
    let words: WordStoreReader
    /// The number of its first document among those of all stores.
    let base: Int
    fileprivate let table: MatchTable
  }

  /// A store by its number among all; traps when it was not said to have candidates.
  func source(_ index: Int, in words: WordStores) -> Source {
    guard let table = statistics.tables[index] else {
      preconditionFailure("a store with candidates has a table")
    }
    return Source(words: words.stores[index], base: words.bases[index], table: table)
  }

  /// Reads the codes of documents of a store that may concern the question.
  func read(
    _ documents: [Int], of source: Source, into hits: inout CodeHits
  ) throws(StorageError) {
    let codes = try source.words.codes(of: documents)
    let cut = hits.read(source.words.file.file.bytes, codes, filter: source.table.filter.span)
    if let cut {
      throw source.words.file.corrupt(
        codes[cut].lowerBound, "codes of words", "a code that is cut off")
    }
  }

  /// Calls `body` with each candidate of one page and its features, in their order.
  ///
  /// - Parameter first: The number of the first candidate's document among those of the hits.
  mutating func forEachVector(
    of candidates: ArraySlice<RescoringCandidate>, _ hits: CodeHits, first: Int,
    _ page: WordStoreReader.Page, _ source: Source,
    _ body: (RescoringCandidate, RescoringVector) -> Void
  ) {
    let title = titleMatch(source.words.file.bytes(page.title), source.table)
    let best = BestTwo(candidates)
    for (index, candidate) in zip(first..<first + candidates.count, candidates) {
      scan.read(
        hits.found(index), of: hits.codeCount(index), titleTerms: title.terms, source.table)
      var vector = vector(candidate, title)
      vector[.pageOther] =
        page.documents.count == 1
        ? Self.usualOther * candidate.score : best.best(besides: candidate.score)
      vector.page = UInt32(clamping: source.base + page.documents.lowerBound)
      body(candidate, vector)
    }
  }

  /// The two greatest of some scores, 0 where there are none.
  private struct BestTwo {
    private var first = 0.0
    private var second = 0.0

    init(_ candidates: ArraySlice<RescoringCandidate>) {
      for score in candidates.lazy.map(\.score) {
        if score > first {
          (first, second) = (score, first)
        } else if score > second {
          second = score
        }
      }
    }

    /// The greatest of the scores when one with this value is left out.
    func best(besides score: Double) -> Double { score == first ? second : first }
  }

  private struct TitleMatch {
    var terms: UInt64 = 0
    var share = 0.0
  }

  private func titleMatch(_ codes: RawSpan, _ table: MatchTable) -> TitleMatch {
    var match = TitleMatch()
    var cursor = WordCodeCursor(codes)
    var (count, found) = (0, 0)
    while let code = cursor.next() {
      count += 1
      let term = table[code].term
      if term > 0 {
        found += 1
        match.terms |= 1 << UInt64(term - 1)
      }
    }
    match.share = Self.share(Double(found), Double(count))
    return match
  }

  private func vector(_ candidate: RescoringCandidate, _ title: TitleMatch) -> RescoringVector {
    var vector = RescoringVector()
    vector.found = FoundTerms(
      title: title.terms, headings: scan.headingTerms, text: scan.counts.terms)
    vector[.first] = candidate.score
    let norm = Self.k1 * (1 - Self.b + Self.b * Double(scan.wordCount) / meanLength)
    let found = scan.counts.terms | scan.headingTerms | title.terms
    let longNorm = Self.stemK1 * (1 - Self.stemB + Self.stemB * Double(scan.wordCount) / meanLength)
    var (stem, rareStem, word, prefix, name) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (index, term) in question.terms.enumerated() {
      let titles = (scan.headingTerms | title.terms) >> UInt64(index) & 1
      let part =
        Self.saturated(scan.counts.stems[index] + UInt32(titles), term.weight, longNorm)
        * Double(term.count)
      stem += part
      if term.weight >= NearTerms.leastWeight { rareStem += part }
      word += Self.saturated(scan.counts.forms[index], statistics.formWeights[index], norm)
      prefix += Self.saturated(scan.counts.prefixes[index], term.weight, norm)
      if term.isName, found >> UInt64(index) & 1 == 1 { name += term.weight }
    }
    var pair = 0.0
    for (index, weight) in statistics.pairWeights.enumerated() {
      pair += Self.saturated(scan.counts.pairs[index], weight, norm)
    }
    vector[.stem] = stem
    vector[.rareStem] = rareStem
    vector[.word] = word
    vector[.prefix] = prefix
    vector[.pair] = pair
    vector[.coveredShare] = Self.share(weight(of: found), question.total)
    vector[.sentenceShare] = Self.share(scan.counts.sentences.best, question.total)
    vector[.titledSentenceShare] = Self.share(scan.counts.sentences.bestTitled, question.total)
    vector[.titledSentenceDensity] = Self.share(scan.counts.sentences.densestTitled, question.total)
    vector[.nameShare] = Self.share(name, question.nameTotal)
    vector[.titleShare] = title.share
    vector[.rarest] = rarest - greatestWeight(outside: found)
    vector[.nearness] = scan.counts.near.sum
    return vector
  }

  private func weight(of terms: UInt64) -> Double {
    var sum = 0.0
    for (index, term) in question.terms.enumerated() where terms >> UInt64(index) & 1 == 1 {
      sum += term.weight
    }
    return sum
  }

  private func greatestWeight(outside terms: UInt64) -> Double {
    var greatest = 0.0
    for (index, term) in question.terms.enumerated() where terms >> UInt64(index) & 1 == 0 {
      greatest = max(greatest, term.weight)
    }
    return greatest
  }

  @inline(__always)
  private static func saturated(_ count: UInt32, _ weight: Double, _ norm: Double) -> Double {
    count == 0 ? 0 : weight * Double(count) / (Double(count) + norm)
  }

  private static func share(_ part: Double, _ whole: Double) -> Double {
    whole > 0 ? part / whole : 0
  }
}
