/// Turns text into hashed features: stems of words, or n-grams of characters.
///
/// Keeps stemmers, tables and what it knows of tokens seen before, none of which changes a result.
/// One thread at a time; make one for each thread.
package final class TextAnalyzer {
  package let options: AnalyzerOptions

  private var extractor = FeatureExtractor()
  private var counting = FeatureCounting()
  private var occurrences: [UInt32] = []
  private var language: (tag: String, profile: UInt8)?

  package init(options: AnalyzerOptions = AnalyzerOptions()) {
    self.options = options
  }

  /// Appends the distinct features of `text` with their counts, ascending by feature.
  ///
  /// `text` is UTF-8, `language` a BCP 47 tag or a Wikipedia edition's code; unknown ones give
  /// words whose stems are their first five letters. Bytes that do not decode separate words. Gives
  /// the passage's length as ``ImpactModel`` takes it: characters of words, with neither spaces nor
  /// signs. O(bytes), or O(n log n) in n features chosen so that their hashes collide.
  package func appendFeatures(
    of text: Span<UInt8>, language tag: String, to features: inout [FeatureCount]
  ) -> UInt32 {
    occurrences.removeAll(keepingCapacity: true)
    extractor.words.removeAll(keepingCapacity: true)
    let length = extractor.append(text, profile: profileNumber(ofTag: tag), to: &occurrences)
    counting.count(occurrences) { feature, count in
      features.append(FeatureCount(feature: feature, count: count))
    }
    return length
  }

  /// The words of the text that was read last, in order.
  package var words: [TextWord] { extractor.words }

  /// The words of a text, in order.
  package func words(of text: Span<UInt8>, language tag: String) -> [TextWord] {
    occurrences.removeAll(keepingCapacity: true)
    extractor.words.removeAll(keepingCapacity: true)
    _ = extractor.append(text, profile: profileNumber(ofTag: tag), to: &occurrences)
    return extractor.words
  }

  /// The words of a question in order, each by the rules of every language.
  ///
  /// Without languages, stems are first letters.
  package func questionWords(of text: Span<UInt8>, languages: [String]) -> [QuestionWord] {
    var words: [QuestionWord] = []
    for profile in profileNumbers(ofTags: languages) {
      extractor.appendWords(of: text, profile: profile, to: &words)
    }
    return words
  }

  /// The features to look for, ascending: for each word those that it has in any of `languages`.
  ///
  /// Over an index of one language they are the features of the query as a passage. Without
  /// languages, stems are first letters.
  package func queryFeatures(of text: Span<UInt8>, languages: [String]) -> [QueryFeature] {
    occurrences.removeAll(keepingCapacity: true)
    extractor.appendUnion(text, profiles: profileNumbers(ofTags: languages), to: &occurrences)
    var features: [QueryFeature] = []
    counting.count(occurrences) { feature, count in
      features.append(QueryFeature(feature: feature, multiplicity: count))
    }
    return features
  }

  /// What the features of ``queryFeatures(of:languages:)`` stand for, in the question's order.
  package func featureNames(of text: Span<UInt8>, languages: [String]) -> [FeatureName] {
    extractor.featureNames(of: text, profiles: profileNumbers(ofTags: languages))
  }

  /// The numbers of the languages' profiles, each once; without languages that of none.
  private func profileNumbers(ofTags tags: [String]) -> [UInt8] {
    var profiles: [UInt8] = []
    for tag in tags.isEmpty ? [""] : tags {
      let profile = extractor.profileNumber(ofTag: tag)
      if !profiles.contains(profile) { profiles.append(profile) }
    }
    return profiles
  }

  private func profileNumber(ofTag tag: String) -> UInt8 {
    if let language, language.tag == tag { return language.profile }
    let profile = extractor.profileNumber(ofTag: tag)
    language = (tag, profile)
    return profile
  }
}
