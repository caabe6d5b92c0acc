import WikiModel

/// The counters of numbered lists, by the prefixes of their lines.
struct ListState {
  private var prefix: [UInt8] = []
  private var counters: [Int] = []

  mutating func end() {
    prefix.removeAll(keepingCapacity: true)
    counters.removeAll(keepingCapacity: true)
  }

  /// Takes the prefix of the next line and gives its item's number at its own depth.
  mutating func next(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    let count = end - start
    var common = 0
    while common < min(count, prefix.count),
      Self.list(text[start + common]) == Self.list(prefix[common])
    {
      common += 1
    }
    counters.removeLast(counters.count - common)
    prefix.removeLast(prefix.count - common)
    if common == count {
      counters[count - 1] += 1
    } else {
      for index in common..<count {
        counters.append(1)
        prefix.append(text[start + index])
      }
    }
    return counters[count - 1]
  }

  /// Terms and definitions are of one list.
  private static func list(_ marker: UInt8) -> UInt8 {
    marker == UInt8(ascii: ";") ? UInt8(ascii: ":") : marker
  }
}

extension WikitextRenderer {
  /// A line feed: what it means depends on the line that follows.
  mutating func renderLineFeed(_ text: Span<UInt8>) {
    let feed = index..<index + 1
    index += 1
    if isInHeading {
      builder.addSpace(feed)
      return
    }
    if lineHasRemoval, builder.bytes.count == lineStartCount { endBlock() }
    beginLine(text, feed: feed)
  }

  /// Decides what the line at `index` is, and steps over its marker.
  mutating func beginLine(_ text: Span<UInt8>, feed: Range<Int>) {
    skipCommentLines(text)
    lineStartCount = builder.bytes.count
    lineHasRemoval = false
    work += 1
    guard index < end else { return }
    let byte = text[index]
    if byte.isLineFeed {
      endBlock()
      list.end()
    } else if byte == UInt8(ascii: "="), beginHeading(text) {
      list.end()
    } else if line == .tableFragment || byte == UInt8(ascii: "|") || isUnclosedTable {
      dropLine(text)
    } else if isInPoem {
      beginPoemLine(text, feed)
    } else if byte.isBlank {
      beginIndentedLine(text, feed)
    } else if Self.isListMarker(byte) {
      beginListItem(text)
    } else {
      list.end()
      skipRule(text)
      continueParagraph(feed)
    }
  }

  /// Whether a `{|` stands here that no `|}` closes.
  private var isUnclosedTable: Bool {
    mark < marks.count && marks[mark].start == index && marks[mark].kind == .table
      && !marks[mark].isClosed
  }

  /// Skips lines that hold nothing but comments: they are no lines at all.
  private mutating func skipCommentLines(_ text: Span<UInt8>) {
    while true {
      while mark < marks.count, marks[mark].start < index { mark += 1 }
      guard mark < marks.count, marks[mark].start < end, marks[mark].kind == .comment else {
        return
      }
      let comment = marks[mark]
      let first = text.skippingBlanks(index, comment.start)
      let after = text.skippingBlanks(comment.end, end)
      work += after - comment.end + first - index
      guard first == comment.start else { return }
      if after < end, text[after].isLineFeed {
        index = after + 1
        mark = comment.next
      } else if first == index {
        skip(comment)
      } else {
        return
      }
    }
  }

