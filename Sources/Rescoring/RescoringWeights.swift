/// The features' weights, as `Benchmarks/fit-weights` found them.
///
/// What a pair of letters says is not what a word says, and where words have no stems their first
/// letters say more; so questions of each kind have weights of their own.
package struct RescoringWeights: Sendable {
  /// Raised whenever a weight or a feature changes.
  static let version = 1
  /// The weight that counts once.
  static let one: Int32 = 1024

  /// By ``RescoringFeature``.
  package let values: [Int32]

  /// For questions in a language that has a stemmer.
  package static let stems = RescoringWeights(values: [
    34,  // first
    28,  // stem
    153,  // rareStem
    139,  // word
    4,  // prefix
    154,  // pair
    5442,  // coveredShare
    4887,  // sentenceShare
    1255,  // nameShare
    1411,  // titleShare
    402,  // rarest
    74,  // pageOther
    36,  // nearness
  ])
  /// For questions in words without stems.
  package static let words = RescoringWeights(values: [
    0,  // first
    0,  // stem
    191,  // rareStem
    0,  // word
    328,  // prefix
    0,  // pair
    5138,  // coveredShare
    283,  // sentenceShare
    6,  // nameShare
    4197,  // titleShare
    607,  // rarest
    61,  // pageOther
    0,  // nearness
  ])
  /// For questions in scripts that do not separate words, as pairs of letters.
  package static let letters = RescoringWeights(values: [
    152,  // first
    77,  // stem
    133,  // rareStem
    0,  // word
    1149,  // prefix
    0,  // pair
    4231,  // coveredShare
    6136,  // sentenceShare
    1220,  // nameShare
    4204,  // titleShare
    219,  // rarest
    43,  // pageOther
    0,  // nearness
  ])

  /// What a feature is multiplied by.
  package func weight(of feature: RescoringFeature) -> Double {
    Double(values[feature.rawValue]) / Double(Self.one)
  }

  /// Everything that scores depend on besides the words, as one line of ASCII.
  package static var canonicalDescription: String {
    let sets = [("stems", stems), ("words", words), ("letters", letters)]
    return "rescoring=\(version) depth=\(Rescorer.depth)"
      + sets.map { " \($0)/\(one)=\($1)" }.joined()
  }
}

extension RescoringWeights: CustomStringConvertible {
  package var description: String {
    zip(RescoringFeature.allCases, values).map { "\($0):\($1)" }.joined(separator: ",")
  }
}
