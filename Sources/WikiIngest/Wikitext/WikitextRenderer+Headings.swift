import WikiModel

/// Headings: `== Title ==`.
extension WikitextRenderer {
  /// Begins the heading that the line at `index` is; false when it is none.
  ///
  /// The line must end with `=` too; comments, templates and references may follow. Its level is
  /// the smaller of the two runs, and the rest of the longer one belongs to the title.
  mutating func beginHeading(_ text: Span<UInt8>) -> Bool {
    let start = index
    var next = mark
    var cursor = start
    var solidEnd = start
    while cursor < end, !text[cursor].isLineFeed {
      while next < marks.count, marks[next].start < cursor { next += 1 }
      if next < marks.count, marks[next].start == cursor, marks[next].isClosed {
        let skipped = marks[next]
        cursor = min(end, skipped.end)
        next = skipped.next
        if !skipped.mayFollowHeading { solidEnd = cursor }
        continue
      }
      if !text[cursor].isWhitespace { solidEnd = cursor + 1 }
      cursor += 1
      work += 1
    }
    var opening = start
    while opening < solidEnd, text[opening] == UInt8(ascii: "=") { opening += 1 }
    var closing = solidEnd
    while closing > opening, text[closing - 1] == UInt8(ascii: "=") { closing -= 1 }
    guard closing > opening, closing < solidEnd else { return false }
    let level = min(opening - start, solidEnd - closing, 6)
    endBlock()
    tasks.append(.render(start: cursor, end: end, mark: next))
    tasks.append(.endHeading)
    isInHeading = true
    quotationDepth = 0
    isInPoem = false
    line = .paragraph
    builder.kind = .heading(level: level)
    index = start + level
    end = solidEnd - level
    return true
  }
}

extension Mark {
  /// Whether the construct may stand after a heading on its line.
  fileprivate var mayFollowHeading: Bool {
    switch kind {
    case .comment, .dropped, .reference, .template, .parameter: true
    default: false
    }
  }
}
