/// Turns text into occurrences of features, with all that is reused between texts.
struct FeatureExtractor: ~Copyable {
  /// Longer tokens, in bytes of text, are no words: they are hashed as they stand.
  static let maximumWordBytes = 256
  /// Longer words, in bytes of their normal form, are not stemmed.
  static let maximumStemmedBytes = 64

  var scanner = TokenScanner()
  var wordForm = WordForm()
  var gramForm = GramForm()
  var stemmers = StemmerSet()
  var accents = AccentFolding()
  var cache: TokenCache
  var profiles: [LanguageProfile] = []
  var stem: [UInt8] = []
  var characters: [UInt32] = []
  var found: [UInt32] = []
  var foundStem: UInt32 = 0
  /// What features stand for, while somebody wants to know; texts in the hot path are not named.
  var names: FeatureNaming?
  /// The words of the texts appended since the list was last emptied.
  var words: [TextWord] = []

  /// Makes an extractor that keeps at most half of `1 << cacheSlotBits` tokens in mind.
  init(cacheSlotBits: Int = 17) {
    cache = TokenCache(maximumSlotBits: cacheSlotBits)
  }

  /// The number of a language's profile, for the calls below.
  mutating func profileNumber(ofTag tag: String) -> UInt8 {
    let profile = LanguageProfile.profile(ofTag: tag)
    if let known = profiles.firstIndex(of: profile) { return UInt8(known) }
    profiles.append(profile)
    return UInt8(profiles.count - 1)
  }

  /// Appends the features of `text`, one for each occurrence, and gives the text's length in
  /// characters of words.
  mutating func append(
    _ text: Span<UInt8>, profile: UInt8, to occurrences: inout [UInt32]
  ) -> UInt32 {
    var length: UInt32 = 0
    var offset = 0
    var end = 0
    while let token = scanner.next(in: text, from: &offset) {
      let bytes = text.extracting(token.range)
      let startsSentence = end == 0 || SentenceGap.isEnd(text, end..<token.range.lowerBound)
      end = token.range.upperBound
      let first = words.count
      let characters =
        switch token.kind {
        case .word: appendWord(bytes, profile: profile, to: &occurrences)
        case .grams: appendGrams(bytes, to: &occurrences)
        }
      length = length.addingReportingOverflow(characters).partialValue
      if startsSentence, first < words.count { words[first].startsSentence = true }
    }
    return length
  }

  /// Adds the reading of each word of a question by one more language's rules.
  ///
  /// Texts fall into the same tokens by the rules of all languages, and these into parts by those
  /// of some: the first parts of a token by all languages are one word, and so on.
  mutating func appendWords(
    of text: Span<UInt8>, profile: UInt8, to question: inout [QuestionWord]
  ) {
    var occurrences: [UInt32] = []
    var offset = 0
    var end = 0
    var tokenNumber = 0
    var place = 0
    while let token = scanner.next(in: text, from: &offset) {
      defer { tokenNumber += 1 }
      let bytes = text.extracting(token.range)
      let startsSentence = end == 0 || SentenceGap.isEnd(text, end..<token.range.lowerBound)
      end = token.range.upperBound
      let isName =
        token.kind == .word
        && (ASCII.isDigit(bytes[0]) || !startsSentence && scanner.startsUppercase(bytes))
      words.removeAll(keepingCapacity: true)
      switch token.kind {
      case .word: _ = appendWord(bytes, profile: profile, to: &occurrences)
      case .grams: _ = appendGrams(bytes, to: &occurrences)
      }
      while place < question.count, question[place].token < tokenNumber { place += 1 }
      for word in words {
        if place == question.count || question[place].token > tokenNumber {
          question.insert(
            QuestionWord(readings: [word], isName: isName, token: tokenNumber), at: place)
        } else if !question[place].readings.contains(word) {
          question[place].readings.append(word)
        }
        place += 1
      }
    }
  }

  /// Appends the features that `text` has in any of the languages, once for each token.
  mutating func appendUnion(
    _ text: Span<UInt8>, profiles: [UInt8], to occurrences: inout [UInt32]
  ) {
    var offset = 0
    while let token = scanner.next(in: text, from: &offset) {
      let bytes = text.extracting(token.range)
      guard token.kind == .word else {
        _ = appendGrams(bytes, to: &occurrences)
        continue
      }
      let start = occurrences.count
      for profile in profiles {
        let end = occurrences.count
        _ = appendWord(bytes, profile: profile, to: &occurrences)
        var kept = end
        for index in end..<occurrences.count
        where !occurrences[start..<end].contains(occurrences[index]) {
          occurrences[kept] = occurrences[index]
          kept += 1
        }
        occurrences.removeLast(occurrences.count - kept)
      }
    }
  }
}
