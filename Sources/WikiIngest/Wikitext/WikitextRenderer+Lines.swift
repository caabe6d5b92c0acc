import WikiModel

/// What each line is: blank, a heading, an item, part of a paragraph.
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
  mutating func skipLine(_ text: Span<UInt8>) {
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
}
