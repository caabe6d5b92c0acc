/// What is known of a candidate, each a number that the weights multiply.
///
/// Sums are in nats: of each of the question's terms that is found, the rarer the more. A share is
/// of the sum of all the question's terms.
package enum RescoringFeature: Int, CaseIterable, Sendable {
  /// The score of the first stage.
  case first
  /// Terms in any form, in text, headings and title, as often as the question has them, against
  /// this collection's lengths (BM25 with k1 1.5 and b .75; the first stage knows no mean length);
  /// of the rarer terms alone.
  case stem
  case rareStem
  /// Terms in the very form that the question has, each with BM25's saturation.
  case word
  /// Words that start as the question's do.
  case prefix
  /// Two words that follow each other as in the question.
  case pair
  /// Terms found in text, headings or title, as a share.
  case coveredShare
  /// Terms in the sentence that has most of them, as a share.
  case sentenceShare
  /// Terms in the title, the headings or one sentence, as a share, for the sentence with most.
  ///
  /// A sentence is about what its page is about without saying so again.
  case titledSentenceShare
  /// The same for the sentence that has the greatest after division by 1 + its words / 80: the
  /// shorter a sentence with the question's words, the less else it says.
  case titledSentenceDensity
  /// Terms found among the question's names and numbers, as a share of those.
  case nameShare
  /// Words of the title that the question has, as a share of the title.
  case titleShare
  /// The weight of the rarest term, less that of the rarest that is not found.
  case rarest
  /// The best score that the first stage gave another candidate of the page.
  ///
  /// A page of one document cannot have another: it gets what pages of good candidates usually
  /// have, four fifths of its own, so that short pages are not passed over for being short.
  case pageOther
  /// Two terms close to each other, for each two terms that are not frequent.
  case nearness
}

/// A candidate's features, and in which of its fields the question's terms are.
package struct RescoringVector: Sendable {
  /// One for each feature.
  static let count = 15

  private var storage = InlineArray<15, Double>(repeating: 0)
  var found = FoundTerms()
  /// The first document of the candidate's page, which stands for the page.
  package var page: UInt32 = 0

  package init() {}

  package subscript(feature: RescoringFeature) -> Double {
    get { storage[feature.rawValue] }
    set { storage[feature.rawValue] = newValue }
  }

  /// The weighted sum, features in their order, so that it is equal on every machine.
  ///
  /// It is also the sum of each feature times its weight: halving twice over loses nothing.
  package func score(by weights: RescoringWeights) -> Double {
    var sum = 0.0
    for index in 0..<Self.count { sum += storage[index] * Double(weights.values[index]) }
    return sum / Double(RescoringWeights.one)
  }
}
