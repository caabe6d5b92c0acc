import Features
import PostingIndex
import Rescoring
import Storage

extension Index {
  /// What the first stage found.
  struct FirstStage {
    /// The exact best documents, best first.
    var candidates: [RescoringCandidate]
    /// Of these, how many the first stage found; vectors may have found others.
    var foundCount: Int
    /// What rescoring needs of the question.
    var words: [RescoringWord]
    var query: WeightedQuery
    /// How many passages words are counted among: all, or those of the question's language.
    var documentCount: Int
    /// The score of a document that is all about every word, in nats; words that no document has
    /// count as the rarest.
    var greatestScore: Double
    /// Where the question's words are looked up.
    var statistics: CollectionStatistics.Tables
  }

  /// The exact best documents of the first stage, for a search.
  func firstStage(
    _ asked: AskedQuestion, count: Int
  ) throws(StorageError) -> FirstStage {
    try firstStage(
      asked.text, asked.languages, areGiven: asked.options.languages != nil, count: count,
      in: asked.scope)
  }

  /// The exact best documents of the first stage.
  ///
  /// - Parameter areGiven: whether the languages are the question's own, rather than all of the
  ///   index.
  func firstStage(
    _ question: String, _ languages: [String], areGiven: Bool = false, count: Int,
    in scope: SearchScope
  ) throws(StorageError) -> FirstStage {
    let analyzed = analyzers.analyzed(question, languages: languages)
    let statistics = segments.statistics.tables()
    let own = areGiven ? try passages(countedFor: languages) : nil
    let documentCount = own?.count ?? segments.documentCount
    let frequencies = try QuestionFrequencies(
      of: analyzed.features, analyzed.words
    ) { (asked) throws(StorageError) in
      if let own { return try segments.documentFrequencies(of: asked, among: own) }
      return try statistics.frequencies.frequencies(of: asked)
    }
    let query = weightedTerms(analyzed.features, frequencies, among: documentCount)
    let found = try cleared(scope, document: \.document) { (scope) throws(StorageError) in
      try segments.search(query.terms, k: count, in: scope)
    }
    let candidates = found.map {
      RescoringCandidate(document: $0.document, score: Double($0.score) / query.scale)
    }
    let (words, unknownCount) = weightedWords(
      analyzed.words, frequencies, among: documentCount)
    let known = query.terms.reduce(UInt64(0)) { $0 + UInt64($1.weight) }
    return FirstStage(
      candidates: candidates, foundCount: candidates.count, words: words, query: query,
      documentCount: documentCount,
      greatestScore: Double(known * UInt64(UInt8.max)) / query.scale
        + Double(unknownCount) * Double(weight(ofFrequency: 0, among: documentCount))
        / Double(ImpactModel.weightScale),
      statistics: statistics)
  }

  /// The candidates after a second look at the best of them, best first.
  func ranked(_ first: FirstStage) throws(StorageError) -> [RescoredCandidate] {
    let ranking = try Rescorer(first.statistics.words).ranked(first.candidates, for: first.words)
    return try segments.inKeyOrder(ranking, score: \.score, document: \.document)
  }

  /// All candidates after the second look, best first.
  func rescored(_ first: FirstStage) throws(StorageError) -> [RescoredCandidate] {
    let ranking = try Rescorer(first.statistics.words).rescored(first.candidates, for: first.words)
    return try segments.inKeyOrder(ranking, score: \.score, document: \.document)
  }

  /// How much a feature counts that so many documents of a number have.
  private func weight(ofFrequency frequency: Int, among documentCount: Int) -> UInt32 {
    ImpactModel().weight(
      documentFrequency: UInt64(frequency), documentCount: UInt64(documentCount))
  }

  /// The question's words with the weights of their stems, and how many no document has.
  ///
  /// Of several readings the most frequent one counts.
  func weightedWords(
    _ words: [QuestionWord], _ frequencies: QuestionFrequencies, among documentCount: Int
  ) -> (words: [RescoringWord], unknownCount: Int) {
    var weighted: [RescoringWord] = []
    var unknownCount = 0
    weighted.reserveCapacity(words.count)
    for word in words {
      var frequency = 0
      for reading in word.readings {
        frequency = max(frequency, frequencies[reading.stem])
      }
      if frequency == 0 { unknownCount += 1 }
      weighted.append(
        RescoringWord(
          readings: word.readings.map(WordKey.init),
          weight: frequency == 0 ? 0 : weight(ofFrequency: frequency, among: documentCount),
          isName: word.isName))
    }
    return (weighted, unknownCount)
  }

  /// A question's features with their weights, and the score that is shown as 1.
  struct WeightedQuery {
    var terms: [PostingTerm]
    var scale: Double
  }

  /// The question's features with their weights.
  ///
  /// Weights stay whole numbers, so that a score is the same on every machine. They lose low bits
  /// only in questions so long (some thousand rare words) that a sum might pass 32 bits.
  func weightedTerms(
    _ features: [QueryFeature], _ frequencies: QuestionFrequencies, among documentCount: Int
  ) -> WeightedQuery {
    var weighted: [(feature: UInt32, weight: UInt64)] = []
    for feature in features {
      let frequency = frequencies[feature.feature]
      guard frequency > 0 else { continue }
      let weight = UInt64(weight(ofFrequency: frequency, among: documentCount))
      weighted.append((feature.feature, weight * UInt64(feature.multiplicity)))
    }
    let greatest = weighted.reduce(0) { $0 + $1.weight } * UInt64(UInt8.max)
    let shift = max(0, 32 - greatest.leadingZeroBitCount)
    let terms = weighted.compactMap { term -> PostingTerm? in
      let weight = UInt32(truncatingIfNeeded: term.weight >> UInt64(shift))
      return weight == 0 ? nil : PostingTerm(feature: term.feature, weight: weight)
    }
    let unit = Double(ImpactModel.weightScale) * Double(UInt8.max)
    return WeightedQuery(terms: terms, scale: unit / Double(UInt64(1) << UInt64(shift)))
  }
}

/// How many documents have the features of one question, all looked up at once.
struct QuestionFrequencies {
  private let known: [UInt32: Int]

  /// - Parameter count: gives how many documents have each of some features, which ascend.
  init(
    of features: [QueryFeature], _ words: [QuestionWord],
    countedBy count: ([UInt32]) throws(StorageError) -> [Int]
  ) throws(StorageError) {
    let stems = words.flatMap { $0.readings.map(\.stem) }
    let asked = Set(features.map(\.feature) + stems).sorted()
    known = Dictionary(uniqueKeysWithValues: zip(asked, try count(asked)))
  }

  /// Of a feature or stem of the question.
  subscript(feature: UInt32) -> Int { known[feature] ?? 0 }
}
