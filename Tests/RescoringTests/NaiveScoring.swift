import Rescoring

/// The features of candidates by their definitions, from the words themselves: the oracle.
struct NaiveScoring {
  let collection: WordCollection
  let question: [RescoringWord]
  private let terms: [Term]
  private let meanLength: Double
  private let pairCells: [Int: UInt64]
  private let pairBits: Int
  /// By stem and form, whatever the prefix.
  private let formCounts: [WordKey: UInt64]

  private struct Term {
    var words: [RescoringWord]
    var weight: Double { Double(words[0].weight) / 1024 }
    var isName: Bool { words.contains { $0.isName } }
    var readings: [WordKey] { words.flatMap(\.readings) }
    var stem: UInt32 { words[0].readings[0].stem }

    func hasStem(_ key: WordKey) -> Bool { readings.contains { $0.stem == key.stem } }
    func hasForm(_ key: WordKey) -> Bool { readings.contains { $0.form == key.form } }
    func hasPrefix(_ key: WordKey) -> Bool {
      key.prefix != 0 && readings.contains { $0.prefix == key.prefix }
    }
  }

  init(_ collection: WordCollection, _ question: [RescoringWord]) {
    self.collection = collection
    self.question = question
    var terms: [Term] = []
    for word in question where word.weight > 0 {
      let stem = word.readings[0].stem
      if let known = terms.firstIndex(where: { $0.stem == stem }) {
        terms[known].words.append(word)
      } else {
        terms.append(Term(words: [word]))
      }
    }
    self.terms = terms
    let documents = collection.documents.map(\.words)
    let bits = WordPairs.bits(documentCount: documents.count)
    var cells: [Int: UInt64] = [:]
    var counts: [WordKey: UInt64] = [:]
    for page in collection.pages {
      for key in page.title { counts[Self.unprefixed(key), default: 0] += 1 }
    }
    for document in documents {
      for key in document.heading + document.text {
        counts[Self.unprefixed(key), default: 0] += 1
      }
      for (first, second) in Self.neighbours(document) {
        cells[
          WordPairs.cell(first.stem, second.stem, bits: bits), default: 0] += 1
      }
    }
    pairBits = bits
    pairCells = cells
    formCounts = counts
    meanLength = max(
      1, Double(documents.reduce(0) { $0 + $1.text.count }) / Double(documents.count))
  }

  private static func unprefixed(_ key: WordKey) -> WordKey {
    WordKey(stem: key.stem, form: key.form, prefix: 0)
  }

  /// Words that follow each other in one sentence.
  private static func neighbours(_ document: DocumentWords) -> [(WordKey, WordKey)] {
    document.text.indices.dropFirst().filter { !document.sentenceStarts.contains(UInt32($0)) }
      .map { (document.text[$0 - 1], document.text[$0]) }
  }

  private func inverse(_ count: UInt64) -> Double {
    let documents = Eighths.log2(UInt64(collection.documents.count))
    let frequency = Eighths.log2(count)
    return Double(max(0, Int(documents) - Int(frequency))) * 0.08664339756999316
  }

  private func term(of key: WordKey) -> Int? { terms.firstIndex { $0.hasStem(key) } }

  private func weight(_ found: Set<Int>) -> Double {
    found.sorted().reduce(0.0) { $0 + terms[$1].weight }
  }

  private static func share(_ part: Double, _ whole: Double) -> Double {
    whole > 0 ? part / whole : 0
  }

  private func terms(in words: [WordKey]) -> Set<Int> { Set(words.compactMap { term(of: $0) }) }

  /// The features of a document among candidates.
  func vector(
    _ number: Int, score: Double, candidates: [RescoringCandidate]
  ) -> [RescoringFeature: Double] {
    let documents = collection.documents
    let (page, document) = documents[number]
    let title = collection.pages[page].title
    let titleTerms = terms(in: title)
    let titleShare = Self.share(
      Double(title.count { term(of: $0) != nil }), Double(title.count))
    let total = weight(Set(terms.indices))
    let names = Set(terms.indices.filter { terms[$0].isName })
    let found = terms(in: document.heading + document.text).union(titleTerms)
    let others = candidates.filter {
      Int($0.document) != number && documents[Int($0.document)].page == page
    }
    let sentences = sentenceWeights(document, under: [])
    let headings = terms(in: document.heading).union(titleTerms)
    let titled = sentenceWeights(document, under: headings)
    return [
      .first: score, .stem: stems(document, titleTerms, above: 0),
      .rareStem: stems(document, titleTerms, above: 2.772588722239781),
      .word: words(document), .prefix: prefixes(document), .pair: pairs(document),
      .coveredShare: Self.share(weight(found), total),
      .sentenceShare: Self.share(sentences.map(\.weight).max() ?? 0, total),
      .titledSentenceShare: Self.share(titled.map(\.weight).max() ?? 0, total),
      .titledSentenceDensity: Self.share(
        titled.map { $0.weight * (1 / (1 + Double($0.wordCount) / 80)) }.max() ?? 0, total),
      .nameShare: Self.share(weight(found.intersection(names)), weight(names)),
      .titleShare: titleShare,
      .rarest: greatestWeight(outside: []) - greatestWeight(outside: found),
      .pageOther: collection.pages[page].documents.count == 1
        ? 0.8 * score : others.map(\.score).max() ?? 0,
      .nearness: nearness(document),
    ]
  }

