/// A word of a question, to be looked for in candidates.
package struct RescoringWord: Sendable {
  /// The word by the rules of each language, the first language's first; at least one.
  package var readings: [WordKey]
  /// The inverse document frequency of its stem in 1/1024 nat; 0 for a word that no document has.
  package var weight: UInt32
  /// A number or a name.
  package var isName: Bool

  package init(readings: [WordKey], weight: UInt32, isName: Bool) {
    self.readings = readings
    self.weight = weight
    self.isName = isName
  }

  /// Whether it is a pair or triple of letters, in a script whose words are found by these.
  var isLetters: Bool { readings.allSatisfy { $0.prefix == 0 } }
}

/// A question as its terms: what is looked for, each once.
struct RescoringQuestion {
  /// More terms than any question has that is not a text; of more, the rarest count.
  static let termLimit = 64
  /// Further pairs of such a text are not looked for.
  static let pairLimit = 255

  struct Term {
    var stems: [UInt32]
    var forms: [UInt32]
    var prefixes: [UInt32]
    /// Nats.
    var weight: Double
    /// How often the question has it.
    var count: Int
    var isName: Bool
  }

  struct Pair: Hashable {
    var first: Int
    var second: Int
  }

  private(set) var terms: [Term] = []
  /// Terms that follow each other in the question, each pair once, in order.
  private(set) var pairs: [Pair] = []
  /// The sums of all terms' weights and of the names'.
  private(set) var total = 0.0
  private(set) var nameTotal = 0.0

  init(_ words: [RescoringWord]) {
    let kept = Self.keptStems(words)
    var before: Int?
    for word in words {
      guard let stem = word.readings.first?.stem, word.weight > 0, kept.contains(stem) else {
        before = nil
        continue
      }
      let term = add(word, stem)
      if let before {
        let pair = Pair(first: before, second: term)
        if pairs.count < Self.pairLimit, !pairs.contains(pair) { pairs.append(pair) }
      }
      before = term
    }
    for term in terms {
      total += term.weight
      if term.isName { nameTotal += term.weight }
    }
  }

  /// The stems of the words that count.
  private static func keptStems(_ words: [RescoringWord]) -> Set<UInt32> {
    var weights: [UInt32: UInt32] = [:]
    for word in words where word.weight > 0 {
      if let stem = word.readings.first?.stem { weights[stem] = word.weight }
    }
    guard weights.count > termLimit else { return Set(weights.keys) }
    let ranked = weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return Set(ranked.prefix(termLimit).map(\.key))
  }

  private mutating func add(_ word: RescoringWord, _ stem: UInt32) -> Int {
    let known = terms.firstIndex { $0.stems[0] == stem }
    let index = known ?? terms.count
    if known == nil {
      terms.append(
        Term(
          stems: [stem], forms: [], prefixes: [],
          weight: Double(word.weight) / 1024, count: 0, isName: false))
    }
    terms[index].count += 1
    for reading in word.readings {
      if !terms[index].stems.contains(reading.stem) { terms[index].stems.append(reading.stem) }
      if !terms[index].forms.contains(reading.form) { terms[index].forms.append(reading.form) }
      if reading.prefix != 0, !terms[index].prefixes.contains(reading.prefix) {
        terms[index].prefixes.append(reading.prefix)
      }
    }
    if word.isName { terms[index].isName = true }
    return index
  }
}
