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
    57, 36, 157, 127, 0, 155, 5665, 5024, 1283, 1375, 339, 86, 31,
  ])
  /// For questions in words without stems.
  package static let words = RescoringWeights(values: [
    57, 36, 157, 127, 0, 155, 5665, 5024, 1283, 1375, 339, 86, 31,
  ])
  /// For questions in scripts that do not separate words, as pairs of letters.
  package static let letters = RescoringWeights(values: [
    257, 0, 125, 0, 203, 0, 1614, 3595, 2308, 4048, 148, 73, 0,
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