  private func greatestWeight(outside found: Set<Int>) -> Double {
    terms.indices.filter { !found.contains($0) }.map { terms[$0].weight }.max() ?? 0
  }

  private func nearness(_ document: DocumentWords) -> Double {
    // A sentence's start takes a place of its own between the words.
    var places: [(term: Int, place: Int)] = []
    var place = 0
    for (position, key) in document.text.enumerated() {
      if position > 0, document.sentenceStarts.contains(UInt32(position)) { place += 1 }
      if let term = term(of: key) { places.append((term, place)) }
      place += 1
    }
    var sum = 0.0
    let rare = terms.indices.filter { terms[$0].weight >= 2.772588722239781 }
    for first in rare {
      for second in rare where first < second {
        let distances = places.filter { $0.term == first }.flatMap { one in
          places.filter { $0.term == second }.map { abs($0.place - one.place) }
        }
        if let least = distances.min(), least <= 12 {
          sum += min(terms[first].weight, terms[second].weight) * Double(13 - least) / 13
        }
      }
    }
    return sum
  }

  /// The fields of a document that have the term of a stem; nil for a stem of no term.
  func fields(of stem: UInt32, in number: Int) -> [RescoringField]? {
    guard let term = terms.firstIndex(where: { $0.readings.contains { $0.stem == stem } }) else {
      return nil
    }
    let (page, document) = collection.documents[number]
    return RescoringField.allCases.filter { field in
      switch field {
      case .title: terms(in: collection.pages[page].title).contains(term)
      case .section: terms(in: document.heading).contains(term)
      case .text: terms(in: document.text).contains(term)
      }
    }
  }

  /// Of each sentence, the weight of its terms and of some that it stands under, and its length.
  private func sentenceWeights(
    _ document: DocumentWords, under headings: Set<Int>
  ) -> [(weight: Double, wordCount: Int)] {
    var sentences: [[WordKey]] = []
    for (position, key) in document.text.enumerated() {
      if position == 0 || document.sentenceStarts.contains(UInt32(position)) {
        sentences.append([])
      }
      sentences[sentences.count - 1].append(key)
    }
    return sentences.map { sentence in
      // The fast routine adds terms in the order in which they come.
      var sum = weight(headings)
      var seen = headings
      for key in sentence {
        if let term = term(of: key), seen.insert(term).inserted { sum += terms[term].weight }
      }
      return (sum, sentence.count)
    }
  }

  private func saturated(_ count: Int, _ weight: Double, _ document: DocumentWords) -> Double {
    let norm = 0.9 * (1 - 0.4 + 0.4 * Double(document.text.count) / meanLength)
    return count == 0 ? 0 : weight * Double(count) / (Double(count) + norm)
  }

  private func stems(
    _ document: DocumentWords, _ title: Set<Int>, above least: Double
  ) -> Double {
    let norm = 1.5 * (1 - 0.75 + 0.75 * Double(document.text.count) / meanLength)
    let titles = title.union(terms(in: document.heading))
    var sum = 0.0
    for (index, term) in terms.enumerated() where term.weight >= least {
      let count =
        document.text.count { self.term(of: $0) == index } + (titles.contains(index) ? 1 : 0)
      if count > 0 {
        sum += term.weight * Double(count) / (Double(count) + norm) * Double(term.words.count)
      }
    }
    return sum
  }

  private func words(_ document: DocumentWords) -> Double {
    var sum = 0.0
    for (index, term) in terms.enumerated() {
      let count = document.text.count { self.term(of: $0) == index && term.hasForm($0) }
      let forms = formCounts.filter { term.hasStem($0.key) && term.hasForm($0.key) }
      sum += saturated(count, inverse(forms.values.max() ?? 0), document)
    }
    return sum
  }

  private func prefixes(_ document: DocumentWords) -> Double {
    var sum = 0.0
    for (index, term) in terms.enumerated() {
      let count = document.text.count { key in
        terms.firstIndex { $0.hasPrefix(key) } == index
      }
      sum += saturated(count, term.weight, document)
    }
    return sum
  }

  private func pairs(_ document: DocumentWords) -> Double {
    var wanted: [[Int]] = []
    for index in question.indices.dropFirst() {
      guard question[index - 1].weight > 0, question[index].weight > 0,
        let first = terms.firstIndex(where: { $0.stem == question[index - 1].readings[0].stem }),
        let second = terms.firstIndex(where: { $0.stem == question[index].readings[0].stem })
      else { continue }
      if !wanted.contains([first, second]) { wanted.append([first, second]) }
    }
    var sum = 0.0
    for pair in wanted {
      let count = Self.neighbours(document).count {
        term(of: $0.0) == pair[0] && term(of: $0.1) == pair[1]
      }
      let cell = WordPairs.cell(
        terms[pair[0]].stem, terms[pair[1]].stem, bits: pairBits)
      sum += saturated(count, inverse(pairCells[cell] ?? 0), document)
    }
    return sum
  }
}
