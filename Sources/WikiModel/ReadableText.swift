/// A revision's text as a reader sees it, with its blocks and the way back to its source.
///
/// Blocks follow each other in order, do not overlap, and are separated by line feeds in `bytes`.
package struct ReadableText: Sendable, Equatable {
  /// A run of text that is read as one piece.
  package struct Block: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
      /// A section's title; level 2 is `== Title ==`.
      case heading(level: Int)
      case paragraph
      /// One item of a list, its marker (a bullet or number) included in the text.
      case listItem
      case quotation
      /// Text whose line breaks count: poems, code, formulas on a line of their own.
      case preformatted
    }

    package var kind: Kind
    /// Byte offsets into ``ReadableText/bytes``, at UTF-8 boundaries, without the line feed.
    package var range: Range<Int>

    package init(kind: Kind, range: Range<Int>) {
      self.kind = kind
      self.range = range
    }
  }

  /// Valid UTF-8.
  package var bytes: [UInt8]
  package var blocks: [Block]
  package var sourceMap: SourceMap

  package init(bytes: [UInt8], blocks: [Block], sourceMap: SourceMap) {
    self.bytes = bytes
    self.blocks = blocks
    self.sourceMap = sourceMap
  }
}

/// Which source bytes each byte of a readable text came from.
///
/// A list of runs in text order that cover the text without gaps. A run whose two counts are equal
/// and `isVerbatim` is a copy, byte for byte; any other run stands for its source as a whole (a
/// decoded entity, a line break made from `<br>`, a formula rewritten).
package struct SourceMap: Sendable, Equatable {
  package struct Run: Sendable, Equatable {
    /// Bytes of text.
    package var textCount: Int
    /// Byte offset into the source.
    package var sourceStart: Int
    /// Bytes of source; equal to `textCount` in a verbatim run.
    package var sourceCount: Int
    package var isVerbatim: Bool

    package init(textCount: Int, sourceStart: Int, sourceCount: Int, isVerbatim: Bool) {
      self.textCount = textCount
      self.sourceStart = sourceStart
      self.sourceCount = sourceCount
      self.isVerbatim = isVerbatim
    }

    package var sourceRange: Range<Int> { sourceStart..<sourceStart + sourceCount }
  }

  package private(set) var runs: [Run]

  package init() { runs = [] }

  /// Adds a copy of `count` source bytes, joined to the run before where they touch.
  ///
  /// O(1).
  package mutating func appendVerbatim(sourceStart: Int, count: Int) {
    guard count > 0 else { return }
    if let last = runs.last, last.isVerbatim, last.sourceRange.upperBound == sourceStart {
      runs[runs.count - 1].textCount += count
      runs[runs.count - 1].sourceCount += count
      return
    }
    runs.append(
      Run(textCount: count, sourceStart: sourceStart, sourceCount: count, isVerbatim: true))
  }

  /// Adds `textCount` bytes that stand for a range of the source (which may be empty).
  ///
  /// O(1).
  package mutating func appendReplacement(textCount: Int, source: Range<Int>) {
    guard textCount > 0 else { return }
    runs.append(
      Run(
        textCount: textCount, sourceStart: source.lowerBound, sourceCount: source.count,
        isVerbatim: false))
  }

  /// Takes the last `count` bytes of text off the map.
  ///
  /// O(runs removed).
  package mutating func removeLast(textCount count: Int) {
    var left = count
    while left > 0, let last = runs.last {
      if last.textCount <= left {
        left -= last.textCount
        runs.removeLast()
      } else {
        runs[runs.count - 1].textCount -= left
        if last.isVerbatim { runs[runs.count - 1].sourceCount -= left }
        left = 0
      }
    }
    precondition(left == 0, "more text removed than the map covers")
  }

  /// Bytes of text covered.
  package var textCount: Int { runs.reduce(0) { $0 + $1.textCount } }
}
