import Features
import PassageStore
import PostingIndex
import Rescoring
import Storage
public import WikiModel

/// How a search is done.
public struct SearchOptions: Hashable, Sendable {
  /// How many passages are wanted, at most.
  public var count: Int
  /// The question's languages as BCP 47 tags; nil takes all languages of the index.
  ///
  /// A question's words are reduced to stems by the rules of each language given.
  public var languages: [String]?
  /// Which passages may be found.
  public var filter: SearchFilter

  /// Five passages, for a question in any language of the index, from all of it.
  public init(
    count: Int = 5, languages: [String]? = nil, filter: SearchFilter = SearchFilter()
  ) {
    self.count = count
    self.languages = languages
    self.filter = filter
  }
}

extension Index {
  /// The passages that fit a question best, best first; equal scores are ordered by key.
  ///
  /// The result is exact: no passage of the index has a higher score. An empty question, and one
  /// without a word of the index, find nothing.
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
      let allowed = try allowedDocuments(options.filter)
      let found = try rescored(question, languages, count: options.count, among: allowed)
      var results: [AttributedPassage] = []
      results.reserveCapacity(found.count)
      let stored = try passages.passages(found.map(\.document))
      for (index, (candidate, passage)) in zip(found, stored).enumerated() {
        guard passage.passes(options.filter) else {
          throw .corrupt(
            path: passages.path, offset: 0, expected: "tables that agree with the passages",
            found: "passage \(candidate.document), which does not pass the filter")
        }
        results.append(
          attributed(
            passage, rank: index + 1, score: candidate.score))
      }
      return results
    } catch {
      throw .storage(error)
    }
  }

  /// The best documents by both stages: the exact best of the first, in the order of the second.
  private func rescored(
    _ question: String, _ languages: [String], count: Int, among allowed: DocumentRanges?
  ) throws(StorageError) -> ArraySlice<RescoringCandidate> {
    guard count > 0 else { return [] }
    let first = try firstStage(
      question, languages, count: max(count, Rescorer.depth), among: allowed)
    return try Rescorer(words).rescored(first.candidates, for: first.words).prefix(count)
  }

  /// The exact best documents of the first stage, and what rescoring needs of the question.
  func firstStage(
    _ question: String, _ languages: [String], count: Int, among allowed: DocumentRanges? = nil
  ) throws(StorageError) -> (candidates: [RescoringCandidate], words: [RescoringWord]) {
    let analyzed = analyzers.analyzed(question, languages: languages)
    let query = try weightedTerms(analyzed.features)
    let candidates = try postings.search(query.terms, k: count, among: allowed).map {
      RescoringCandidate(document: $0.document, score: Double($0.score) / query.scale)
    }
    return (candidates, try weightedWords(analyzed.words))
  }

  /// The question's words with the weights of their stems; the most frequent reading's counts.
  private func weightedWords(
    _ words: [QuestionWord]
  ) throws(StorageError) -> [RescoringWord] {
    var weighted: [RescoringWord] = []
    weighted.reserveCapacity(words.count)
    for word in words {
      var frequency = 0
      for reading in word.readings {
        frequency = max(frequency, try postings.documentFrequency(of: reading.stem))
      }
      let weight =
        frequency == 0
        ? 0
        : ImpactModel().weight(
          documentFrequency: UInt64(frequency), documentCount: UInt64(postings.documentCount))
      weighted.append(
        RescoringWord(
          readings: word.readings.map(WordKey.init), weight: weight, isName: word.isName))
    }
    return weighted
  }

  /// The question's features with their weights, and the score that is shown as 1.
  ///
  /// Weights stay whole numbers, so that a score is the same on every machine. They lose low bits
  /// only in questions so long (some thousand rare words) that a sum might pass 32 bits.
  private func weightedTerms(
    _ features: [QueryFeature]
  ) throws(StorageError) -> (terms: [PostingTerm], scale: Double) {
    var weighted: [(feature: UInt32, weight: UInt64)] = []
    for feature in features {
      let frequency = try postings.documentFrequency(of: feature.feature)
      guard frequency > 0 else { continue }
      let weight = ImpactModel().weight(
        documentFrequency: UInt64(frequency), documentCount: UInt64(postings.documentCount))
      weighted.append((feature.feature, UInt64(weight) * UInt64(feature.multiplicity)))
    }
    let greatest = weighted.reduce(0) { $0 + $1.weight } * UInt64(UInt8.max)
    let shift = max(0, 32 - greatest.leadingZeroBitCount)
    let terms = weighted.compactMap { term -> PostingTerm? in
      let weight = UInt32(truncatingIfNeeded: term.weight >> UInt64(shift))
      return weight == 0 ? nil : PostingTerm(feature: term.feature, weight: weight)
    }
    let unit = Double(ImpactModel.weightScale) * Double(UInt8.max)
    return (terms, unit / Double(UInt64(1) << UInt64(shift)))
  }

  private func attributed(
    _ stored: StoredPassage, rank: Int, score: Double
  ) -> AttributedPassage {
    let text = String(decoding: stored.record.passage.text, as: UTF8.self)
    return AttributedPassage(
      text: text, attribution: Attribution(stored, text: text, index: identity), rank: rank,
      score: score)
  }
}
