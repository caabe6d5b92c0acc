package import Numerics
package import Storage

extension PostingIndexReader {
  /// How many of some documents have each feature, in the features' order.
  ///
  /// - Parameter documents: documents of the index.
  /// - Complexity: For a feature of few documents O(log blocks) a range, for one of many
  ///   O(documents) bits or bytes.
  package func documentFrequencies(
    of features: [UInt32], among documents: DocumentRanges
  ) throws(StorageError) -> [Int] {
    precondition(documents.upperBound <= documentCount, "documents are of the index")
    var counts: [Int] = []
    counts.reserveCapacity(features.count)
    for list in try dictionary.lists(of: features) {
      guard let list else {
        counts.append(0)
        continue
      }
      counts.append(try dictionary.count(of: list, among: documents))
    }
    return counts
  }
}

extension PostingDictionary {
  /// How many of some documents a list has.
  fileprivate func count(
    of list: PostingList, among documents: DocumentRanges
  ) throws(StorageError) -> Int {
    let bytes = file.file.bytes
    switch list.layout {
    case .short(let gaps, let width, let impacts):
      let block = DecodedBlock(short: gaps, width: width, impacts: impacts, bytes)
      return block.documents[..<block.count].count { documents.contains($0) }
    case .column(let column, _):
      var count = 0
      for range in documents.ranges {
        for document in range
        where bytes.integer(UInt8.self, at: column.lowerBound + Int(document)) > 0 { count += 1 }
      }
      return count
    case .bitmap(let bitmap, _):
      var count = 0
      for range in documents.ranges {
        count += bitCount(
          Int(range.lowerBound)..<Int(range.upperBound), wordsAt: bitmap.words.lowerBound)
      }
      return count
    case .packed(let packed, _):
      var ranks = PackedRanks(packed, file)
      var count = 0
      for range in documents.ranges {
        let before = try ranks.rank(of: range.lowerBound)
        count += max(0, try ranks.rank(of: range.upperBound) - before)
      }
      return count
    }
  }

  /// The bits of a range that are set, the first bit being the lowest of the first word.
  private func bitCount(_ bits: Range<Int>, wordsAt offset: Int) -> Int {
    guard !bits.isEmpty else { return 0 }
    let bytes = file.file.bytes
    let (first, last) = (bits.lowerBound / 64, (bits.upperBound - 1) / 64)
    var count = 0
    for index in first...last {
      var word = bytes.integer(UInt64.self, at: offset + 8 * index)
      if index == first { word &= ~0 << UInt64(bits.lowerBound % 64) }
      if index == last { word &= ~0 >> UInt64(63 - (bits.upperBound - 1) % 64) }
      count += word.nonzeroBitCount
    }
    return count
  }
}

/// How many postings of a packed list stand before a document; the last block is kept.
private struct PackedRanks {
  private let list: PostingList.PackedLayout
  private let file: SectionFileReader
  private var block = DecodedBlock(capacity: PostingFormat.blockCount)
  private var number: Int?

  init(_ list: PostingList.PackedLayout, _ file: SectionFileReader) {
    self.list = list
    self.file = file
  }

  mutating func rank(of document: UInt32) throws(StorageError) -> Int {
    var low = 0
    var high = list.blockCount
    while low < high {
      let middle = (low + high) / 2
      let isBefore = list.lastDocument(file.file.bytes, middle) < document
      if isBefore { low = middle + 1 } else { high = middle }
    }
    guard low < list.blockCount else { return list.documentFrequency }
    if number != low {
      number = nil
      try block.decode(low, of: list, file)
      number = low
    }
    return low * PostingFormat.blockCount + block.firstPosition(notBelow: Int(document), from: 0)
  }
}
