/// What a feature of a question stands for, to be read by people.
package struct FeatureName: Hashable, Sendable {
  /// The hashed feature, as in ``QueryFeature/feature``.
  package var feature: UInt32
  package var family: FeatureFamily
  /// What was hashed: a stem, a word without its accents, or characters.
  package var text: String
  /// The question's word as it was written, or the characters where no word is looked for.
  package var word: String
}

/// Notes what features stand for, in the order in which a question has them, each once.
struct FeatureNaming {
  private(set) var names: [FeatureName] = []
  private var known: Set<UInt32> = []
  /// The word that is looked at; nil within a run of grams.
  var word: String?

  mutating func note(_ feature: UInt32, _ family: FeatureFamily, _ text: String) {
    guard known.insert(feature).inserted else { return }
    names.append(
      FeatureName(feature: feature, family: family, text: text, word: word ?? text))
  }

  /// Characters as a text.
  static func text(_ scalars: some Sequence<UInt32>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in scalars { text.append(Unicode.Scalar(scalar) ?? "\u{FFFD}") }
    return String(text)
  }
}

extension FeatureExtractor {
  /// What the features of a question stand for, those of ``appendUnion(_:profiles:to:)``.
  mutating func featureNames(of text: Span<UInt8>, profiles: [UInt8]) -> [FeatureName] {
    names = FeatureNaming()
    gramForm.keepsLetters = true
    var offset = 0
    while let token = scanner.next(in: text, from: &offset) {
      let bytes = text.extracting(token.range)
      switch token.kind {
      case .word:
        names?.word = String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
        for profile in profiles { nameWord(bytes, profile: profile) }
      case .grams:
        names?.word = nil
        nameGrams(bytes)
      }
    }
    gramForm.keepsLetters = false
    defer { names = nil }
    return names?.names ?? []
  }

  private mutating func nameWord(_ token: Span<UInt8>, profile: UInt8) {
    if token.count > Self.maximumWordBytes {
      let feature = UInt32(truncatingIfNeeded: FeatureHash.raw(token))
      let word = names?.word ?? ""
      names?.note(feature, .stem, word)
    } else {
      found.removeAll(keepingCapacity: true)
      _ = findFeatures(of: token, profile: profiles[Int(profile)])
    }
  }

  private mutating func nameGrams(_ run: Span<UInt8>) {
    gramForm.read(run, classes: &scanner)
    let units = gramForm.units
    let letters = gramForm.letters
    for index in units.indices {
      if units[index].isLogogram || units.count == 1 {
        names?.note(
          FeatureHash.characters(units[index].code), .characters,
          FeatureNaming.text(letters[index]))
      }
      if let gram = gramForm.gram(endingAt: index) {
        names?.note(
          gramForm.feature(of: gram), .characters,
          FeatureNaming.text(letters[gram].flatMap(\.self)))
      }
    }
  }
}
