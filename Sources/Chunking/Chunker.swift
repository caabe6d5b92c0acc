package import WikiModel

/// Cuts readable text into passages: pieces of one section, whole sentences, near a target length.
///
/// A passage is a stretch of the text's bytes within one section, without white space at its ends.
/// Without overlap, the passages hold every byte of every block but headings, white space
/// between them aside. The same text, language and options always give the same passages.
package struct Chunker: Sendable {
  private let options: ChunkingOptions

  package init(options: ChunkingOptions = ChunkingOptions()) { self.options = options }

  /// The passages of a revision's text in order.
  ///
  /// `language` is a BCP 47 tag, which chooses abbreviations and the like. O(bytes).
  package func passages(of text: ReadableText, language: String) -> [Passage] {
    var maker = PassageMaker(text, options, language: language)
    for (number, block) in text.blocks.enumerated() {
      if case .heading(let level) = block.kind {
        maker.endSection()
        maker.enterSection(level: level, title: block.range)
      } else {
        maker.add(block, number: number)
      }
    }
    maker.endSection()
    return maker.passages
  }
}

/// The state of cutting one text.
private struct PassageMaker {
  private(set) var passages: [Passage] = []
  private let text: ReadableText
  private let options: ChunkingOptions
  private let scanner: SentenceScanner
  private var path = SectionPath()
  private var section: SectionAtoms
  private var packer: PassagePacker
  private var lastKind = ReadableText.Block.Kind.paragraph
  private var cursor: SourceMapCursor
  private let splitter: LongSentenceSplitter

  init(_ text: ReadableText, _ options: ChunkingOptions, language: String) {
    self.text = text
    self.options = options
    scanner = SentenceScanner(bytes: text.bytes, rules: .of(language: language))
    section = SectionAtoms(bytes: text.bytes, options: options)
    packer = PassagePacker(options: options)
    cursor = SourceMapCursor(text.sourceMap)
    splitter = LongSentenceSplitter(
      bytes: text.bytes, limit: options.limit, grain: options.grain,
      language: language)
  }

  mutating func enterSection(level: Int, title: Range<Int>) {
    path.enter(level: level, title: text.bytes[title])
  }

  /// Adds a block's sentences to the section.
  mutating func add(_ block: ReadableText.Block, number: Int) {
    let range = block.range
    let end = text.bytes.trimmingWhitespace(from: range.lowerBound, to: range.upperBound)
    var start = text.bytes.skippingWhitespace(from: range.lowerBound, before: end)
    guard start < end else { return }
    let body = start..<end
    section.startBlock(
      at: start, before: end, followsItem: block.kind == .listItem && lastKind == .listItem)
    lastKind = block.kind
    var startsBlock = true
    while start < end {
      let stop = scanner.next(from: start, in: body)
      let sentenceEnd = text.bytes.trimmingWhitespace(from: start, to: stop?.end ?? end)
      let breakAfter = stop?.breakAfter ?? .paragraph
      append(start..<sentenceEnd, block: number, startsBlock: startsBlock, then: breakAfter)
      startsBlock = false
      start = text.bytes.skippingWhitespace(from: stop?.end ?? end, before: end)
    }
    section.endBlock()
  }

  private mutating func append(
    _ sentence: Range<Int>, block: Int, startsBlock: Bool, then breakAfter: Break
  ) {
    guard !sentence.isEmpty else { return }
    let sentenceWidth = width(of: text.bytes.span, in: sentence)
    if sentenceWidth <= options.limit {
      section.append(
        sentence, width: sentenceWidth, block: block, startsBlock: startsBlock, then: breakAfter)
      return
    }
    var isFirst = startsBlock
    splitter.split(sentence, then: breakAfter) { piece, pieceBreak in
      section.append(
        piece, width: width(of: text.bytes.span, in: piece), block: block, startsBlock: isFirst,
        then: pieceBreak)
      isFirst = false
    }
  }

  /// Packs the section's sentences into passages.
  mutating func endSection() {
    let atoms = section.atoms
    guard !atoms.isEmpty else { return }
    var former: Range<Int>?
    for range in packer.pack(atoms) {
      let start = headStart(of: range, after: former, atoms)
      let bytes = atoms[start].range.lowerBound..<atoms[range.upperBound - 1].range.upperBound
      passages.append(
        Passage(
          ordinal: UInt32(passages.count), textRange: bytes, text: Array(text.bytes[bytes]),
          sectionPath: path.titles, sourceRuns: cursor.runs(in: bytes)))
      former = range
    }
    section.removeAll()
  }

  /// The first atom of a passage with what is repeated of the one before: its last whole sentences
  /// as far as overlap and limit allow, never all of it.
  private func headStart(of range: Range<Int>, after former: Range<Int>?, _ atoms: [Atom]) -> Int {
    guard let former, options.overlap > 0, atoms[range.lowerBound].isWhole else {
      return range.lowerBound
    }
    let widthThrough = atoms[range.upperBound - 1].widthThrough
    let widthBefore = atoms[former.upperBound - 1].widthThrough
    var start = range.lowerBound
    while start - 1 > former.lowerBound, atoms[start - 1].isWhole {
      let before = atoms[start - 1].widthBefore
      guard widthBefore - before <= options.overlap, widthThrough - before <= options.limit else {
        break
      }
      start -= 1
    }
    return start
  }
}
