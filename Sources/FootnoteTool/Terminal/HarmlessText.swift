extension String {
  /// The text without anything that a terminal would obey instead of show.
  ///
  /// Control characters become their pictures (`␛` for escape), except line feeds and tabs; the C1
  /// controls and the marks that turn the reading direction around become U+FFFD. O(n).
  var harmless: String {
    guard unicodeScalars.contains(where: { $0.replacementOnTerminal != nil }) else { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { result.append(scalar.replacementOnTerminal ?? scalar) }
    return String(result)
  }

  /// The same, with line feeds and tabs replaced too, for text that stays within a line.
  var harmlessLine: String {
    var result = String.UnicodeScalarView()
    for scalar in harmless.unicodeScalars {
      result.append(scalar == "\n" || scalar == "\t" ? " " : scalar)
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// What stands for a scalar that must not reach a terminal; nil when it may.
  fileprivate var replacementOnTerminal: Unicode.Scalar? {
    switch value {
    case 0x09, 0x0A: nil
    case 0x00...0x1F: Unicode.Scalar(0x2400 + value)
    case 0x7F: "\u{2421}"
    // C1 controls; embeddings and overrides of direction; isolates (Unicode TR 36 and TR 39).
    case 0x80...0x9F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: nil
    }
  }
}
