extension FeatureExtractor {
  /// Appends the features of one word and gives its length in characters.
  mutating func appendWord(
    _ token: Span<UInt8>, profile: UInt8, to occurrences: inout [UInt32]
  ) -> UInt32 {
    let hash = FeatureHash.raw(token)
    if token.count > Self.maximumWordBytes {
      let feature = UInt32(truncatingIfNeeded: hash)
      occurrences.append(feature)
      words.append(TextWord(form: feature, stem: feature, prefix: feature))
      return UInt32(clamping: token.count)
    }
    if let entry = cache.entry(of: token, hash: hash, profile: profile) {
      for index in 0..<Int(entry.featureCount) {
        occurrences.append(cache.feature(of: entry, at: index))
      }
      words.append(entry.word)
      return UInt32(entry.length)
    }
    found.removeAll(keepingCapacity: true)
    let length = findFeatures(of: token, profile: profiles[Int(profile)])
    occurrences += found
    let word = foundWord()
    words.append(word)
    cache.insert(
      token, hash: hash, profile: profile, features: found, word: word, length: length)
    return length
  }

  /// Puts a word's features into `found` and gives its length in characters.
  mutating func findFeatures(
    of token: Span<UInt8>, profile: LanguageProfile
  ) -> UInt32 {
    wordForm.read(token, profile: profile, classes: &scanner)
    guard !wordForm.bytes.isEmpty else { return 0 }
    let script = wordForm.script
    stem.removeAll(keepingCapacity: true)
    stem += wordForm.bytes
    let algorithm = profile.algorithm(for: script)
    if let algorithm, stem.count <= Self.maximumStemmedBytes {
      stemmers.stem(&stem, by: algorithm)
    }
    foundIsStemmed = algorithm != nil || profile.keepsAccents
    if profile.keepsAccents {
      found.append(FeatureHash.word(stem, .stem))
      names?.note(found[found.count - 1], .stem, String(decoding: stem, as: UTF8.self))
    }
    accents.fold(&stem, script: script)
    let family: FeatureFamily = profile.keepsAccents ? .unaccented : .stem
    foundStem = FeatureHash.word(stem, family)
    found.append(foundStem)
    names?.note(foundStem, family, String(decoding: stem, as: UTF8.self))
    if script == .hangul {
      characters.removeAll(keepingCapacity: true)
      for scalar in String(decoding: wordForm.bytes, as: UTF8.self).unicodeScalars {
        characters.append(scalar.value)
      }
      for index in characters.indices.dropFirst() {
        found.append(FeatureHash.characters(characters[index - 1], characters[index]))
        names?.note(
          found[found.count - 1], .characters, FeatureNaming.text(characters[index - 1...index]))
      }
    }
    return UInt32(wordForm.characterCount)
  }

  /// The word whose features were found last.
  private func foundWord() -> TextWord {
    guard !wordForm.bytes.isEmpty else { return TextWord() }
    return TextWord(
      form: FeatureHash.word(wordForm.bytes, .form), stem: foundStem,
      prefix: FeatureHash.word(wordForm.prefix, .prefix), isStemmed: foundIsStemmed)
  }

  /// Appends the n-grams of a run and gives its length in characters.
  ///
  /// All pairs of neighbours, triples where words are spelt with many letters; each unit alone
  /// where units are words, or where it is all there is.
  mutating func appendGrams(_ run: Span<UInt8>, to occurrences: inout [UInt32]) -> UInt32 {
    gramForm.read(run, classes: &scanner)
    let units = gramForm.units
    for index in units.indices {
      let unit = units[index]
      if unit.isLogogram || units.count == 1 {
        let feature = FeatureHash.characters(unit.code)
        occurrences.append(feature)
        if units.count == 1 { words.append(TextWord(form: feature, stem: feature, prefix: 0)) }
      }
      if let gram = gramForm.gram(endingAt: index) {
        let feature = gramForm.feature(of: gram)
        occurrences.append(feature)
        words.append(TextWord(form: feature, stem: feature, prefix: 0))
      }
    }
    return UInt32(clamping: gramForm.characterCount)
  }
}
