/// A piece of one section of a revision: the unit that is indexed and found.
///
/// It stays inside the package: text leaves only as part of an attributed passage.
package struct Passage: Sendable, Equatable {
  /// Position among the revision's passages, from 0.
  package var ordinal: UInt32
  /// Byte offsets into the revision's readable text.
  package var textRange: Range<Int>
  /// UTF-8; the readable text's bytes in `textRange`.
  package var text: [UInt8]
  /// Titles of the enclosing sections, outermost first; empty in the lead.
  package var sectionPath: [String]
  /// Where the text came from, relative to the source's first byte.
  package var sourceRuns: [SourceMap.Run]

  package init(
    ordinal: UInt32, textRange: Range<Int>, text: [UInt8], sectionPath: [String],
    sourceRuns: [SourceMap.Run]
  ) {
    self.ordinal = ordinal
    self.textRange = textRange
    self.text = text
    self.sectionPath = sectionPath
    self.sourceRuns = sourceRuns
  }

  /// From the first source byte that the passage stands for to the last.
  package var sourceBytes: Range<Int> {
    let lower = sourceRuns.lazy.map(\.sourceRange.lowerBound).min() ?? 0
    let upper = sourceRuns.lazy.map(\.sourceRange.upperBound).max() ?? 0
    return lower..<upper
  }
}
