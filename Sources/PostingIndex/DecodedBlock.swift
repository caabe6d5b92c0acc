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

  /// Unpacks a block, whose bytes must be as many as its width and count need.
  ///
  /// Documents of a damaged block may be any numbers.
  mutating func decode(
    _ block: Int, of list: PostingList.PackedLayout, _ file: SectionFileReader
  ) throws(StorageError) {
    let bytes = file.file.bytes
    let start = block == 0 ? 0 : list.end(bytes, block - 1)
    let end = list.end(bytes, block)
    let width = list.width(bytes, block)
    let count = list.count(ofBlock: block)
    let isFull = count == PostingFormat.blockCount
    let gapsByteCount =
      isFull ? 16 * width : PostingFormat.packedByteCount(count, width: width)
    guard width < 32, start <= end, end <= list.blocks.count, end - start == gapsByteCount + count
    else {
      throw file.corrupt(
        list.blocks.lowerBound + start, "a block of \(count) postings, \(width) bits each",
        "\(end - start) bytes")
    }
    let before =
      block == 0 ? PostingListEncoder.beforeFirst : list.lastDocument(bytes, block - 1)
    let first = list.blocks.lowerBound + start
    let gaps = bytes.extracting(first..<first + gapsByteCount)
    if isFull {
      var target = documents.mutableSpan
      Kernels.current.unpackBlock(gaps, width: width, before: before, into: &target)
    } else {
      fill(gaps, width: width, after: before, count: count)
    }
    self.count = count
    impacts = first + gapsByteCount..<list.blocks.lowerBound + end
  }
}
