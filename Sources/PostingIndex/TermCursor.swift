import Numerics
import Storage

/// A term's place in its list while a search goes through the documents in ascending order.
struct TermCursor {
  let list: PostingList
  let weight: UInt32
  /// The most that the term can add to a document's score.
  let bound: UInt32
  /// The unpacked block of a packed list, or a short list whole.
  private var block: DecodedBlock
  /// The first posting of `block` that was not passed yet.
  private var position = 0
  /// The number of the block after `block`.
  private var nextBlock = 0

  init(_ list: PostingList, weight: UInt32, _ file: SectionFileReader) {
    self.list = list
    self.weight = weight
    let maximum: UInt8
    switch list.layout {
    case .short(let gaps, let width, let impacts):
      block = DecodedBlock(
        short: gaps, width: width, impacts: impacts, file.file.bytes)
      let bytes = file.file.bytes
      maximum = impacts.reduce(0) { max($0, bytes.integer(UInt8.self, at: $1)) }
    case .column(_, let listMaximum), .bitmap(_, let listMaximum):
      block = DecodedBlock(capacity: 0)
      maximum = listMaximum
    case .packed(_, let listMaximum):
      block = DecodedBlock(capacity: PostingFormat.blockCount)
      maximum = listMaximum
    }
    bound = weight &* UInt32(maximum)
  }

  /// What adding all postings costs, in look-ups of a document of the index.
  ///
  /// A posting costs less to add than a document to look up, but of the documents looked up only
  /// some are still candidates when the term's turn comes. The factors are the best that were
  /// measured.
  func scatterCost(documentCount: Int) -> Int {
    switch list.layout {
    case .short, .packed: (list.documentFrequency + 1) / 2
    case .bitmap: list.documentFrequency
    case .column: (documentCount + 19) / 20
    }
  }

  /// The term over a window where it is dense; nil where its postings are scattered.
  func dense(
    over window: Range<Int>, _ file: SectionFileReader
  ) throws(StorageError) -> DenseList? {
    switch list.layout {
    case .column(let range, _):
      let part = range.lowerBound + window.lowerBound..<range.lowerBound + window.upperBound
      return DenseList(impacts: part, weight: weight)
    case .bitmap(let bitmap, _):
      return try dense(bitmap, over: window, file)
    case .short, .packed:
      return nil
    }
  }

  /// Adds the share of a term that is not dense to the scores of the documents in a window.
  ///
  /// `scores` begins at the window's start. Its first `roomCount` take the scores, a power of two
  /// that is no less than the window; what a damaged list adds stays inside these.
  mutating func scatter(
    over window: Range<Int>, into scores: inout [UInt32], roomCount: Int,
    _ file: SectionFileReader
  ) throws(StorageError) {
    switch list.layout {
    case .column, .bitmap: preconditionFailure("a dense list is added up as one")
    case .short:
      scatterBlock(window, into: &scores, roomCount: roomCount, file)
    case .packed(let packed, _):
      try seek(window.lowerBound, in: packed, file)
      scatterBlock(window, into: &scores, roomCount: roomCount, file)
      while position == block.count, nextBlock < packed.blockCount,
        isBlock(nextBlock, of: packed, startingBelow: window.upperBound, file)
      {
        try block.decode(nextBlock, of: packed, file)
        position = 0
        nextBlock += 1
        scatterBlock(window, into: &scores, roomCount: roomCount, file)
      }
    }
  }

  private func isBlock(
    _ index: Int, of packed: PostingList.PackedLayout, startingBelow document: Int,
    _ file: SectionFileReader
  ) -> Bool {
    index == 0 || Int(packed.lastDocument(file.file.bytes, index - 1)) + 1 < document
  }

  private mutating func scatterBlock(
    _ window: Range<Int>, into scores: inout [UInt32], roomCount: Int, _ file: SectionFileReader
  ) {
    while position < block.count, block.documents[position] < window.lowerBound { position += 1 }
    let stop = block.firstPosition(notBelow: window.upperBound, from: position)
    guard stop > position else { return }
    let impacts =
      block.impacts.lowerBound + position..<block.impacts.lowerBound + stop
    var target = scores.mutableSpan
    Kernels.current.scatter(
      block.documents.span.extracting(position..<stop), file.file.bytes.extracting(impacts),
      weight: weight, start: UInt32(window.lowerBound), into: &target, roomCount: roomCount)
    position = stop
  }

