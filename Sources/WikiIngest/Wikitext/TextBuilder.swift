import WikiModel

/// Puts readable text together: blocks, single spaces, and the way back to the source.
///
/// White space is held back until something visible follows, so that no block begins or ends with
/// it and none is doubled.
struct TextBuilder {
  /// What waits to be written before the next visible byte.
  enum Gap {
    case none
    case space
    /// A line feed of the source inside a paragraph: a space, but nothing between two characters
    /// of a script that does not separate words.
    case softBreak
    /// A line break that counts, in poems and code.
    case hardBreak
  }

  let source: [UInt8]
  private(set) var bytes: [UInt8] = []
  private(set) var blocks: [ReadableText.Block] = []
  private(set) var map = SourceMap()

  /// The kind of the block that is open, or of the next one.
  var kind = ReadableText.Block.Kind.paragraph
  /// Where the open block begins in `bytes`, -1 when none is open.
  private(set) var blockStart = -1
  private var marker: [UInt8] = []
  private var markerSource = 0..<0
  private var markerCount = 0
  /// The last formula's place in `bytes`.
  private var formula = 0..<0
  private var gap = Gap.none
  private var gapSource = 0..<0
  /// True when something was left out after the last visible byte.
  private var hasRemoval = false

  init(source: [UInt8]) {
    self.source = source
    bytes.reserveCapacity(source.count / 2)
  }

  var isBlockOpen: Bool { blockStart >= 0 }

  /// The finished text.
  consuming func finish() -> ReadableText {
    endBlock()
    return ReadableText(bytes: bytes, blocks: blocks, sourceMap: map)
  }

  // MARK: Blocks

  /// Ends the open block; what follows begins a paragraph unless `kind` is set.
  mutating func endBlock() {
    gap = .none
    hasRemoval = false
    marker = []
    guard blockStart >= 0 else {
      kind = .paragraph
      return
    }
    trimSpaces()
    gap = .none
    if bytes.count > blockStart + markerCount {
      let range = blockStart..<bytes.count
      let isFormula = kind == .paragraph && formula == range
      blocks.append(.init(kind: isFormula ? .preformatted : kind, range: range))
    } else {
      // Repairs took everything away: the marker and the separator before go too.
      removeLast(bytes.count - blockStart)
      if !blocks.isEmpty { removeLast(1) }
    }
    blockStart = -1
    markerCount = 0
    kind = .paragraph
  }

  /// Sets a list item's marker, written when the item turns out to hold text.
  mutating func setMarker(_ text: [UInt8], source: Range<Int>) {
    marker = text
    markerSource = source
  }

  private mutating func openBlock() {
    if !blocks.isEmpty {
      bytes.append(0x0A)
      let place = map.runs.last?.sourceRange.upperBound ?? 0
      map.appendReplacement(textCount: 1, source: place..<place)
    }
    blockStart = bytes.count
    markerCount = marker.count
    if !marker.isEmpty {
      bytes += marker
      map.appendReplacement(textCount: marker.count, source: markerSource)
      marker = []
    }
    gap = .none
  }

  // MARK: Content

  /// Notes that something was left out here.
  mutating func noteRemoval() { hasRemoval = true }

  mutating func addSpace(_ source: Range<Int>) {
    guard blockStart >= 0, gap == .none || gap == .softBreak else { return }
    gap = .space
    gapSource = source
  }

  mutating func addSoftBreak(_ source: Range<Int>) {
    guard blockStart >= 0, gap == .none else { return }
    gap = .softBreak
    gapSource = source
  }

  mutating func addHardBreak(_ source: Range<Int>) {
    guard blockStart >= 0 else { return }
    gap = .hardBreak
    gapSource = source
  }

  /// Copies bytes of the source, which neither begin nor end with white space.
  mutating func copy(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    var start = start
    if hasRemoval {
      start = repair(text, start, end)
      guard start < end else { return }
    }
    if blockStart < 0 {
      openBlock()
    } else if gap != .none {
      writeGap(isBeforeUnspaced: Scripts.isUnspaced(text, at: start))
    }
    bytes += source[start..<end]
    map.appendVerbatim(sourceStart: start, count: end - start)
  }

  /// Copies bytes of the source as they are, white space included.
  mutating func copyExactly(_ start: Int, _ end: Int) {
    guard start < end else { return }
    prepare()
    bytes += source[start..<end]
    map.appendVerbatim(sourceStart: start, count: end - start)
  }

