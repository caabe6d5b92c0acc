import Glibc

@testable import Features

/// The seed of random tests: `FOOTNOTE_SEED` where it is set, else a new one.
let testSeed: UInt64 = {
  let given = unsafe getenv("FOOTNOTE_SEED").flatMap { unsafe UInt64(String(cString: $0)) }
  return given ?? UInt64.random(in: 0...UInt64.max)
}()

/// SplitMix64, so that a printed seed gives the same test again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(test name: String) {
    print("\(name): FOOTNOTE_SEED=\(testSeed)")
    state = testSeed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

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
      let scalars = Array(gram.unicodeScalars)
      return FeatureHash.characters(scalars[0].value, scalars.count > 1 ? scalars[1].value : 0)
    })
}

func counted(_ occurrences: [UInt32]) -> [FeatureCount] {
  var counts: [UInt32: UInt32] = [:]
  for feature in occurrences { counts[feature, default: 0] += 1 }
  return counts.map { FeatureCount(feature: $0.key, count: $0.value) }
    .sorted { $0.feature < $1.feature }
}
