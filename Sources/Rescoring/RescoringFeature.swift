/// What is known of a candidate, each a number that the weights multiply.
///
/// Sums are in nats: of each of the question's terms that is found, the rarer the more. A share is
/// of the sum of all the question's terms.
package enum RescoringFeature: Int, CaseIterable, Sendable {
  /// The score of the first stage.
  case first
  /// Terms in the very form that the question has, each with BM25's saturation.
  case word
  /// Words that start as the question's do.
  case prefix
  /// Two words that follow each other as in the question.
  case pair
  /// Terms found in text, headings or title, as a share.
  case coveredShare
  /// Terms in the sentence that has most of them.
  case sentence
  case sentenceShare
  /// Terms found among the question's names and numbers; share of those.
  case nameShare
  /// Terms found in the page's candidates together.
  case pageCovered
  case pageCoveredShare
  /// Documents of the page beyond sixteen, as a base-2 logarithm: long articles are asked about,
  /// while among short texts the length says nothing.
  case pageLength
  /// Words of the document, as a base-2 logarithm.
  case length
  /// Words of the title that the question has; share of the title.
  case titleShare
}

/// A candidate's features, and in which of its fields the question's terms are.
package struct RescoringVector: Sendable {
  /// One for each feature.
  static let count = 13

  private var storage = InlineArray<13, Double>(repeating: 0)
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
  package var score: Double {
    var sum = 0.0
    for index in 0..<Self.count { sum += storage[index] * Double(RescoringWeights.values[index]) }
    return sum / Double(RescoringWeights.one)
  }
}
