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
      if entry.word.isInParts {
        appendParts(of: entry.word, occurrences.suffix(Int(entry.featureCount)), profile)
      } else {
        words.append(entry.word)
      }
      return UInt32(entry.length)
    }
    found.removeAll(keepingCapacity: true)
    let length = findFeatures(of: token, profile: profiles[Int(profile)])
    occurrences += found
    let word = foundWord()
    if word.isInParts { appendParts(of: word, found[...], profile) } else { words.append(word) }
    cache.insert(
      token, hash: hash, profile: profile, features: found, word: word, length: length)
    return length
  }

  /// Adds the parts of a token, which stand for it, as words; itself where it has none.
  private mutating func appendParts(
    of word: TextWord, _ features: ArraySlice<UInt32>, _ profile: UInt8
  ) {
    // Before the parts come the stem and, where accents are kept, the stem without them.
    let parts = features.dropFirst(profiles[Int(profile)].keepsAccents ? 2 : 1)
    guard !parts.isEmpty else { return words.append(word) }
    for part in parts { words.append(TextWord(form: part, stem: part)) }
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
    if let algorithm = profile.algorithm(for: script) {
      if stem.count <= Self.maximumStemmedBytes { stemmers.stem(&stem, by: algorithm) }
    } else if script.isSpecific, script.partLength == nil, !profile.keepsAccents,
      !ASCII.isDigit(stem[0])
    {
      stem = wordForm.prefix
    }
    if profile.keepsAccents {
      found.append(FeatureHash.word(stem, .stem))
      names?.note(found[found.count - 1], .stem, String(decoding: stem, as: UTF8.self))
    }
    accents.fold(&stem, script: script)
    let family: FeatureFamily = profile.keepsAccents ? .unaccented : .stem
    foundStem = FeatureHash.word(stem, family)
    found.append(foundStem)
    names?.note(foundStem, family, String(decoding: stem, as: UTF8.self))
    if let length = script.partLength { findParts(of: length) }
    return UInt32(wordForm.characterCount)
  }

  /// Puts all parts of so many letters into `found`.
  private mutating func findParts(of length: Int) {
    characters.removeAll(keepingCapacity: true)
    for scalar in String(decoding: wordForm.bytes, as: UTF8.self).unicodeScalars {
      characters.append(scalar.value)
    }
    for end in characters.indices.dropFirst(length - 1) {
      let part = characters[end - length + 1...end]
      found.append(
        part.dropFirst().reduce(part[part.startIndex]) { FeatureHash.characters($0, $1) })
      names?.note(found[found.count - 1], .characters, FeatureNaming.text(part))
    }
  }

  /// The word whose features were found last.
  private func foundWord() -> TextWord {
    guard !wordForm.bytes.isEmpty else { return TextWord() }
    return TextWord(
      form: FeatureHash.word(wordForm.bytes, .form), stem: foundStem,
      prefix: wordForm.script.partLength == nil
        ? FeatureHash.word(wordForm.prefix, .prefix) : 0)
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
        if units.count == 1 { words.append(TextWord(form: feature, stem: feature)) }
      }
      if let gram = gramForm.gram(endingAt: index) {
        let feature = gramForm.feature(of: gram)
        occurrences.append(feature)
        words.append(TextWord(form: feature, stem: feature))
      }
    }
    return UInt32(clamping: gramForm.characterCount)
  }
}
