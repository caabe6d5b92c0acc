/// The table that counts words which follow each other: cells by a hash of two stems.
///
/// A cell at few bits is the sum of the cells at more bits whose numbers start with its own.
package enum WordPairs {
  /// Bits of the finest cells' numbers.
  static let finestBits = 28
  static let fewestBits = 10

  /// Bits by which pairs are weighed: more than eight cells for each document, within bounds.
  package static func bits(documentCount: Int) -> Int {
    let wanted = Int.bitWidth - (8 * min(documentCount, 1 << 32)).leadingZeroBitCount
    return min(finestBits, max(fewestBits, wanted))
  }

  /// The cell of two neighbours; products and folds, so that any machine finds the same.
  @inline(__always)
  package static func cell(_ first: UInt32, _ second: UInt32, bits: Int) -> Int {
    let key = UInt64(first) << 32 | UInt64(second)
    var hash = (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: hash >> UInt64(64 - bits))
  }
}

/// How a file holds the counts of pairs.
struct PairLayout: Equatable, Sendable {
  enum Kind: UInt32, Sendable {
    /// A byte a cell.
    case dense = 0
    /// The cells that count anything.
    case sparse = 1
  }

  /// A dense table is at least as fine as this, so that a small index may grow.
  static let fewestBits = 16

  var kind: Kind
  var bits: Int

  init(kind: Kind, bits: Int) {
    self.kind = kind
    self.bits = bits
  }

  /// The layout for a file.
  ///
  /// An eighth more documents than there are, so that an index that grows has tables which are
  /// fine enough for a while.
  ///
  /// - Parameters:
  ///   - documentCount: documents of the file, or of the index where it has more.
  ///   - textWordCount: words of the file's texts, which are no fewer than its pairs.
  init(documentCount: Int, textWordCount: UInt64) {
    let bits = max(
      Self.fewestBits, WordPairs.bits(documentCount: documentCount + documentCount / 8))
    let isSparse = textWordCount <= UInt64(1 << bits) / UInt64(WordStoreFormat.pairEntryByteCount)
    self =
      isSparse
      ? Self(kind: .sparse, bits: WordPairs.finestBits) : Self(kind: .dense, bits: bits)
  }
}
