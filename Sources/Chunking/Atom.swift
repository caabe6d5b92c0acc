/// What stands at the end of a piece of text, from the best place to cut to the worst.
enum Break: UInt8, Comparable, CaseIterable {
  /// The end of a block.
  case paragraph
  /// The end of a list's item before another one.
  case item
  case sentence
  /// A line's end within a block, or a space between Thai or Lao words: most often a sentence's
  /// end.
  case phrase
  /// The end of a block that announces the next one, or that the next one goes on from.
  case leadIn
  /// A comma or its like.
  case clause
  case space
  /// Between two words that are written together.
  case word
  case character

  var endsBlock: Bool { self == .paragraph || self == .item || self == .leadIn }

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A piece of a section that is not cut: a sentence, several very short ones, or a part of one that
/// is over the limit.
struct Atom {
  /// Byte offsets, without white space at either end.
  var range: Range<Int>
  /// Characters of the section before the atom and up to its end, wide ones counted twice.
  var widthBefore: Int
  var widthThrough: Int
  /// Numbers of the blocks that its first and its last byte belong to.
  var firstBlock: Int
  var lastBlock: Int
  var startsBlock: Bool
  var breakAfter: Break
  /// False for a part of a sentence.
  var isWhole: Bool

  var width: Int { widthThrough - widthBefore }
}

/// A section's text as atoms in order.
struct SectionAtoms {
  private(set) var atoms: [Atom] = []
  private let bytes: [UInt8]
  private let limit: Int
  /// Neighbours shorter than this are joined.
  private let grain: Int
  private var width = 0
  private var end = 0

  init(bytes: [UInt8], options: ChunkingOptions) {
    self.bytes = bytes
    limit = options.limit
    grain = options.grain
  }

  mutating func removeAll() {
    atoms.removeAll(keepingCapacity: true)
    width = 0
  }

  /// Adds a piece that follows the last one and is not over the limit.
  ///
  /// O(bytes between the two).
  mutating func append(
    _ range: Range<Int>, width pieceWidth: Int, block: Int, startsBlock: Bool,
    then breakAfter: Break
  ) {
    if atoms.isEmpty { end = range.lowerBound }
    let before = width + Chunking.width(of: bytes.span, in: end..<range.lowerBound)
    let through = before + pieceWidth
    (width, end) = (through, range.upperBound)
    let follows = startsBlock || (atoms.last?.breakAfter ?? .paragraph) <= .phrase
    let atom = Atom(
      range: range, widthBefore: before, widthThrough: through, firstBlock: block,
      lastBlock: block, startsBlock: startsBlock, breakAfter: breakAfter,
      isWhole: follows && breakAfter <= .phrase)
    if let last = atoms.last, last.width < grain, atom.width < grain,
      through - last.widthBefore <= limit
    {
      atoms[atoms.count - 1].range = last.range.lowerBound..<range.upperBound
      atoms[atoms.count - 1].widthThrough = through
      atoms[atoms.count - 1].lastBlock = block
      atoms[atoms.count - 1].breakAfter = breakAfter
      atoms[atoms.count - 1].isWhole = last.isWhole && atom.isWhole
    } else {
      atoms.append(atom)
    }
  }

  /// Says that the last piece ends its block.
  mutating func endBlock() {
    guard let last = atoms.last else { return }
    let mark = bytes.scalar(endingAt: last.range.upperBound, after: last.range.lowerBound).value
    atoms[atoms.count - 1].breakAfter = mark.isClauseMark ? .leadIn : .paragraph
  }

  /// Says that a block starts at `start`, which may tie it to the one before.
  mutating func startBlock(at start: Int, before end: Int, followsItem: Bool) {
    guard let last = atoms.last, last.breakAfter == .paragraph else { return }
    if followsItem {
      atoms[atoms.count - 1].breakAfter = .item
    } else if bytes.scalar(at: start, before: end).value.startsNoSentence {
      atoms[atoms.count - 1].breakAfter = .leadIn
    }
  }
}
