@testable import Chunking
import CICU

/// The rules for ends of sentences, written as plainly as they can be over an array of characters,
/// with properties by ICU: what the scanner over bytes is held to.
struct SentenceOracle {
  private let text: [Unicode.Scalar]
  private let code: String
  private let alwaysFollowed: [String]
  private let beforeNumbers: [String]
  private let anywhere: [String]
  private let starters: [String]
  private let ordinalCodes: [String]

  init(_ block: String, language: String) {
    text = Array(block.unicodeScalars)
    code = language
    let data =
      SentenceData.languages.first { Self.words($0.codes).contains(language) }
      ?? SentenceData.general
    alwaysFollowed = Self.words(data.alwaysFollowed)
    beforeNumbers = Self.words(data.beforeNumbers)
    anywhere = Self.words(data.anywhere)
    starters = Self.words(data.starters)
    ordinalCodes = Self.words(SentenceData.ordinalCodes)
  }

  /// The sentences of the block, without white space between them.
  func sentences() -> [String] {
    var found: [String] = []
    var start = 0
    for end in 1...max(1, text.count) where end < text.count && end > start && isEnd(end) {
      found.append(string(start..<end))
      start = skipSpaces(end)
    }
    if start < text.count { found.append(string(start..<text.count)) }
    return found
  }

  private static func words(_ list: String) -> [String] {
    list.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private func string(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text[range])
    return String(view)
  }

  // MARK: What characters are

  private func isSpace(_ i: Int) -> Bool {
    i < text.count && footnote_is_white_space(text[i].value)
  }

  private func category(_ scalar: Unicode.Scalar) -> Int32 {
    footnote_general_category(scalar.value)
  }

  private func isFullStop(_ i: Int) -> Bool { ".․﹒．".unicodeScalars.contains(text[i]) }

  private func isExclamation(_ i: Int) -> Bool {
    "!?\u{37E}‼‽⁇⁈⁉⸮".unicodeScalars.contains(text[i]) || (code == "el" && text[i] == ";")
  }

  private func isFinal(_ i: Int) -> Bool {
    if "།༎។៕".unicodeScalars.contains(text[i]) { return true }
    if text[i] == "၊" || isFullStop(i) || isExclamation(i) { return false }
    return footnote_is_sentence_terminal(text[i].value)
  }

  private func isStop(_ i: Int) -> Bool {
    i < text.count && (isFullStop(i) || isExclamation(i) || isFinal(i) || text[i] == "…")
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    isGraphemeMark(scalar)
      || (scalar.value >= 0x300 && category(scalar) == FOOTNOTE_CATEGORY_CF)
  }

  private func isGraphemeMark(_ scalar: Unicode.Scalar) -> Bool {
    footnote_is_grapheme_extend(scalar.value) || scalar == "\u{200D}"
      || category(scalar) == FOOTNOTE_CATEGORY_MC
  }

  private func isPhraseLetter(_ i: Int) -> Bool {
    guard i < text.count, text[i] != "ๆ", text[i] != "ໆ" else { return false }
    let category = category(text[i])
    let script = footnote_script(text[i].value)
    return (script == FOOTNOTE_SCRIPT_THAI || script == FOOTNOTE_SCRIPT_LAO)
      && (category == FOOTNOTE_CATEGORY_LO || category == FOOTNOTE_CATEGORY_MN)
  }

  private func isWide(_ scalar: Unicode.Scalar) -> Bool {
    let scripts = [
      FOOTNOTE_SCRIPT_HAN, FOOTNOTE_SCRIPT_HANGUL, FOOTNOTE_SCRIPT_HIRAGANA,
      FOOTNOTE_SCRIPT_KATAKANA,
    ]
    return scripts.contains(footnote_script(scalar.value)) && footnote_is_alphabetic(scalar.value)
  }

  private func isLower(_ scalar: Unicode.Scalar) -> Bool {
    category(scalar) == FOOTNOTE_CATEGORY_LL
      && footnote_script(scalar.value) != FOOTNOTE_SCRIPT_GEORGIAN
  }

  private func isDigit(_ i: Int) -> Bool {
    i >= 0 && i < text.count && category(text[i]) == FOOTNOTE_CATEGORY_ND
  }

  private func isClauseMark(_ i: Int) -> Bool {
    ",;:،؛、，；：·፣፤፥၊៖՝﹐﹑﹔﹕､".unicodeScalars.contains(text[i])
  }

  // MARK: Where sentences end

  private func skipSpaces(_ start: Int) -> Int {
    var i = start
    while isSpace(i) { i += 1 }
    return i > start && i < text.count && isGraphemeMark(text[i]) ? i - 1 : i
  }

  private func isEnd(_ end: Int) -> Bool {
    if text[end] == "\n" { return true }
    if isPhraseLetter(end - 1), text[end] == " " { return startsPhrase(skipSpaces(end)) }
    if text[end - 1] == "፡", text[end] != "፡", end >= 2, text[end - 2] == "፡" { return true }
    // Back over what closes the sentence to its stops, from which the closers must end here.
    var stop = end - 1
    while stop >= 0, !isStop(stop), !isSpace(stop) { stop -= 1 }
    guard stop >= 0, isStop(stop), closersEnd(stop + 1) == end, !isStop(end) else { return false }
    var first = stop
    while first > 0, isStop(first - 1) { first -= 1 }
    return isSpace(end) ? endsBeforeSpace(first...stop, end) : endsWithout(first...stop, end)
  }

