import Storage

/// Encodes the postings of one feature in each of the shapes.
enum PostingListEncoder {
  /// The document before the first one, so that its gap is counted like the others.
  static let beforeFirst = UInt32.max

  /// Adds a short list and gives the width of its gaps.
  static func appendShort(
    _ documents: [UInt32], _ impacts: [UInt8], to bytes: inout [UInt8]
  ) -> Int {
    let gaps = BitPacking.gaps(documents[...], after: beforeFirst)
    let width = BitPacking.width(gaps)
    BitPacking.appendStream(gaps, width: width, to: &bytes)
    bytes.append(contentsOf: impacts)
    return width
  }

  static func column(_ documents: [UInt32], _ impacts: [UInt8], documentCount: Int) -> [UInt8] {
    var column = [UInt8](repeating: 0, count: documentCount)
    for (document, impact) in zip(documents, impacts) { column[Int(document)] = impact }
    return column
  }

  static func bitmap(_ documents: [UInt32], _ impacts: [UInt8], documentCount: Int) -> [UInt8] {
    let lineCount = PostingFormat.bitmapLineCount
    let lines = (documentCount + lineCount - 1) / lineCount
    var words = [UInt64](repeating: 0, count: lines * lineCount / 64)
    var ranks = [UInt32](repeating: 0, count: lines)
    for document in documents {
      words[Int(document / 64)] |= 1 << UInt64(document % 64)
      ranks[Int(document) / lineCount] += 1
    }
    var before: UInt32 = 0
    for line in ranks.indices {
      let count = ranks[line]
      ranks[line] = before
      before += count
    }
    var bytes: [UInt8] = []
    for rank in ranks { bytes.append(integer: rank) }
    for word in words { bytes.append(integer: word) }
    return bytes + impacts
  }

  static func packed(_ documents: [UInt32], _ impacts: [UInt8]) -> [UInt8] {
    var lasts: [UInt8] = []
    var ends: [UInt8] = []
    var blocks: [UInt8] = []
    var before = beforeFirst
    for start in stride(from: 0, to: documents.count, by: PostingFormat.blockCount) {
      let range = start..<min(start + PostingFormat.blockCount, documents.count)
      if range.count == PostingFormat.blockCount {
        BlockLayout.append(documents[range], after: before, to: &blocks)
      } else {
        let gaps = BitPacking.gaps(documents[range], after: before)
        let width = BitPacking.width(gaps)
        blocks.append(UInt8(width))
        BitPacking.appendStream(gaps, width: width, to: &blocks)
      }
      blocks.append(contentsOf: impacts[range])
      before = documents[range.upperBound - 1]
      lasts.append(integer: before)
      ends.append(integer: UInt32(blocks.count))
    }
    return lasts + ends + blocks
  }
}
