import Features
import PassageStore
import PostingIndex
import Storage
import WikiModel

/// How a search is done.
public struct SearchOptions: Hashable, Sendable {
  /// How many passages are wanted, at most.
  public var count: Int
  /// The question's languages as BCP 47 tags; nil takes all languages of the index.
  ///
  /// A question's words are reduced to stems by the rules of each language given.
  public var languages: [String]?

  /// Five passages, in any language of the index.
  public init(count: Int = 5, languages: [String]? = nil) {
    self.count = count
    self.languages = languages
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
      let query = try weightedTerms(
        analyzers.queryFeatures(of: question, languages: languages))
      let found = try postings.search(query.terms, k: options.count)
      var results: [AttributedPassage] = []
      results.reserveCapacity(found.count)
      let stored = try passages.passages(found.map(\.document))
      for (index, (candidate, passage)) in zip(found, stored).enumerated() {
        results.append(
          attributed(
            passage, rank: index + 1, score: Double(candidate.score) / query.scale))
      }
      return results
    } catch {
      throw .storage(error)
    }
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

  func attributed(
    _ stored: StoredPassage, rank: Int, score: Double
  ) -> AttributedPassage {
    let text = String(decoding: stored.record.passage.text, as: UTF8.self)
    return AttributedPassage(
      text: text, attribution: Attribution(stored, text: text, index: identity), rank: rank,
      score: score)
  }
}
