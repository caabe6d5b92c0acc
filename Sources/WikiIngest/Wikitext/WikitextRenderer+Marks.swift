import WikiModel

/// What becomes of each bracketed construct.
extension WikitextRenderer {
  /// Renders the construct that the mark at `index` begins.
  mutating func renderMark(_ text: Span<UInt8>) {
    let found = marks[mark]
    work += 1
    guard found.isClosed, found.end <= end else {
      renderUnclosed(text, found)
      return
    }
    switch found.kind {
    case .comment: skip(found)
    case .none: mark += 1
    case .reference:
      builder.noteRemoval()
      skip(found)
    case .dropped, .parameter:
      noteRemoval()
      skip(found)
    case .table, .htmlTable:
      endBlock()
      noteRemoval()
      skip(found)
    case .nowiki: renderNowiki(text, found)
    case .pre, .code: renderPreformatted(text, found)
    case .math, .chemistry: renderFormula(text, found)
    case .template, .braces: renderTemplate(text, found)
    case .link: renderLink(text, found)
    case .external: renderExternalLink(text, found)
    case .variant: renderVariant(text, found)
    }
  }

  /// Renders an opener that nothing closes: the text goes on after it.
  private mutating func renderUnclosed(_ text: Span<UInt8>, _ found: Mark) {
    mark += 1
    switch found.kind {
    case .braces:
      while index < end, text[index] == UInt8(ascii: "{") {
        if mark < marks.count, marks[mark].start == index, marks[mark].isClosed { break }
        index += 1
        work += 1
      }
      noteRemoval()
    case .htmlTable:
      if let tag = TagOccurrence.read(text, at: index, before: end) { index = tag.end }
      endBlock()
    case .link:
      if let file = dropUnclosedFile(text) { index = file } else { copyLiteral(text, count: 2) }
    case .table: copyLiteral(text, count: 2)
    case .external, .variant: copyLiteral(text, count: 1)
    default: break
    }
  }

  /// The content of an element, between its tags.
  private func content(_ text: Span<UInt8>, _ found: Mark) -> Range<Int> {
    let start = min(found.end, text.firstIndex(of: UInt8(ascii: ">"), found.start, found.end) + 1)
    var end = found.end - 1
    while end > start, text[end] != UInt8(ascii: "<") { end -= 1 }
    return start..<max(start, end)
  }

  /// Text in which only character references are markup.
  private mutating func renderNowiki(_ text: Span<UInt8>, _ found: Mark) {
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
  private mutating func renderPreformatted(_ text: Span<UInt8>, _ found: Mark) {
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

  private mutating func renderFormula(_ text: Span<UInt8>, _ found: Mark) {
    let content = content(text, found)
    work += found.end - found.start
    let formula =
      found.kind == .math
      ? TeXText.plain(text, content) : ChemistryText.plain(text, content)
    builder.writeFormula(formula, source: found.start..<found.end)
    skip(found)
  }

  /// `-{zh-hans:甲; zh-hant:乙}-`: the first variant's text; `-{x}-`: its text.
  private mutating func renderVariant(_ text: Span<UInt8>, _ found: Mark) {
    let contentEnd = found.end - 2
    var start = Boundary(index: found.start + 2, mark: mark + 1)
    if let bar = boundary(text, UInt8(ascii: "|"), from: start, to: contentEnd) {
      if hidesVariant(text, start.index, bar.index) {
        noteRemoval()
        skip(found)
        return
      }
      start = Boundary(index: bar.index + 1, mark: bar.mark)
    }
    var ruleEnd = contentEnd
    if let colon = boundary(text, UInt8(ascii: ":"), from: start, to: contentEnd),
      isVariantCode(text, start.index, colon.index)
    {
      start = Boundary(index: colon.index + 1, mark: colon.mark)
      ruleEnd = boundary(text, UInt8(ascii: ";"), from: start, to: contentEnd)?.index ?? contentEnd
    }
    skip(found)
    suspend()
    tasks.append(.render(start: start.index, end: ruleEnd, mark: start.mark))
  }

  /// Whether the flags say that the rule shows nothing: hidden, a title, a description, removed.
  private func hidesVariant(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start <= 16 else { return false }
    for index in start..<end {
      switch text[index] {
      case UInt8(ascii: "H"), UInt8(ascii: "T"), UInt8(ascii: "D"): return true
      case UInt8(ascii: "-"): if end - start == 1 { return true }
      default: break
      }
    }
    return false
  }

  /// Whether `zh-hans` or the like stands at `start..<end`, after `word =>` where it is one-way.
  private func isVariantCode(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var last = text.trimmingWhitespace(start, end)
    let codeEnd = last
    while last > start, text[last - 1].isASCIILetter || text[last - 1] == UInt8(ascii: "-") {
      last -= 1
    }
    guard codeEnd - last >= 2, codeEnd - last <= 12 else { return false }
    let before = text.trimmingWhitespace(start, last)
    return before == start || text[before - 1] == UInt8(ascii: ">")
  }
}

/// A place in the text and the first mark at or after it.
struct Boundary {
  var index: Int
  var mark: Int
}

extension WikitextRenderer {
  /// The first `byte` at or after `start` that no closed construct inside the range holds.
  mutating func boundary(
    _ text: Span<UInt8>, _ byte: UInt8, from start: Boundary, to end: Int
  ) -> Boundary? {
    var index = start.index
    var mark = start.mark
    while index < end {
      while mark < marks.count, marks[mark].start < index { mark += 1 }
      if mark < marks.count, marks[mark].start == index, marks[mark].isClosed,
        marks[mark].end <= end
      {
        (index, mark) = (marks[mark].end, marks[mark].next)
        work += 1
        continue
      }
      if text[index] == byte { return Boundary(index: index, mark: mark) }
      index += 1
      work += 1
    }
    return nil
  }
}