  /// Writes text that stands for a range of the source.
  mutating func write(_ text: [UInt8], source: Range<Int>) {
    guard !text.isEmpty else { return }
    prepare()
    bytes += text
    map.appendReplacement(textCount: text.count, source: source)
  }

  /// Writes a formula; one that is all of a paragraph makes it preformatted.
  mutating func writeFormula(_ text: [UInt8], source: Range<Int>) {
    write(text, source: source)
    formula = bytes.count - text.count..<bytes.count
  }

  /// Writes one character that stands for a range of the source.
  mutating func write(_ scalar: Unicode.Scalar, source: Range<Int>) {
    prepare()
    let before = bytes.count
    bytes.append(contentsOf: scalar.utf8)
    map.appendReplacement(textCount: bytes.count - before, source: source)
  }

  private mutating func prepare() {
    if hasRemoval {
      hasRemoval = false
      if blockStart >= 0, tail() == .openingParenthesis { gap = .none }
    }
    if blockStart < 0 { openBlock() } else if gap != .none { writeGap(isBeforeUnspaced: false) }
  }

  private mutating func writeGap(isBeforeUnspaced: Bool) {
    let kind = gap
    gap = .none
    switch kind {
    case .none: return
    case .hardBreak:
      trimSpaces()
      gap = .none
      bytes.append(0x0A)
      map.appendReplacement(textCount: 1, source: gapSource)
      return
    case .softBreak:
      if isBeforeUnspaced, Scripts.isUnspaced(before: bytes.count, in: bytes.span) { return }
    case .space: break
    }
    if let last = bytes.last, last.isWhitespace { return }
    bytes.append(0x20)
    if gapSource.count == 1, source[gapSource.lowerBound] == 0x20 {
      map.appendVerbatim(sourceStart: gapSource.lowerBound, count: 1)
    } else {
      map.appendReplacement(textCount: 1, source: gapSource)
    }
  }

  private mutating func removeLast(_ count: Int) {
    bytes.removeLast(count)
    map.removeLast(textCount: count)
  }

  /// Takes white space off the end of the open block and keeps it as a gap.
  private mutating func trimSpaces() {
    var count = 0
    while bytes.count - count > blockStart, bytes[bytes.count - count - 1].isWhitespace {
      count += 1
    }
    guard count > 0 else { return }
    removeLast(count)
    let end = map.runs.last?.sourceRange.upperBound ?? 0
    gap = .space
    gapSource = end..<min(end + 1, source.count)
  }
}

// MARK: - Repairs where something was left out

extension TextBuilder {
  private enum Tail {
    case start
    case openingParenthesis
    case separator
    case colon
    case other
  }

  /// What the open block ends with.
  private func tail() -> Tail {
    guard blockStart >= 0, bytes.count > blockStart else { return .start }
    if bytes.count - blockStart == markerCount { return .start }
    switch Punctuation.ending(bytes.span, bytes.count).kind {
    case .opening: return .openingParenthesis
    case .separator: return .separator
    case .colon: return .colon
    default: return .other
    }
  }

  /// Mends what a removal left between the text so far and the source at `start`.
  ///
  /// Empty parentheses go, and separators that have nothing before them in their parentheses,
  /// doubled separators, and a space before a comma. Gives where copying starts.
  private mutating func repair(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end {
      let next = Punctuation.beginning(text, index, end)
      let tail = tail()
      switch (tail, next.kind) {
      case (.start, .separator), (.start, .colon), (.openingParenthesis, .separator),
        (.separator, .separator):
        index += next.count
      case (.openingParenthesis, .closing):
        removeLast(Punctuation.ending(bytes.span, bytes.count).count)
        trimSpaces()
        index += next.count
      case (.separator, .closing), (.separator, .stop), (.colon, .closing), (.colon, .separator):
        removeLast(Punctuation.ending(bytes.span, bytes.count).count)
        trimSpaces()
        gap = .none
        continue
      case (.other, .separator), (.other, .stop), (.other, .closing):
        gap = .none
        hasRemoval = false
        return index
      default:
        if tail == .openingParenthesis { gap = .none }
        hasRemoval = false
        return index
      }
      let blank = text.skippingBlanks(index, end)
      if blank > index { addSpace(index..<index + 1) }
      index = blank
    }
    return index
  }
}
