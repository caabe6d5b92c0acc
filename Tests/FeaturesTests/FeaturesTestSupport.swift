@testable import Features

/// The features of `text` in a language, and its length.
func analyzed(_ bytes: [UInt8], _ language: String) -> (features: [FeatureCount], length: UInt32) {
  let analyzer = TextAnalyzer()
  var features: [FeatureCount] = []
  let length = analyzer.appendFeatures(of: bytes.span, language: language, to: &features)
  return (features, length)
}

func features(_ text: String, _ language: String) -> [FeatureCount] {
  analyzed(Array(text.utf8), language).features
}

/// The features that stems written out by hand have.
func stems(_ words: String...) -> [FeatureCount] {
  counted(words.map { FeatureHash.word(Array($0.utf8), .stem) })
}

/// The features of pairs of neighbours and of single characters written out by hand.
func grams(_ grams: String...) -> [FeatureCount] {
  counted(
    grams.map { gram in
      let scalars = gram.unicodeScalars.map(\.value)
      guard scalars.count > 1 else { return FeatureHash.characters(scalars[0]) }
      return scalars.dropFirst().reduce(scalars[0]) { FeatureHash.characters($0, $1) }
    })
}

func counted(_ occurrences: [UInt32]) -> [FeatureCount] {
  var counts: [UInt32: UInt32] = [:]
  for feature in occurrences { counts[feature, default: 0] += 1 }
  return counts.map { FeatureCount(feature: $0.key, count: $0.value) }
    .sorted(by: byFeature)
}

func byFeature(_ a: FeatureCount, _ b: FeatureCount) -> Bool { a.feature < b.feature }
