/// Numbers whose digits are grouped or that have a fraction: `1,000.5`, `1.000,5`, `3.14`.
///
/// Grouping goes, so that `1,000`, `1.000` and `1000` are one; the fraction stays, after a dot.
/// What has a dot before three digits is taken as grouped. Dates and versions (`12.05.2020`) are
/// no such number and fall apart.
enum NumberShape {
  /// The end of the number that starts with a digit at `start`; of its first digits when the
  /// separators after them follow neither shape.
  static func end(in text: Span<UInt8>, from start: Int) -> Int {
    let digits = digitsEnd(in: text, from: start)
    // A later part of a date or a version.
    if start > 1, isSeparator(text[start - 1]), ASCII.isDigit(text[start - 2]) { return digits }
    var end = digits
    var grouping: UInt8 = 0
    while end < text.count, isSeparator(text[end]),
      grouping == 0 ? digits - start <= 3 : text[end] == grouping,
      digitsEnd(in: text, from: end + 1) == end + 4
    {
      grouping = text[end]
      end += 4
    }
    if end < text.count, isFractionMark(text[end], after: grouping) {
      let fraction = digitsEnd(in: text, from: end + 1)
      if fraction > end + 1 { end = fraction }
    }
    // One more separator and digit: a list, a date or a version after all.
    if end + 1 < text.count, isSeparator(text[end]), ASCII.isDigit(text[end + 1]) { return digits }
    return end
  }

  /// Takes the separators that group out of a word that starts with a digit, and makes the one
  /// before a fraction a dot.
  static func ungroup(_ word: inout [UInt8]) {
    guard let first = word.first, ASCII.isDigit(first),
      let firstMark = word.firstIndex(where: isSeparator),
      let lastMark = word.lastIndex(where: isSeparator)
    else { return }
    let isFraction: Bool
    if firstMark == lastMark {
      let digits = word[(lastMark + 1)...].prefix(while: ASCII.isDigit).count
      isFraction = digits != 3 || firstMark > 3
    } else {
      isFraction = word[firstMark] != word[lastMark]
    }
    if isFraction { word[lastMark] = ASCII.dot }
    for index in (firstMark...lastMark).reversed() where isSeparator(word[index]) {
      if index != lastMark || !isFraction { word.remove(at: index) }
    }
  }

  static func isSeparator(_ byte: UInt8) -> Bool { byte == ASCII.comma || byte == ASCII.dot }

  private static func isFractionMark(_ byte: UInt8, after grouping: UInt8) -> Bool {
    grouping == 0 ? byte == ASCII.dot : isSeparator(byte) && byte != grouping
  }

  private static func digitsEnd(in text: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < text.count, ASCII.isDigit(text[end]) { end += 1 }
    return end
  }
}
