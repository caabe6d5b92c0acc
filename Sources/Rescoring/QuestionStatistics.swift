/// What an index's statistics say of a question's words, and where each store has them.
struct QuestionStatistics {
  /// Nats in an eighth of a bit.
  private static let natsPerEighth = 0.08664339756999316

  /// By store; nil for one without candidates.
  private(set) var tables: [MatchTable?] = []
  /// The weights of terms in their forms, and of pairs, in nats.
  private(set) var formWeights: [Double] = []
  private(set) var pairWeights: [Double] = []

  /// Looks the question's words up in all stores, since each has a part of their occurrences.
  ///
  /// - Parameter used: of each store, whether it has candidates.
  init(_ question: RescoringQuestion, _ words: WordStores, used: [Bool]) {
    let looks = Looks(question)
    var counts = FormCounts(question)
    for (index, store) in words.stores.enumerated() {
      counts.isCounting = words.forms.countsStore[index]
      tables.append(used[index] ? Self.table(looks, store, &counts) : nil)
      if !used[index], counts.isCounting {
        Self.forEachWord(looks, store, &counts) { _, _, _ in }
      }
    }
    let documents = Eighths.log2(UInt64(words.documentCount))
    func weight(_ count: UInt64) -> Double {
      let frequency = Eighths.log2(count)
      return Double(documents > frequency ? documents - frequency : 0) * Self.natsPerEighth
    }
    formWeights = question.terms.indices.map { index in
      counts.greatestLiveCount(index, question.terms[index], words).map(weight) ?? 0
    }
    pairWeights = question.pairs.map {
      weight(
        words.pairs.count(
          of: question.terms[$0.first].stems[0], question.terms[$0.second].stems[0]))
    }
  }

  /// What is looked up of a question, the last terms first.
  private struct Looks {
    var stems: [UInt32] = []
    /// Of each stem, its term's number and forms, and the stem's number among those of the term.
    var stemTerms: [(term: Int, stem: Int, forms: [UInt32])] = []
    var prefixes: [UInt32] = []
    /// Of each prefix, its term's number.
    var prefixTerms: [Int] = []

    init(_ question: RescoringQuestion) {
      for (number, term) in question.terms.enumerated().reversed() {
        stems += term.stems
        stemTerms += term.stems.indices.map { (number, $0, term.forms) }
        prefixes += term.prefixes
        prefixTerms += term.prefixes.map { _ in number }
      }
    }
  }

  private static func table(
    _ looks: Looks, _ store: WordStoreReader, _ counts: inout FormCounts
  ) -> MatchTable {
    // Later entries of a rank count: first terms before later ones.
    var prefixes: [(rank: UInt32, bits: UInt32)] = []
    store.forEachWord(ofPrefixes: looks.prefixes) { prefix, rank in
      prefixes.append((rank, MatchTable.Match.prefix(ofTerm: looks.prefixTerms[prefix])))
    }
    var stems: [(rank: UInt32, bits: UInt32)] = []
    forEachWord(looks, store, &counts) { term, rank, isForm in
      stems.append((rank, MatchTable.Match.stem(ofTerm: term, isForm: isForm)))
    }
    return MatchTable(prefixes: prefixes, stems: stems)
  }

  /// Counts a store's words that have a form of the question, and calls `body` with each word that
  /// has a stem of it.
  @inline(__always)
  private static func forEachWord(
    _ looks: Looks, _ store: WordStoreReader, _ counts: inout FormCounts,
    _ body: (_ term: Int, _ rank: UInt32, _ isForm: Bool) -> Void
  ) {
    store.forEachWord(ofStems: looks.stems) { number, form, rank in
      let stem = looks.stemTerms[number]
      let formIndex = stem.forms.firstIndex(of: form)
      if let formIndex, counts.isCounting {
        counts.add(store.count(ofRank: rank), stem.term, stem: stem.stem, form: formIndex)
      }
      body(stem.term, rank, formIndex != nil)
    }
  }
}

/// How often the stores together have each form of a question's terms.
private struct FormCounts {
  /// Whether the words of the store at hand are counted here, and not in a joined table.
  var isCounting = true
  private var counts: [UInt64]
  /// Of each term, where its counts start: by stem, then by form.
  private var starts: [Int] = []
  private let formCounts: [Int]

  init(_ question: RescoringQuestion) {
    var count = 0
    for term in question.terms {
      starts.append(count)
      count += term.stems.count * term.forms.count
    }
    formCounts = question.terms.map(\.forms.count)
    counts = [UInt64](repeating: 0, count: count)
  }

  mutating func add(_ count: UInt64, _ term: Int, stem: Int, form: Int) {
    counts[starts[term] + stem * formCounts[term] + form] &+= count
  }

  /// The occurrences of the most frequent form in live documents; nil when these have none.
  func greatestLiveCount(
    _ number: Int, _ term: RescoringQuestion.Term, _ words: WordStores
  ) -> UInt64? {
    var greatest: UInt64 = 0
    var next = starts[number]
    for stem in term.stems {
      for form in term.forms {
        greatest = max(greatest, words.forms.liveCount(counts[next], ofStem: stem, form: form))
        next += 1
      }
    }
    return greatest == 0 ? nil : greatest
  }
}
