import Features
import PassageStore
import PostingIndex
import Rescoring
import Storage
public import WikiModel

/// What a search may pass over.
public enum SearchAccuracy: Hashable, Sendable {
  /// Nothing: the candidates are the best of all passages.
  case exact
  /// Passages that have none of the question's weightiest words.
  ///
  /// These words together occur in half as many passages as there are, or fewer; at least one word
  /// counts. `Documentation/Decisions` has the recall and what little time this saves.
  case approximate
}

/// How a search is done.
public struct SearchOptions: Hashable, Sendable {
  /// Of a question, so many bytes of UTF-8 count, which is some ten thousand words.
  ///
  /// A longer one is a document: its words would say no more of what is wanted, and stemming them
  /// by the rules of many languages would take seconds.
  public static let questionByteLimit = 1 << 16

  /// How many passages are wanted, at most.
  public var count: Int
  /// The question's languages as BCP 47 tags; nil takes all languages of the index.
  ///
  /// A question's words are reduced to stems by the rules of each language given.
  public var languages: [String]?
  /// Which passages may be found.
  public var filter: SearchFilter
  /// What the search may pass over.
  public var accuracy: SearchAccuracy
  /// Whether each passage comes with what its score is made of.
  public var explains: Bool

  /// Five passages, for a question in any language of the index, from all of it, exactly.
  public init(
    count: Int = 5, languages: [String]? = nil, filter: SearchFilter = SearchFilter(),
    accuracy: SearchAccuracy = .exact, explains: Bool = false
  ) {
    self.count = count
    self.languages = languages
    self.filter = filter
    self.accuracy = accuracy
    self.explains = explains
  }
}

extension Index {
  /// The passages that fit a question best, best first; equal scores are ordered by key.
  ///
  /// Unless asked otherwise, candidates are the exact best of the first stage, among the passages
  /// that pass the filter. An empty question, and one without a word of the index, find nothing.
  /// Of a question, the first ``SearchOptions/questionByteLimit`` bytes count.
  ///
  /// - Throws: `FootnoteError.invalidOption` for a negative count, and `.storage` when a file
  ///   turns out to be damaged.
  public func search(
    _ question: String, options: SearchOptions = SearchOptions()
  ) throws(FootnoteError) -> [AttributedPassage] {
    guard options.count >= 0 else {
      throw .invalidOption("count: expected 0 or more, found \(options.count).")
    }
    let languages = options.languages ?? Array(manifest.languages.keys).sorted()
    do throws(StorageError) {
      guard options.count > 0 else { return [] }
      let first = try firstStage(
        question, languages, count: max(options.count, Rescorer.depth), in: scope(of: options))
      let ranking = try Rescorer(words).rescored(first.candidates, for: first.words)
      let confidence = Confidence(
        ranking, greatestScore: first.greatestScore, documentCount: postings.documentCount)
      let found = ranking.prefix(options.count)
      let explanations =
        options.explains
        ? try self.explanations(of: found, question, languages, first, confidence) : nil
      let stored = try passages.passages(found.map(\.document))
      var results: [AttributedPassage] = []
      results.reserveCapacity(found.count)
      for (index, (candidate, passage)) in zip(found, stored).enumerated() {
        guard passage.passes(options.filter) else {
          throw .corrupt(
            path: passages.path, offset: 0, expected: "tables that agree with the passages",
            found: "passage \(candidate.document), which does not pass the filter")
        }
        results.append(
          AttributedPassage(
            passage, index: identity, rank: index + 1, score: candidate.score,
            confidence: confidence.probability(ofScore: candidate.score),
            explanation: explanations?[index]))
      }
      return results
    } catch {
      throw .storage(error)
    }
  }

  /// What the first stage found.
  struct FirstStage {
    /// The exact best documents, best first.
    var candidates: [RescoringCandidate]
    /// What rescoring needs of the question.
    var words: [RescoringWord]
    var query: WeightedQuery
    /// The score of a document that is all about every word, in nats; words that no document has
    /// count as the rarest.
    var greatestScore: Double
  }

  /// The exact best documents of the first stage.
  func firstStage(
    _ question: String, _ languages: [String], count: Int, in scope: SearchScope = SearchScope()
  ) throws(StorageError) -> FirstStage {
    let analyzed = analyzers.analyzed(question, languages: languages)
    let query = try weightedTerms(analyzed.features)
    let found = try postings.search(
      query.terms, k: count, among: scope.allowed, postingLimit: scope.postingLimit)
    let candidates = found.map {
      RescoringCandidate(document: $0.document, score: Double($0.score) / query.scale)
    }
    let (words, unknownCount) = try weightedWords(analyzed.words)
    let known = query.terms.reduce(UInt64(0)) { $0 + UInt64($1.weight) }
    return FirstStage(
      candidates: candidates, words: words, query: query,
      greatestScore: Double(known * UInt64(UInt8.max)) / query.scale
        + Double(unknownCount) * Double(weight(ofFrequency: 0))
        / Double(ImpactModel.weightScale))
  }

  /// How much a feature counts that so many documents have.
  private func weight(ofFrequency frequency: Int) -> UInt32 {
    ImpactModel().weight(
      documentFrequency: UInt64(frequency), documentCount: UInt64(postings.documentCount))
  }

  /// The question's words with the weights of their stems, and how many no document has.
  ///
  /// Of several readings the most frequent one counts.
  private func weightedWords(
    _ words: [QuestionWord]
  ) throws(StorageError) -> (words: [RescoringWord], unknownCount: Int) {
    var weighted: [RescoringWord] = []
    var unknownCount = 0
    weighted.reserveCapacity(words.count)
    for word in words {
      var frequency = 0
      for reading in word.readings {
        frequency = max(frequency, try postings.documentFrequency(of: reading.stem))
      }
      if frequency == 0 { unknownCount += 1 }
      weighted.append(
        RescoringWord(
          readings: word.readings.map(WordKey.init),
          weight: frequency == 0 ? 0 : weight(ofFrequency: frequency), isName: word.isName,
          isStemmed: word.readings.contains(where: \.isStemmed)))
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
  private func weightedTerms(
    _ features: [QueryFeature]
  ) throws(StorageError) -> WeightedQuery {
    var weighted: [(feature: UInt32, weight: UInt64)] = []
    for feature in features {
      let frequency = try postings.documentFrequency(of: feature.feature)
      guard frequency > 0 else { continue }
      let weight = UInt64(weight(ofFrequency: frequency))
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

extension AttributedPassage {
  init(
    _ stored: StoredPassage, index: IndexIdentity, rank: Int, score: Double, confidence: Double,
    explanation: ScoreExplanation? = nil
  ) {
    text = String(decoding: stored.record.passage.text, as: UTF8.self)
    attribution = Attribution(stored, text: text, index: index)
    self.rank = rank
    self.score = score
    self.confidence = confidence
    self.explanation = explanation
  }
}
