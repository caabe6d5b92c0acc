extension WordForm {
  /// Words that French, Italian, Catalan and Irish shorten before a vowel.
  private static let elided: Set<String> = [
    "all", "b", "bell", "c", "coll", "com", "cos", "d", "dall", "degl", "dell", "dov", "gl", "j",
    "jusqu", "l", "lorsqu", "m", "n", "nell", "puisqu", "qu", "quell", "quelqu", "quest", "quoiqu",
    "s", "sant", "sull", "t", "un", "v",
  ]

  /// Takes the apostrophes out of a normalised word, with what the rule drops beside them.
  static func removeApostrophes(
    from word: inout [UInt8], by rule: LanguageProfile.ApostropheRule
  ) {
    guard let first = word.firstIndex(of: ASCII.apostrophe) else { return }
    switch rule {
    case .join: break
    case .possessive:
      let s: UInt8 = 0x73
      if word.suffix(2).elementsEqual([ASCII.apostrophe, s]) { word.removeLast(2) }
    case .elision:
      if elided.contains(String(decoding: word[..<first], as: UTF8.self)) {
        word.removeSubrange(...first)
      }
    case .suffix:
      // A single letter is a part of the name: O'Neill.
      if first > 1 { word.removeSubrange(first...) }
    }
    word.removeAll { $0 == ASCII.apostrophe }
  }
}
