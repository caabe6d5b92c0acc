import Storage

/// Where the postings of one feature lie in the file, checked to be inside it.
package struct PostingList: Sendable {
  package let feature: UInt32
  /// How many documents have the feature, at least 1.
  package let documentFrequency: Int
  let layout: Layout

  /// The shape of a list, with its parts as ranges or offsets of the file.
  enum Layout: Sendable {
    case short(gaps: Range<Int>, width: Int, impacts: Range<Int>)
    case column(Range<Int>, maximum: UInt8)
    case bitmap(BitmapLayout, maximum: UInt8)
    case packed(PackedLayout, maximum: UInt8)
  }

  /// The parts of a bitmap.
  struct BitmapLayout: Sendable {
    var ranks: Range<Int>
    var words: Range<Int>
    var impacts: Range<Int>

    init(start: Int, documentFrequency: Int, documentCount: Int) {
      let lineCount = PostingFormat.bitmapLineCount
      let lines = (documentCount + lineCount - 1) / lineCount
      ranks = start..<start + 4 * lines
      words = ranks.upperBound..<ranks.upperBound + lines * lineCount / 8
      impacts = words.upperBound..<words.upperBound + documentFrequency
    }
  }

  /// The block table of a packed list, and its blocks.
  struct PackedLayout: Sendable {
    var documentFrequency: Int
    var blockCount: Int
    var start: Int
    /// The blocks' bytes.
    var blocks: Range<Int>

    func lastDocument(_ bytes: RawSpan, _ block: Int) -> UInt32 {
      bytes.integer(UInt32.self, at: start + 4 * block)
    }

    /// The end of a block's bytes, counted from the start of the blocks.
    func end(_ bytes: RawSpan, _ block: Int) -> Int {
      Int(bytes.integer(UInt32.self, at: start + 4 * (blockCount + block)))
    }

    /// Postings in a block.
    func count(ofBlock block: Int) -> Int {
      min(PostingFormat.blockCount, documentFrequency - block * PostingFormat.blockCount)
    }
  }

  /// The bytes of `LIST` that the list occupies; nil for a short list, which lies in `TERM`.
  var longRange: Range<Int>? {
    switch layout {
    case .short: nil
    case .column(let range, _): range
    case .bitmap(let bitmap, _): bitmap.ranks.lowerBound..<bitmap.impacts.upperBound
    case .packed(let packed, _): packed.start..<packed.blocks.upperBound
    }
  }
}
