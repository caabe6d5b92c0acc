import WikiModel

/// The second pass: walks the text once and gives what is readable to a ``TextBuilder``.
///
/// What is still to be done waits on a stack of tasks, so that nesting never deepens the call
/// stack. A construct whose content is kept pushes the rest of its surroundings, then its parts.
struct WikitextRenderer {
  enum Task {
    /// Render `start..<end`; the mark is the first one that starts at or after `start`.
    case render(start: Int, end: Int, mark: Int)
    /// The same, beginning a line.
    case renderLines(start: Int, end: Int, mark: Int)
    /// Write text that stands for a range of the source.
    case write([UInt8], source: Range<Int>)
    /// Write a space.
    case space(Range<Int>)
    case endBlock
    case endHeading
    case beginQuotation
    case endQuotation
  }

  /// What a line is part of.
  enum LineKind {
    case paragraph
    case listItem
    case preformatted
    /// Lines of a table whose beginning or end is missing.
    case tableFragment
  }

  var builder: TextBuilder
  let marks: [Mark]
  let namespaces: NamespaceNames
  var tasks: [Task] = []
  /// Bytes looked at and tasks done.
  var work = 0

  // The range being rendered.
  var index = 0
  var end = 0
  var mark = 0

  // The state of lines and blocks.
  var line = LineKind.paragraph
  var isInHeading = false
  var quotationDepth = 0
  var isInPoem = false
  /// What the builder held at the beginning of the line.
  var lineStartCount = 0
  /// Whether a template or file was left out on this line.
  var lineHasRemoval = false
  var list = ListState()
  var quotes = QuoteState()

  init(source: [UInt8], marks: [Mark], namespaces: NamespaceNames) {
    builder = TextBuilder(source: source)
    self.marks = marks
    self.namespaces = namespaces
  }

  consuming func finish() -> ReadableText { builder.finish() }

  mutating func render(_ text: Span<UInt8>) {
    tasks.append(.renderLines(start: 0, end: text.count, mark: 0))
    while let task = tasks.popLast() {
      work += 1
      switch task {
      case .render(let start, let end, let mark):
        (index, self.end, self.mark) = (start, end, mark)
        renderRange(text)
      case .renderLines(let start, let end, let mark):
        (index, self.end, self.mark) = (start, end, mark)
        if !isInHeading { beginLine(text, feed: start..<start) }
        renderRange(text)
      case .write(let bytes, let source): builder.write(bytes, source: source)
      case .space(let source): builder.addSpace(source)
      case .endBlock: endBlock()
      case .endHeading:
        builder.endBlock()
        isInHeading = false
      case .beginQuotation:
        quotationDepth += 1
        endBlock()
      case .endQuotation:
        quotationDepth = max(0, quotationDepth - 1)
        endBlock()
      }
    }
  }

  /// Ends the block; text that follows without a marker is a paragraph, or part of a quotation.
  mutating func endBlock() {
    guard !isInHeading else { return }
    builder.endBlock()
    line = .paragraph
    builder.kind = isInPoem ? .preformatted : quotationDepth > 0 ? .quotation : .paragraph
  }

  /// Puts what is left of the current range on the stack, to go on after the tasks pushed next.
  mutating func suspend() {
    if index < end { tasks.append(.render(start: index, end: end, mark: mark)) }
    end = index
  }

  /// Goes on after a closed construct.
  mutating func skip(_ skipped: Mark) {
    index = skipped.end
    mark = skipped.next
  }

  mutating func noteRemoval() {
    builder.noteRemoval()
    lineHasRemoval = true
  }
}

// MARK: - Plain text

