import WikiModel

/// Elements whose content is not wikitext: literal text, code, formulas.
extension WikitextRenderer {
  /// The content of an element, between its tags.
  private func content(_ text: Span<UInt8>, _ found: Mark) -> Range<Int> {
    let start = min(found.end, text.firstIndex(of: UInt8(ascii: ">"), found.start, found.end) + 1)
    var end = found.end - 1
    while end > start, text[end] != UInt8(ascii: "<") { end -= 1 }
    return start..<max(start, end)
  }

  /// Text in which only character references are markup.
  mutating func renderNowiki(_ text: Span<UInt8>, _ found: Mark) {
    let content = content(text, found)
    var cursor = content.lowerBound
    var start = cursor
    work += found.end - found.start
    while cursor < content.upperBound {
      let byte = text[cursor]
      if byte == UInt8(ascii: "&"),
        let reference = CharacterEntities.scalar(in: text, at: cursor, before: content.upperBound)
      {
        copy(text, start, cursor)
        writeScalar(reference.scalar, cursor..<reference.end)
        cursor = reference.end
        start = cursor
      } else if byte.isWhitespace {
        if start < cursor { builder.copy(text, start, cursor) }
        let after = text.skippingWhitespace(cursor, content.upperBound)
        builder.addSpace(cursor..<after)
        cursor = after
        start = cursor
      } else {
        cursor += 1
      }
    }
    if start < cursor { builder.copy(text, start, cursor) }
    skip(found)
  }

  /// `<pre>` and code: a block whose lines stay, or a run of text where the tag says `inline`.
  mutating func renderPreformatted(_ text: Span<UInt8>, _ found: Mark) {
    var content = content(text, found)
    work += found.end - found.start
    if isInHeading || found.kind == .code && isInline(text, found.start, content.lowerBound) {
      renderNowiki(text, found)
      return
    }
    endBlock()
    // The first line's indentation stays.
    var start = content.lowerBound
    while start < content.upperBound, text[start].isWhitespace {
      start += 1
      if text[start - 1].isLineFeed { content = start..<content.upperBound }
    }
    let end = text.trimmingWhitespace(content.lowerBound, content.upperBound)
    if start < end {
      builder.kind = .preformatted
      var cursor = content.lowerBound
      var copied = cursor
      while cursor < end {
        if found.kind == .pre, text[cursor] == UInt8(ascii: "&"),
          let reference = CharacterEntities.scalar(in: text, at: cursor, before: end)
        {
          builder.copyExactly(copied, cursor)
          builder.write(reference.scalar, source: cursor..<reference.end)
          cursor = reference.end
          copied = cursor
        } else if found.kind == .pre, text[cursor] == UInt8(ascii: "<"),
          let tag = TagOccurrence.read(text, at: cursor, before: end), tag.tag == .nowiki
        {
          builder.copyExactly(copied, cursor)
          cursor = tag.end
          copied = cursor
        } else {
          cursor += 1
        }
      }
      builder.copyExactly(copied, end)
    }
    endBlock()
    skip(found)
  }

  /// Whether the tag has the attribute `inline`, or `enclose="none"` of older pages.
  private func isInline(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    for index in start..<end {
      let byte = text[index].asciiLowercased
      if byte == UInt8(ascii: "i"), text.hasWord(Self.inlineWord, at: index, before: end) {
        return true
      }
      if byte == UInt8(ascii: "e"), text.hasWord(Self.encloseWord, at: index, before: end) {
        return true
      }
    }
    return false
  }

  private static let inlineWord = Array("inline".utf8)
  private static let encloseWord = Array("enclose=\"none".utf8)

  mutating func renderFormula(_ text: Span<UInt8>, _ found: Mark) {
    let content = content(text, found)
    work += found.end - found.start
    let formula =
      found.kind == .math
      ? TeXText.plain(text, content) : ChemistryText.plain(text, content)
    builder.writeFormula(formula, source: found.start..<found.end)
    skip(found)
  }
}
