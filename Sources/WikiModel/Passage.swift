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
  /// Titles of the enclosing sections, outermost first, each cut to ``sectionTitleByteLimit``;
  /// empty in the lead.
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

  /// The longest title of a section, in bytes; a wiki's longest have some hundred.
  ///
  /// It is analysed, hashed and stored for each passage, and up to six stand above one.
  package static let sectionTitleByteLimit = 1_024

  /// From the first source byte that the passage stands for to the last.
  package var sourceBytes: Range<Int> {
    let lower = sourceRuns.lazy.map(\.sourceRange.lowerBound).min() ?? 0
    let upper = sourceRuns.lazy.map(\.sourceRange.upperBound).max() ?? 0
    return lower..<upper
  }
}
