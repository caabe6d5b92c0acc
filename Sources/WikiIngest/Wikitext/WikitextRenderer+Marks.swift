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
      if !dropUnclosedFile(text) { copyLiteral(text, count: 2) }
    case .table: copyLiteral(text, count: 2)
    case .external, .variant: copyLiteral(text, count: 1)
    default: break
    }
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
