import Numerics
import Storage

/// One block of a packed list, unpacked.
struct DecodedBlock {
  private(set) var documents: [UInt32]
  private(set) var count = 0
  /// Where the impacts lie in the file.
  private(set) var impacts = 0..<0

  /// Room for blocks of up to so many postings.
  init(capacity: Int) { documents = [UInt32](repeating: 0, count: capacity) }

  /// A short list, unpacked.
  init(short gaps: Range<Int>, width: Int, impacts: Range<Int>, _ bytes: RawSpan) {
    self.init(capacity: impacts.count)
    fill(
      bytes.extracting(gaps), width: width, after: PostingListEncoder.beforeFirst,
      count: impacts.count)
    count = impacts.count
    self.impacts = impacts
  }

  /// Forgets the block.
  mutating func clear() {
    count = 0
    impacts = 0..<0
  }

  /// The first position from another one on whose document is not below a number.
  func firstPosition(notBelow document: Int, from start: Int) -> Int {
    var low = start
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if documents[middle] < document { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func fill(_ gaps: RawSpan, width: Int, after before: UInt32, count: Int) {
    var index = 0
    BitPacking.unpackStream(gaps, width: width, count: count, after: before) {
      documents[index] = $0
      index += 1
    }
  }

  /// Unpacks a block, whose bytes must be as many as its documents and count need.
  ///
  /// Documents of a damaged block may be any numbers.
  mutating func decode(
    _ block: Int, of list: PostingList.PackedLayout, _ file: SectionFileReader
  ) throws(StorageError) {
    let bytes = file.file.bytes
    let start = block == 0 ? 0 : list.end(bytes, block - 1)
    let end = list.end(bytes, block)
    guard start < end, end <= list.blocks.count else {
      throw file.corrupt(
        list.blocks.lowerBound, "block \(block) inside \(list.blocks.count) bytes",
        "\(start) to \(end)")
    }
    let range = list.blocks.lowerBound + start..<list.blocks.lowerBound + end
    let count = list.count(ofBlock: block)
    let before =
      block == 0 ? PostingListEncoder.beforeFirst : list.lastDocument(bytes, block - 1)
    if count == PostingFormat.blockCount {
      try decodeFull(range, before: before, last: list.lastDocument(bytes, block), file)
    } else {
      try decodePartial(range, count: count, before: before, file)
    }
    self.count = count
    impacts = range.upperBound - count..<range.upperBound
  }

  private mutating func decodeFull(
    _ range: Range<Int>, before: UInt32, last: UInt32, _ file: SectionFileReader
  ) throws(StorageError) {
    guard let layout = BlockLayout(before: before, last: last),
      range.count == layout.byteCount + PostingFormat.blockCount
    else {
      throw file.corrupt(
        range.lowerBound, "a block of 128 documents from \(before) to \(last)",
        "\(range.count) bytes")
    }
    let packed = file.file.bytes.extracting(
      range.lowerBound..<range.lowerBound + layout.byteCount)
    var target = documents.mutableSpan
    Kernels.current.unpackBlock(packed, width: layout.width, before: before, into: &target)
  }

  private mutating func decodePartial(
    _ range: Range<Int>, count: Int, before: UInt32, _ file: SectionFileReader
  ) throws(StorageError) {
    let bytes = file.file.bytes
    let width = Int(bytes.integer(UInt8.self, at: range.lowerBound))
    let gapsByteCount = PostingFormat.packedByteCount(count, width: width)
    guard width < 32, range.count == 1 + gapsByteCount + count else {
      throw file.corrupt(
        range.lowerBound, "a block of \(count) postings, \(width) bits each",
        "\(range.count) bytes")
    }
    let start = range.lowerBound + 1
    fill(
      bytes.extracting(start..<start + gapsByteCount), width: width, after: before, count: count)
  }
}
