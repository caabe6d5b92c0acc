/// Text laid out in lines of a given width.
enum TextLayout {
  /// Breaks a paragraph between words so that each line, its indent included, fits `width`.
  ///
  /// A word that is longer than a line stands alone on one. O(n).
  static func wrap(_ paragraph: String, width: Int, indent: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    var lineWidth = 0
    for word in paragraph.split(whereSeparator: \.isWhitespace) {
      let wordWidth = String(word).displayWidth
      if !line.isEmpty, indent + lineWidth + 1 + wordWidth > width {
        lines.append(margin + line)
        line = ""
        lineWidth = 0
      }
      if !line.isEmpty {
        line += " "
        lineWidth += 1
      }
      line += word
      lineWidth += wordWidth
    }
    if !line.isEmpty { lines.append(margin + line) }
    return lines
  }

  /// Breaks a line that is too wide between words; its pieces line up below its first word.
  ///
  /// After a label (`   Credit:   …`) they line up below the label's value.
  static func reflow(_ line: String, width: Int) -> [String] {
    guard line.displayWidth > width else { return [line] }
    var rest = line.drop { $0 == " " }
    if let colon = rest.firstIndex(of: ":"), rest[..<colon].allSatisfy(\.isLetter),
      rest[colon...].dropFirst().first == " "
    {
      rest = rest[colon...].dropFirst().drop { $0 == " " }
    }
    let head = String(line[..<rest.startIndex])
    let pieces = wrap(String(rest), width: width, indent: head.displayWidth)
    return pieces.enumerated().map { position, piece in
      position == 0 ? head + piece.dropFirst(head.count) : piece
    }
  }

  /// The paragraphs of a text whose paragraphs are separated by empty lines.
  static func paragraphs(_ text: String) -> [String] {
    var paragraphs: [String] = []
    var current: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        if !current.isEmpty { paragraphs.append(current.joined(separator: " ")) }
        current = []
      } else {
        current.append(line)
      }
    }
    if !current.isEmpty { paragraphs.append(current.joined(separator: " ")) }
    return paragraphs
  }

  /// Rows of a term and its meaning, the meanings aligned in a column.
  ///
  /// A term wider than `termWidth` stands on a line of its own above its meaning.
  static func table(
    _ rows: [(term: String, meaning: String)], indent: Int, termWidth: Int, width: Int
  ) -> [String] {
    let column = indent + termWidth + 2
    var lines: [String] = []
    for row in rows {
      let head = String(repeating: " ", count: indent) + row.term
      var meaning = wrap(row.meaning, width: width, indent: column)
      if row.term.displayWidth <= termWidth, let first = meaning.first {
        let padding = String(repeating: " ", count: termWidth - row.term.displayWidth + 2)
        lines.append(head + padding + first.dropFirst(column))
        meaning.removeFirst()
      } else {
        lines.append(head)
      }
      lines += meaning
    }
    return lines
  }
}