  /// A rule of four dashes ends the block; braces that close nothing go from a line's beginning.
  private mutating func skipRule(_ text: Span<UInt8>) {
    let byte = text[index]
    guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "}") else { return }
    var run = index
    while run < end, text[run] == byte { run += 1 }
    work += run - index
    if byte == UInt8(ascii: "-"), run - index >= 4 {
      endBlock()
      index = run
    } else if byte == UInt8(ascii: "}"), run - index >= 2 {
      noteRemoval()
      index = run
    }
  }

  /// A line without a marker goes on with the paragraph, or begins one.
  private mutating func continueParagraph(_ feed: Range<Int>) {
    if line == .paragraph { builder.addSoftBreak(feed) } else { endBlock() }
  }

  private mutating func beginPoemLine(_ text: Span<UInt8>, _ feed: Range<Int>) {
    builder.addHardBreak(feed)
    while index < end, text[index].isBlank || text[index] == UInt8(ascii: ":") { index += 1 }
  }

  /// Steps over the rest of a line of a table whose beginning or end is missing.
  ///
  /// Such lines follow up to a blank line or a heading.
  private mutating func dropLine(_ text: Span<UInt8>) {
    endBlock()
    line = .tableFragment
    skipLine(text)
  }

  /// Steps to the line feed that ends the line; those inside closed constructs do not count.
  private mutating func skipLine(_ text: Span<UInt8>) {
    while index < end {
      while mark < marks.count, marks[mark].start < index { mark += 1 }
      if mark < marks.count, marks[mark].start == index, marks[mark].isClosed {
        skip(marks[mark])
        continue
      }
      if text[index].isLineFeed { return }
      index += 1
      work += 1
    }
    index = end
  }

  // MARK: Indented lines

  /// A line that begins with a space shows as it is, line breaks included.
  private mutating func beginIndentedLine(_ text: Span<UInt8>, _ feed: Range<Int>) {
    let first = text.skippingBlanks(index, end)
    work += first - index
    list.end()
    if first == end || text[first].isLineFeed {
      endBlock()
      index = first
      return
    }
    while mark < marks.count, marks[mark].start < first { mark += 1 }
    let isMarkup =
      mark < marks.count && marks[mark].start == first && marks[mark].kind != .link
      && marks[mark].kind != .external
    if isMarkup || text[first] == UInt8(ascii: "<") || quotationDepth > 0 {
      index = first
      continueParagraph(feed)
    } else if line == .preformatted {
      builder.addHardBreak(feed)
      index += 1
    } else {
      endBlock()
      line = .preformatted
      builder.kind = .preformatted
      index = first
    }
  }

  // MARK: Lists

  static func isListMarker(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: ";")
  }

  private mutating func beginListItem(_ text: Span<UInt8>) {
    let start = index
    while index < end, Self.isListMarker(text[index]) { index += 1 }
    work += index - start
    endBlock()
    let number = list.next(text, start, index)
    let source = start..<index
    index = text.skippingBlanks(index, end)
    switch text[source.upperBound - 1] {
    case UInt8(ascii: "*"): beginItem("• ", source)
    case UInt8(ascii: "#"): beginItem("\(number). ", source)
    case UInt8(ascii: ";"):
      line = .listItem
      builder.kind = .listItem
      splitDefinition(text)
    default:
      // Indentation: a paragraph of its own.
      line = .listItem
    }
  }

  mutating func beginItem(_ marker: String, _ source: Range<Int>) {
    guard !isInHeading else { return }
    line = .listItem
    builder.kind = .listItem
    builder.setMarker(Array(marker.utf8), source: source)
  }

  /// `; term : definition` on one line.
  private mutating func splitDefinition(_ text: Span<UInt8>) {
    var cursor = index
    var next = mark
    while cursor < end, !text[cursor].isLineFeed {
      while next < marks.count, marks[next].start < cursor { next += 1 }
      if next < marks.count, marks[next].start == cursor, marks[next].isClosed {
        cursor = min(end, marks[next].end)
        next = marks[next].next
        continue
      }
      let isAddress = cursor + 1 < end && text[cursor + 1] == UInt8(ascii: "/")
      if text[cursor] == UInt8(ascii: ":"), !isAddress { break }
      cursor += 1
      work += 1
    }
    guard cursor < end, text[cursor] == UInt8(ascii: ":"), cursor > index else { return }
    let termEnd = text.trimmingWhitespace(index, cursor)
    tasks.append(.render(start: cursor + 1, end: end, mark: next))
    tasks.append(.space(cursor + 1..<cursor + 1))
    tasks.append(.write([UInt8(ascii: ":")], source: cursor..<cursor + 1))
    end = termEnd
  }

  // MARK: Headings

  /// Begins the heading that the line at `index` is; false when it is none.
  ///
  /// The line must end with `=` too; comments, templates and references may follow. Its level is
  /// the smaller of the two runs, and the rest of the longer one belongs to the title.
  private mutating func beginHeading(_ text: Span<UInt8>) -> Bool {
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
