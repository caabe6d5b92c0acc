/// The features' weights, as `Benchmarks/fit-weights` found them.
///
/// What a pair of letters says is not what a word says; so questions of each kind have weights of
/// their own.
package struct RescoringWeights: Sendable {
  /// Raised whenever a weight, a feature or what a score is made of changes.
  static let version = 4
  /// The weight that counts once.
  static let one: Int32 = 1024

  /// By ``RescoringFeature``.
  package let values: [Int32]

  /// For short questions in words.
  package static let stems = RescoringWeights(values: [
    91,  // first
    76,  // stem
    93,  // rareStem
    146,  // word
    35,  // prefix
    161,  // pair
    1280,  // coveredShare
    0,  // sentenceShare
    3707,  // titledSentenceShare
    5688,  // titledSentenceDensity
    1224,  // nameShare
    1512,  // titleShare
    402,  // rarest
    42,  // pageOther
    46,  // nearness
  ])
  /// For long ones.
  package static let longStems = RescoringWeights(values: [
    36,  // first
    71,  // stem
    138,  // rareStem
    12,  // word
    0,  // prefix
    0,  // pair
    808,  // coveredShare
    0,  // sentenceShare
    3325,  // titledSentenceShare
    1493,  // titledSentenceDensity
    1466,  // nameShare
    1113,  // titleShare
    0,  // rarest
    82,  // pageOther
    0,  // nearness
  ])
  /// For questions in scripts whose words are found by pairs or triples of letters.
  package static let letters = RescoringWeights(values: [
    152,  // first
    77,  // stem
    133,  // rareStem
    0,  // word
    1149,  // prefix
    0,  // pair
    4231,  // coveredShare
    6136,  // sentenceShare
    0,  // titledSentenceShare
    0,  // titledSentenceDensity
    1220,  // nameShare
    4204,  // titleShare
    219,  // rarest
    43,  // pageOther
    0,  // nearness
  ])

  /// Words of a question up to which it is short, and from which on it is long.
  private static let shortWordCount = 8
  private static let longWordCount = 24

  /// For questions of so many words: between those of short and of long ones.
  package static func stems(wordCount: Int) -> RescoringWeights {
    let whole = longWordCount - shortWordCount
    let part = Int32(min(max(wordCount - shortWordCount, 0), whole))
    return RescoringWeights(
      values: zip(stems.values, longStems.values).map { short, long in
        (short * (Int32(whole) - part) + long * part) / Int32(whole)
      })
  }

  /// What a feature is multiplied by.
  package func weight(of feature: RescoringFeature) -> Double {
    Double(values[feature.rawValue]) / Double(Self.one)
  }

  /// Everything that scores depend on besides the words, as one line of ASCII.
  package static var canonicalDescription: String {
    let sets = [
      ("stems", stems), ("long-stems", longStems), ("letters", letters),
    ]
    return "rescoring=\(version) depth=\(Rescorer.depth)"
      + " long=\(shortWordCount)..\(longWordCount)"
      + sets.map { " \($0)/\(one)=\($1)" }.joined()
  }
}

extension RescoringWeights: CustomStringConvertible {
  package var description: String {
    zip(RescoringFeature.allCases, values).map { "\($0):\($1)" }.joined(separator: ",")
  }
}