  private func dense(
    _ bitmap: PostingList.BitmapLayout, over window: Range<Int>, _ file: SectionFileReader
  ) throws(StorageError) -> DenseList {
    let bytes = file.file.bytes
    let firstWord = bitmap.words.lowerBound + window.lowerBound / 8
    let lastWord = min(
      bitmap.words.upperBound, bitmap.words.lowerBound + (window.upperBound + 63) / 64 * 8)
    let line = window.lowerBound / PostingFormat.bitmapLineCount
    let rank = Int(bytes.integer(UInt32.self, at: bitmap.ranks.lowerBound + 4 * line))
    guard rank <= bitmap.impacts.count else {
      throw file.corrupt(
        bitmap.ranks.lowerBound + 4 * line, "a rank up to \(bitmap.impacts.count)", "\(rank)")
    }
    return DenseList(
      words: firstWord..<lastWord,
      impacts: bitmap.impacts.lowerBound + rank..<bitmap.impacts.upperBound, weight: weight)
  }

  /// Adds the term's share to the candidates' sums; candidates looked up later come after these.
  mutating func lookUp(
    _ candidates: inout Candidates, _ file: SectionFileReader
  ) throws(StorageError) {
    let bytes = file.file.bytes
    switch list.layout {
    case .column(let range, _):
      candidates.add(column: bytes.extracting(range), weight: weight)
    case .bitmap(let bitmap, _):
      let isSound = candidates.add(
        ranks: bytes.extracting(bitmap.ranks), words: bytes.extracting(bitmap.words),
        impacts: bytes.extracting(bitmap.impacts), weight: weight)
      guard isSound else {
        throw file.corrupt(
          bitmap.ranks.lowerBound, "ranks below \(bitmap.impacts.count)", "a greater one")
      }
    case .short:
      lookUpBlock(&candidates, 0..<candidates.count, file)
    case .packed(let packed, _):
      try lookUp(&candidates, in: packed, file)
    }
  }

  private mutating func lookUp(
    _ candidates: inout Candidates, in packed: PostingList.PackedLayout,
    _ file: SectionFileReader
  ) throws(StorageError) {
    var start = 0
    while start < candidates.count {
      try seek(Int(candidates.documents[start]), in: packed, file)
      guard block.count > 0 else { return }
      let last = packed.lastDocument(file.file.bytes, nextBlock - 1)
      var end = start + 1
      while end < candidates.count, candidates.documents[end] <= last { end += 1 }
      lookUpBlock(&candidates, start..<end, file)
      start = end
    }
  }

  private func lookUpBlock(
    _ candidates: inout Candidates, _ range: Range<Int>, _ file: SectionFileReader
  ) {
    candidates.add(
      listed: block.documents.span.extracting(0..<block.count),
      impacts: file.file.bytes.extracting(block.impacts), weight: weight, to: range)
  }

  /// Unpacks the block that holds the document if any does, unless that or a later one is unpacked.
  private mutating func seek(
    _ document: Int, in packed: PostingList.PackedLayout, _ file: SectionFileReader
  ) throws(StorageError) {
    let bytes = file.file.bytes
    if nextBlock > 0, packed.lastDocument(bytes, nextBlock - 1) >= document { return }
    // Doubling steps, then halving ones: near blocks are found in few steps.
    var low = nextBlock
    var step = 1
    while low + step <= packed.blockCount,
      packed.lastDocument(bytes, low + step - 1) < document
    {
      low += step
      step *= 2
    }
    var high = min(low + step - 1, packed.blockCount)
    while low < high {
      let middle = (low + high) / 2
      if packed.lastDocument(bytes, middle) < document { low = middle + 1 } else { high = middle }
    }
    position = 0
    if low < packed.blockCount {
      try block.decode(low, of: packed, file)
      nextBlock = low + 1
    } else {
      block.clear()
      nextBlock = packed.blockCount
    }
  }
}
