/// The features' weights, as `Benchmarks/fit-weights` found them.
package enum RescoringWeights {
  /// Raised whenever a weight or a feature changes.
  static let version = 1
  /// The weight that counts once.
  static let one: Int32 = 1024

  /// By ``RescoringFeature``.
  static let values: [Int32] = [
    165, 147, 116, 166, 4716, 36, 5357, 1582, 13, 1695, 1080, 93, 922,
  ]

  /// What a feature is multiplied by.
  package static func weight(of feature: RescoringFeature) -> Double {
    Double(values[feature.rawValue]) / Double(one)
  }

  /// Everything that scores depend on besides the words, as one line of ASCII.
  package static var canonicalDescription: String {
    let weights = zip(RescoringFeature.allCases, values).map { "\($0)=\($1)" }
    return "rescoring=\(version) depth=\(Rescorer.depth) weights/\(one)="
      + weights.joined(separator: ",")
  }
}
