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
  /// Nats in an eighth of a bit.
  private static let natsPerEighth = 0.08664339756999316

  private let question: RescoringQuestion
  private let words: WordStoreReader
  private let table: MatchTable
  private let meanLength: Double
  /// The weights of terms in their forms, and of pairs, in nats.
  private let formWeights: [Double]
  private let pairWeights: [Double]
  /// The greatest weight of a term.
  private let rarest: Double
  private var scan: DocumentScan

  init(_ question: RescoringQuestion, _ words: WordStoreReader) throws(StorageError) {
    self.question = question
    self.words = words
    meanLength = max(1, Double(words.textWordCount) / Double(max(1, words.documentCount)))
    scan = DocumentScan(question)
    rarest = question.terms.reduce(0) { max($0, $1.weight) }
    let documents = Eighths.log2(UInt64(words.documentCount))
    func weight(_ frequency: UInt8) -> Double {
      Double(documents > frequency ? documents - frequency : 0) * Self.natsPerEighth
    }
    var entries: [(rank: UInt32, bits: UInt32)] = []
    // Later entries of a rank count: first terms before later ones, stems before prefixes.
    for (index, term) in question.terms.enumerated().reversed() {
      for prefix in term.prefixes {
        words.forEachWord(ofPrefix: prefix) { entries.append(($0, UInt32(index + 1) << 8)) }
      }
    }
    let prefixTable = MatchTable(entries)
    var formWeights = [Double](repeating: 0, count: question.terms.count)
    for (index, term) in question.terms.enumerated().reversed() {
      var greatest: UInt8?
      for stem in term.stems {
        words.forEachWord(ofStem: stem) { form, rank in
          let isForm = term.forms.contains(form)
          if isForm { greatest = max(greatest ?? 0, words.logFrequency(ofRank: rank)) }
          let prefix = prefixTable[rank &+ 1].bits
          entries.append((rank, prefix | UInt32(index + 1) | (isForm ? 0x80 : 0)))
        }
      }
      if let greatest { formWeights[index] = weight(greatest) }
    }
    table = MatchTable(entries)
    self.formWeights = formWeights
    pairWeights = question.pairs.map {
      weight(
        words.logFrequency(
          ofPair: question.terms[$0.first].stems[0], question.terms[$0.second].stems[0]))
    }
  }

  /// The features of candidates of one page, in their order.
  mutating func vectors(
    of candidates: ArraySlice<RescoringCandidate>, _ page: WordStoreReader.Page
  ) throws(StorageError) -> [RescoringVector] {
    let words = words
    let title = titleMatch(page)
    var vectors: [RescoringVector] = []
    for candidate in candidates {
      guard Int(candidate.document) < words.documentCount else {
        preconditionFailure("candidates are documents of the store")
      }
      let range = try words.codes(of: Int(candidate.document))
      guard scan.read(words.file.file.bytes, range, table) else {
        throw words.file.corrupt(range.lowerBound, "codes of words", "a code that is cut off")
      }
      vectors.append(vector(candidate, title))
    }
    let best = BestTwo(candidates.map(\.score))
    for (index, candidate) in zip(vectors.indices, candidates) {
      vectors[index][.pageOther] =
        page.documents.count == 1
        ? Self.usualOther * candidate.score : best.best(besides: candidate.score)
      vectors[index].page = UInt32(clamping: page.documents.lowerBound)
    }
    return vectors
  }

  /// The two greatest of some scores, 0 where there are none.
  private struct BestTwo {
    private var first = 0.0
    private var second = 0.0

    init(_ scores: [Double]) {
      for score in scores {
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

  private func titleMatch(_ page: WordStoreReader.Page) -> TitleMatch {
    var match = TitleMatch()
    var cursor = WordCodeCursor(words.file.bytes(page.title))
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
      title: title.terms, headings: scan.headingTerms, text: scan.textTerms)
    vector[.first] = candidate.score
    let norm = Self.k1 * (1 - Self.b + Self.b * Double(scan.wordCount) / meanLength)
    let found = scan.textTerms | scan.headingTerms | title.terms
    let longNorm = Self.stemK1 * (1 - Self.stemB + Self.stemB * Double(scan.wordCount) / meanLength)
    var (stem, rareStem, word, prefix, name) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (index, term) in question.terms.enumerated() {
      let titles = (scan.headingTerms | title.terms) >> UInt64(index) & 1
      let part =
        Self.saturated(scan.stemCounts[index] + UInt32(titles), term.weight, longNorm)
        * Double(term.count)
      stem += part
      if term.weight >= NearTerms.leastWeight { rareStem += part }
      word += Self.saturated(scan.formCounts[index], formWeights[index], norm)
      prefix += Self.saturated(scan.prefixCounts[index], term.weight, norm)
      if term.isName, found >> UInt64(index) & 1 == 1 { name += term.weight }
    }
    var pair = 0.0
    for index in pairWeights.indices {
      pair += Self.saturated(scan.pairCounts[index], pairWeights[index], norm)
    }
    vector[.stem] = stem
    vector[.rareStem] = rareStem
    vector[.word] = word
    vector[.prefix] = prefix
    vector[.pair] = pair
    vector[.coveredShare] = Self.share(weight(of: found), question.total)
    vector[.sentenceShare] = Self.share(scan.bestSentence, question.total)
    vector[.nameShare] = Self.share(name, question.nameTotal)
    vector[.titleShare] = title.share
    vector[.rarest] = rarest - greatestWeight(outside: found)
    vector[.nearness] = scan.near.sum
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
