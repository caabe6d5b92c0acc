/// Whether a full stop before a space ends a sentence, by the words around it and the language.
struct SentenceRules: Sendable {
  /// Abbreviations that something always follows ("Dr."), in lower case without the last stop.
  private let alwaysFollowed: Set<String>
  /// Abbreviations when a number follows, words otherwise: "no", "art".
  private let beforeNumbers: Set<String>
  /// Abbreviations that a sentence may end with ("etc.").
  private let anywhere: Set<String>
  /// Words that start sentences and are no names; after a doubtful stop they show a new sentence.
  private let starters: Set<String>
  /// True where a stop after a number makes it an ordinal, as in German days of the month.
  private let stopMakesOrdinals: Bool
  /// True where `;` is the question mark.
  let semicolonAsks: Bool

  /// Longer words before a stop are no abbreviations, in bytes.
  private static let longestToken = 32
  /// Longer words after a stop are no starters, in bytes.
  private static let longestStarter = 24

  /// The rules of a language by its BCP 47 tag; of no language in particular when it has none.
  static func of(language tag: String) -> SentenceRules {
    let subtag = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
    return byLanguage[subtag] ?? general
  }

  private static let general = SentenceRules(SentenceData.general, code: "")
  private static let byLanguage: [String: SentenceRules] = {
    var rules: [String: SentenceRules] = [:]
    for data in SentenceData.languages {
      for code in words(data.codes) { rules[code] = SentenceRules(data, code: code) }
    }
    for code in words(SentenceData.ordinalCodes) + words(SentenceData.semicolonCodes)
    where rules[code] == nil {
      rules[code] = SentenceRules(SentenceData.general, code: code)
    }
    return rules
  }()

  private init(_ data: SentenceData, code: String) {
    alwaysFollowed = Set(Self.words(data.alwaysFollowed))
    beforeNumbers = Set(Self.words(data.beforeNumbers))
    anywhere = Set(Self.words(data.anywhere))
    starters = Set(Self.words(data.starters))
    stopMakesOrdinals = Self.words(SentenceData.ordinalCodes).contains(code)
    semicolonAsks = Self.words(SentenceData.semicolonCodes).contains(code)
  }

  private static func words(_ list: String) -> [String] {
    list.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// Judges a full stop at `stop`, before a space and a word at `nextWord` that is not lower-case.
  func endsSentence(
    _ bytes: [UInt8], stop: Int, nextWord: Int, in block: Range<Int>
  ) -> Bool {
    guard stop > block.lowerBound else { return false }
    let start = tokenStart(bytes, stop: stop, in: block)
    // A longer word, or nothing but brackets: an ordinary end.
    guard let start, start < stop else { return true }
    let token = Token(bytes, start..<stop)
    if token.endsInThaiOrLao { return false }
    let isFirst = start == block.lowerBound || bytes[start - 1] == 0x0A
    if isFirst && (token.isNumber || token.isInitial) { return false }
    if token.isNumber {
      return !(stopMakesOrdinals && token.characters <= 2) || startsSentence(bytes, nextWord, block)
    }
    if token.isShortInDravidianScript { return false }
    let word = String(decoding: bytes[start..<stop], as: UTF8.self).lowercased()
    if alwaysFollowed.contains(word) { return false }
    if beforeNumbers.contains(word) && isNumber(bytes, nextWord, block) { return false }
    let isDoubtful =
      token.isInitial || token.isDotted || (stopMakesOrdinals && token.isRomanNumeral)
      || anywhere.contains(word)
    return !isDoubtful || startsSentence(bytes, nextWord, block)
  }

  /// Where the word that a stop ends starts; nil when that is too far for an abbreviation.
  private func tokenStart(_ bytes: [UInt8], stop: Int, in block: Range<Int>) -> Int? {
    var start = stop
    while start > block.lowerBound {
      if stop - start > Self.longestToken { return nil }
      let read = bytes.scalar(endingAt: start, after: block.lowerBound)
      let isInside = read.value == "." || !(read.value.endsToken)
      guard isInside else { break }
      start -= read.count
    }
    return start
  }

  /// True when the word at a place starts with a digit or is a Roman numeral.
  private func isNumber(_ bytes: [UInt8], _ word: Int, _ block: Range<Int>) -> Bool {
    var place = word
    while place < block.upperBound, Token.isRomanDigit(UInt32(bytes[place])) { place += 1 }
    guard place < block.upperBound else { return place > word }
    let next = bytes.scalar(at: place, before: block.upperBound).value
    return place > word ? !next.properties.isAlphabetic : next.isDigit
  }

  private func startsSentence(_ bytes: [UInt8], _ word: Int, _ block: Range<Int>) -> Bool {
    var end = word
    while end < block.upperBound, end - word <= Self.longestStarter {
      let read = bytes.scalar(at: end, before: block.upperBound)
      guard read.value.properties.isAlphabetic else { break }
      end += read.count
    }
    guard end > word, end - word <= Self.longestStarter else { return false }
    // "J. A. Smith": not the word "A".
    if end < block.upperBound, bytes[end] == 0x2E { return false }
    return starters.contains(String(decoding: bytes[word..<end], as: UTF8.self))
  }
}

extension Unicode.Scalar {
  /// True for what parts words, other than full stops.
  fileprivate var endsToken: Bool {
    if value < 0x80 {
      return
        !((0x30...0x39).contains(value) || (0x41...0x5A).contains(value)
        || (0x61...0x7A).contains(value))
    }
    return !(properties.isAlphabetic || continuesGrapheme || isDigit)
  }
}