extension WikitextRenderer {
  /// Bytes that end a run of plain text.
  private static let isSpecial: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "\n\r\t '&<_".utf8 { table[Int(byte)] = true }
    return table
  }()

  /// Renders until the range is used up or another task has been pushed.
  mutating func renderRange(_ text: Span<UInt8>) {
    while index < end {
      while mark < marks.count, marks[mark].start < index { mark += 1 }
      var limit = end
      if mark < marks.count {
        let next = marks[mark].start
        if next == index {
          renderMark(text)
          continue
        }
        limit = min(end, next)
      }
      renderPlain(text, limit)
    }
  }

  /// Renders text without brackets up to `limit`, or less.
  private mutating func renderPlain(_ text: Span<UInt8>, _ limit: Int) {
    let table = Self.isSpecial
    let isSpecial = table.span
    let start = index
    var cursor = index
    while cursor < limit {
      let byte = text[cursor]
      if !isSpecial[Int(byte)] {
        cursor += 1
        continue
      }
      let next = cursor + 1 < limit ? text[cursor + 1] : 0
      if byte == 0x20 {
        if next != 0, !isSpecial[Int(next)] {
          cursor += 2
          continue
        }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "_") {
        if next != byte {
          cursor += 1
          continue
        }
      }
      break
    }
    work += cursor - start + 1
    copy(text, start, cursor)
    index = cursor
    if cursor < limit { renderSpecial(text, limit) }
  }

  /// Copies a run that holds single spaces only, and no white space at its end.
  mutating func copy(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    guard start < end else { return }
    var start = start
    if text[start] == 0x20 {
      if keepsSpaces {
        builder.copyExactly(start, end)
        return
      }
      builder.addSpace(start..<start + 1)
      start += 1
    }
    if start < end { builder.copy(text, start, end) }
  }

  /// Whether spaces count, as they do in lines that begin with one.
  var keepsSpaces: Bool { line == .preformatted && builder.isBlockOpen }

  private mutating func renderSpecial(_ text: Span<UInt8>, _ limit: Int) {
    switch text[index] {
    case UInt8(ascii: "\n"): renderLineFeed(text)
    case UInt8(ascii: "'"): renderApostrophes(text, limit)
    case UInt8(ascii: "&"): renderReference(text, limit)
    case UInt8(ascii: "<"): renderTag(text, limit)
    case UInt8(ascii: "_"): renderUnderscores(text, limit)
    default:
      let after = text.skippingBlanks(index, limit)
      work += after - index
      if keepsSpaces, after < limit, !text[after].isLineFeed {
        builder.copyExactly(index, after)
      } else {
        builder.addSpace(index..<after)
      }
      index = after
    }
  }

  /// Writes a byte of markup that turned out to be none.
  mutating func copyLiteral(_ text: Span<UInt8>, count: Int = 1) {
    builder.copy(text, index, index + count)
    index += count
  }

  /// `&amp;` and the like.
  private mutating func renderReference(_ text: Span<UInt8>, _ limit: Int) {
    guard let reference = CharacterEntities.scalar(in: text, at: index, before: limit) else {
      copyLiteral(text)
      return
    }
    writeScalar(reference.scalar, index..<reference.end)
    index = reference.end
  }

  /// Writes a decoded character; white space joins the gaps between words.
  ///
  /// A no-break space becomes a plain one: it only tells a browser where not to wrap a line, and
  /// searching and hashing see one kind of space.
  mutating func writeScalar(_ scalar: Unicode.Scalar, _ source: Range<Int>) {
    switch scalar.value {
    case 0x09, 0x0A, 0x20, 0xA0: builder.addSpace(source)
    default: builder.write(scalar, source: source)
    }
  }

  /// `__TOC__` and its kind go; other underscores stay.
  private mutating func renderUnderscores(_ text: Span<UInt8>, _ limit: Int) {
    var run = index
    while run < limit, text[run] == UInt8(ascii: "_") { run += 1 }
    work += run - index
    if run - index == 2 {
      let longest = min(limit, run + 80)
      var letters = run
      while letters < longest, text[letters] >= 0x80 || text[letters].isASCIILetter { letters += 1 }
      work += letters - run
      if letters > run, letters + 1 < limit, text[letters] == UInt8(ascii: "_"),
        text[letters + 1] == UInt8(ascii: "_")
      {
        noteRemoval()
        index = letters + 2
        return
      }
    }
    copyLiteral(text, count: run - index)
  }
}