  private func startsPhrase(_ start: Int) -> Bool {
    var i = start
    while isPhraseLetter(i) { i += 1 }
    return i > start && !(i - start <= 4 && i < text.count && text[i] == ".")
  }

  private func closersEnd(_ start: Int) -> Int {
    var i = start
    while i < text.count {
      let category = category(text[i])
      let closes =
        text[i] == "\"" || text[i] == "'" || isMark(text[i])
        || category == FOOTNOTE_CATEGORY_PE || category == FOOTNOTE_CATEGORY_PF
        || (category == FOOTNOTE_CATEGORY_PI && (i + 1 == text.count || isSpace(i + 1)))
      guard closes else { break }
      i += 1
    }
    return i
  }

  private func endsWithout(_ stops: ClosedRange<Int>, _ end: Int) -> Bool {
    guard let before = stops.lowerBound > 0 ? text[stops.lowerBound - 1] : nil else { return false }
    if stops.contains(where: isFinal) {
      if isDigit(stops.lowerBound - 1) && isDigit(end) || isClauseMark(end) { return false }
      return !(end > stops.upperBound + 1 && (text[end] == "と" || text[end] == "っ"))
    }
    let isEllipsis =
      !stops.contains(where: isExclamation)
      && (stops.count > 1 || text[stops.lowerBound] == "…")
    return !isEllipsis && isWide(before) && isWide(text[end])
  }

  private func endsBeforeSpace(_ stops: ClosedRange<Int>, _ end: Int) -> Bool {
    if stops.contains(where: isFinal) { return true }
    let next = skipSpaces(end)
    if next == text.count || isClauseMark(next) || isStop(next) { return false }
    var word = next
    while word < text.count, word < next + 8, opensWord(text[word]) || isSpace(word) { word += 1 }
    if word < text.count, isLower(text[word]) { return false }
    guard stops.count == 1, isFullStop(stops.lowerBound) else { return true }
    return fullStopEnds(stops.lowerBound, word)
  }

  private func opensWord(_ scalar: Unicode.Scalar) -> Bool {
    if "\"'([{-*•¿¡”’»".unicodeScalars.contains(scalar) { return true }
    return [FOOTNOTE_CATEGORY_PS, FOOTNOTE_CATEGORY_PI, FOOTNOTE_CATEGORY_PD]
      .contains(category(scalar))
  }

  // MARK: Abbreviations

  private func fullStopEnds(_ stop: Int, _ word: Int) -> Bool {
    if stop == 0 { return false }
    var start = stop
    while start > 0, isInToken(text[start - 1]) { start -= 1 }
    let token = string(start..<stop)
    if token.isEmpty || token.utf8.count > 32 { return true }
    if isPhraseLetter(stop - 1) || text[stop - 1] == "ๆ" { return false }
    let scalars = Array(token.unicodeScalars)
    let isNumber = scalars.allSatisfy { category($0) == FOOTNOTE_CATEGORY_ND }
    let bases = scalars.filter { !isGraphemeMark($0) }
    let starts = isStarter(word)
    let isOrdinal = ordinalCodes.contains(code)
    let hasDigits = scalars.contains { category($0) == FOOTNOTE_CATEGORY_ND }
    let isInitial =
      bases.count == 1 && !hasDigits && bases[0] != "." && !scalars.contains { isLongScript($0) }
    if (start == 0 || text[start - 1] == "\n") && (isNumber || isInitial) { return false }
    if isNumber { return !(isOrdinal && scalars.count <= 2) || starts }
    if scalars.count <= 3, scalars.allSatisfy({ (0x0B80...0x0D7F).contains($0.value) }) {
      return false
    }
    if alwaysFollowed.contains(token.lowercased()) { return false }
    if beforeNumbers.contains(token.lowercased()), isNumeral(word) {
      return false
    }
    let pieces = bases.split(separator: ".", omittingEmptySubsequences: true)
    let isDotted =
      bases.contains(".") && !hasDigits && !pieces.isEmpty && pieces.allSatisfy { $0.count <= 3 }
    let isRoman = scalars.allSatisfy { "CDILMVX".unicodeScalars.contains($0) }
    let isDoubtful =
      isInitial || isDotted || (isOrdinal && isRoman)
      || anywhere.contains(token.lowercased())
    return !isDoubtful || starts
  }

  private func isInToken(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || footnote_is_alphabetic(scalar.value)
      || category(scalar) == FOOTNOTE_CATEGORY_ND
      || isGraphemeMark(scalar)
  }

  private func isLongScript(_ scalar: Unicode.Scalar) -> Bool {
    isWide(scalar) || (0x0900...0x109F).contains(scalar.value)
      || (0x1780...0x17FF).contains(scalar.value)
  }

  private func isStarter(_ start: Int) -> Bool {
    var end = start
    while end < text.count, footnote_is_alphabetic(text[end].value) { end += 1 }
    if end < text.count, text[end] == "." { return false }
    return starters.contains(string(start..<end))
  }

  private func isNumeral(_ start: Int) -> Bool {
    if isDigit(start) { return true }
    var end = start
    while end < text.count, "CDILMVX".unicodeScalars.contains(text[end]) { end += 1 }
    return end > start && (end == text.count || !footnote_is_alphabetic(text[end].value))
  }
}
