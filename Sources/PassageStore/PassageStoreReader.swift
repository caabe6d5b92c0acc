package import Storage
package import WikiModel

/// Reads passages with their attribution, each block checked against its checksum when it is read.
///
/// Safe from many threads at once. Opening takes the same time whatever the size; a passage costs
/// O(log blocks) and the decompression of one block, some 8 KB, unless it was read just before.
package struct PassageStoreReader: Sendable {
  typealias Format = PassageStoreFormat

  let file: SectionFileReader
  private let blocks: Range<Int>
  private let directory: Range<Int>
  let pages: Range<Int>
  /// The wikis' names, by the number that the page table gives.
  let wikis: [String]
  let properties: Range<Int>
  let sections: Range<Int>
  let sectionDirectory: Range<Int>
  package let passageCount: UInt32
  package let pageCount: Int
  private let readers = IdlePool<BlockReader>()

  package init(path: String) throws(StorageError) {
    let file = try SectionFileReader(
      path: path, kind: Format.kind, versions: Format.versions)
    self.file = file
    blocks = try file.range(of: Format.blocks)
    directory = try file.range(
      of: Format.blockDirectory, elementByteCount: Format.blockEntryByteCount)
    pages = try file.range(of: Format.pages, elementByteCount: Format.pageEntryByteCount)
    pageCount = pages.count / Format.pageEntryByteCount
    wikis = try file.countedStrings(of: Format.wikis, "a wiki's name")
    properties = try file.range(of: Format.properties)
    sections = try file.range(of: Format.sections)
    sectionDirectory = try file.range(of: Format.sectionDirectory, elementByteCount: 8)
    let blockCount = directory.count / Format.blockEntryByteCount
    guard blockCount > 0 else {
      passageCount = 0
      return
    }
    let last = BlockEntry(file.file.bytes, directory, blockCount - 1)
    let (count, overflow) = last.firstPassage.addingReportingOverflow(last.passageCount)
    guard !overflow else {
      throw file.corrupt(directory.upperBound - 32, "fewer than 2^32 passages", "more")
    }
    passageCount = count
  }

  package var path: String { file.file.path }

  /// The passages of numbers below ``passageCount``, each with the revision that it is from.
  ///
  /// They come in the order of the numbers; a block that holds several of them is read once.
  /// - Throws: `StorageError.corrupt` when a block does not agree with its checksum.
  package func passages(_ numbers: [UInt32]) throws(StorageError) -> [StoredPassage] {
    let reader = readers.take() ?? BlockReader()
    defer { readers.put(reader) }
    var found: [(index: Int, passage: StoredPassage)] = []
    found.reserveCapacity(numbers.count)
    var wanted = numbers.indices.sorted { numbers[$0] < numbers[$1] }[...]
    while let first = wanted.first {
      precondition(numbers[first] < passageCount, "passage \(numbers[first]) of \(passageCount)")
      let block = try block(try blockIndex(of: numbers[first]), reader)
      // As `blockIndex` told it, so that at least the first is in the block, whatever the file
      // says.
      let inBlock = wanted.prefix {
        numbers[$0] - block.entry.firstPassage < block.entry.passageCount
      }
      wanted = wanted.dropFirst(inBlock.count)
      try appendPassages(inBlock, numbers, of: block, to: &found)
    }
    found.sort { $0.index < $1.index }
    return found.map(\.passage)
  }

  /// Decodes the passages that `wanted` points to in `numbers`, which rise and are in the block.
  private func appendPassages(
    _ wanted: ArraySlice<Int>, _ numbers: [UInt32], of block: Block,
    to found: inout [(index: Int, passage: StoredPassage)]
  ) throws(StorageError) {
    var wanted = wanted
    var cursor = ByteCursor(block.bytes.rawBytes)
    guard cursor.varint() == UInt64(block.entry.firstPassage) else { throw damaged(block.entry) }
    var number = block.entry.firstPassage
    while !wanted.isEmpty {
      guard let revision = RevisionRecord(&cursor), let count = cursor.varint() else {
        throw damaged(block.entry)
      }
      for _ in 0..<count {
        guard let first = wanted.first else { return }
        if numbers[first] == number {
          guard let bytes = cursor.countedBytes(), let record = Self.record(bytes) else {
            throw damaged(block.entry)
          }
          let passage = StoredPassage(revision: revision, record: record)
          while let index = wanted.first, numbers[index] == number {
            found.append((index, passage))
            wanted.removeFirst()
          }
        } else if !cursor.skipCounted() {
          throw damaged(block.entry)
        }
        number &+= 1
      }
    }
  }

  /// One page's place in the store.
  package struct Page: Sendable {
    package var page: PageID
    package var revision: RevisionID
    package var timestamp: Timestamp
    package var wiki: String
    package var passages: Range<UInt32>
    /// The number of its language and licences in the table of these.
    package var properties: Int
  }

  /// The page of an index below ``pageCount``, in key order.
  package func page(at index: Int) throws(StorageError) -> Page {
    precondition(index < pageCount, "page \(index) of \(pageCount)")
    let offset = pages.lowerBound + index * Format.pageEntryByteCount
    let bytes = file.file.bytes
    let wiki = Int(bytes.integer(UInt32.self, at: offset + 24))
    let first = bytes.integer(UInt32.self, at: offset + 28)
    let count = bytes.integer(UInt32.self, at: offset + 32)
    guard wiki < wikis.count else {
      throw file.corrupt(offset + 24, "a wiki below \(wikis.count)", "\(wiki)")
    }
    guard first <= passageCount, count <= passageCount - first else {
      throw file.corrupt(
        offset, "passages below \(passageCount)", "\(count) passages from \(first)")
    }
    return Page(
      page: PageID(rawValue: bytes.integer(UInt64.self, at: offset)),
      revision: RevisionID(rawValue: bytes.integer(UInt64.self, at: offset + 8)),
      timestamp: Timestamp(
        secondsSince1970: bytes.integer(Int64.self, at: offset + 16)),
      wiki: wikis[wiki], passages: first..<first + count,
      properties: Int(bytes.integer(UInt32.self, at: offset + 36)))
  }

  /// Calls `body` with the passages of a range in order, each block read once.
  ///
  /// - Throws: `StorageError.corrupt` as ``passages(_:)``, and what `body` throws.
  package func forEachPassage(
    in range: Range<UInt32>, _ body: (UInt32, StoredPassage) throws(StorageError) -> Void
  ) throws(StorageError) {
    precondition(range.upperBound <= passageCount, "passages \(range) of \(passageCount)")
    var decompressor = BlockDecompressor()
    var next = range.lowerBound
    while next < range.upperBound {
      let block = try decodedBlock(try blockIndex(of: next), &decompressor)
      let (end, overflow) = block.entry.firstPassage.addingReportingOverflow(
        block.entry.passageCount)
      guard !overflow, next == range.lowerBound || next == block.entry.firstPassage else {
        throw file.corrupt(block.entry.entryOffset, "a block from passage \(next) on", "another")
      }
      try forEachPassage(of: block) { (number, stored) throws(StorageError) in
        if range.contains(number) { try body(number, stored) }
      }
      next = end
    }
  }

  private func forEachPassage(
    of block: Block, _ body: (UInt32, StoredPassage) throws(StorageError) -> Void
  ) throws(StorageError) {
    var cursor = ByteCursor(block.bytes.rawBytes)
    guard cursor.varint() == UInt64(block.entry.firstPassage) else { throw damaged(block.entry) }
    var number = block.entry.firstPassage
    while !cursor.isAtEnd {
      guard let revision = RevisionRecord(&cursor), let count = cursor.varint() else {
        throw damaged(block.entry)
      }
      for _ in 0..<count {
        guard number &- block.entry.firstPassage < block.entry.passageCount,
          let bytes = cursor.countedBytes(), let record = Self.record(bytes)
        else { throw damaged(block.entry) }
        try body(number, StoredPassage(revision: revision, record: record))
        number &+= 1
      }
    }
    guard number &- block.entry.firstPassage == block.entry.passageCount else {
      throw damaged(block.entry)
    }
  }

  /// As ``SectionFileReader/verifyWhatIsSmall()``.
  package func verifyWhatIsSmall() throws(StorageError) { try file.verifyWhatIsSmall() }

  /// Reads every byte, and checks checksums, records, key order, and the page table against them.
  package func verify() throws(StorageError) {
    try file.verify()
    try verifyDirectory()
    var pageIndex = 0
    var open: (key: PassageKey, page: Page)?
    var properties = PropertyTable()
    var sections = SectionTable()
    try forEachPassage(in: 0..<passageCount) { (number, stored) throws(StorageError) in
      let key = stored.key
      if let open, !(open.key < key) {
        throw file.corrupt(blocks.lowerBound, "keys that rise", "\(key) after \(open.key)")
      }
      if open == nil || open?.page.passages.upperBound == number {
        guard pageIndex < pageCount else {
          throw file.corrupt(pages.upperBound, "an entry for page \(key.page.rawValue)", "none")
        }
        let page = try page(at: pageIndex)
        pageIndex += 1
        guard page.passages.lowerBound == number else {
          throw file.corrupt(
            pages.lowerBound + (pageIndex - 1) * Format.pageEntryByteCount + 28,
            "a page from passage \(number) on", "passage \(page.passages.lowerBound)")
        }
        open = (key, page)
      }
      guard let page = open?.page, page.passages.contains(number), page.page == key.page,
        page.revision == key.revision, page.wiki == key.wiki,
        page.timestamp == stored.revision.timestamp,
        page.properties == Int(properties.number(of: stored.revision))
      else {
        throw file.corrupt(
          pages.lowerBound + (pageIndex - 1) * Format.pageEntryByteCount,
          "the page of passage \(number), \(key.page.rawValue)", "another")
      }
      open = (key, page)
      sections.append(stored.record.passage.sectionPath)
    }
    guard pageIndex == pageCount else {
      throw file.corrupt(pages.lowerBound, "\(pageIndex) pages", "\(pageCount)")
    }
    try verify(properties, sections)
  }

  /// Checks that the blocks follow each other without gaps, in the file and in their passages.
  private func verifyDirectory() throws(StorageError) {
    var offset: UInt64 = 0
    var passage: UInt32 = 0
    for index in 0..<directory.count / Format.blockEntryByteCount {
      let entry = BlockEntry(file.file.bytes, directory, index)
      let (next, overflow) = passage.addingReportingOverflow(entry.passageCount)
      guard entry.offset == offset, entry.firstPassage == passage, !overflow else {
        throw file.corrupt(
          entry.entryOffset, "the block of passage \(passage) at \(offset)",
          "the block of passage \(entry.firstPassage) at \(entry.offset)")
      }
      offset += UInt64(entry.compressedByteCount)
      passage = next
    }
    guard offset == UInt64(blocks.count) else {
      throw file.corrupt(blocks.lowerBound, "\(offset) bytes of blocks", "\(blocks.count)")
    }
  }

  private static func record(_ bytes: [UInt8]) -> PassageRecord? {
    var cursor = ByteCursor(bytes.rawBytes)
    guard let record = PassageRecord(&cursor), cursor.isAtEnd else { return nil }
    return record
  }
}

extension PassageStoreReader {
  /// One entry of the block directory.
  fileprivate struct BlockEntry {
    var offset: UInt64
    var compressedByteCount: UInt32
    var byteCount: UInt32
    var firstPassage: UInt32
    var passageCount: UInt32
    var checksum: UInt64
    var entryOffset: Int

    init(_ bytes: RawSpan, _ directory: Range<Int>, _ index: Int) {
      let at = directory.lowerBound + index * PassageStoreFormat.blockEntryByteCount
      offset = bytes.integer(UInt64.self, at: at)
      compressedByteCount = bytes.integer(UInt32.self, at: at + 8)
      byteCount = bytes.integer(UInt32.self, at: at + 12)
      firstPassage = bytes.integer(UInt32.self, at: at + 16)
      passageCount = bytes.integer(UInt32.self, at: at + 20)
      checksum = bytes.integer(UInt64.self, at: at + 24)
      entryOffset = at
    }
  }

  /// A block's entry and its records.
  fileprivate struct Block {
    var entry: BlockEntry
    var bytes: [UInt8]
  }

  /// The index of the last block that starts at or before a passage.
  private func blockIndex(of number: UInt32) throws(StorageError) -> Int {
    let bytes = file.file.bytes
    let index =
      InterpolationSearch.firstIndex(
        notBelow: UInt64(number) + 1, count: directory.count / Format.blockEntryByteCount,
        limit: UInt64(passageCount)
      ) {
        UInt64(BlockEntry(bytes, directory, $0).firstPassage)
      } - 1
    let entry = BlockEntry(bytes, directory, max(0, index))
    guard index >= 0, entry.firstPassage <= number, number - entry.firstPassage < entry.passageCount
    else {
      throw file.corrupt(entry.entryOffset, "the block of passage \(number)", "another")
    }
    return index
  }

  /// A block that was kept, or is decompressed and kept.
  private func block(_ index: Int, _ reader: BlockReader) throws(StorageError) -> Block {
    if let bytes = reader.content(ofBlock: index) {
      return Block(entry: BlockEntry(file.file.bytes, directory, index), bytes: bytes)
    }
    let block = try decodedBlock(index, &reader.decompressor)
    reader.keep(block.bytes, ofBlock: index)
    return block
  }

  private func decodedBlock(
    _ index: Int, _ decompressor: inout BlockDecompressor
  ) throws(StorageError) -> Block {
    let entry = BlockEntry(file.file.bytes, directory, index)
    guard entry.offset <= UInt64(blocks.count),
      UInt64(entry.compressedByteCount) <= UInt64(blocks.count) - entry.offset,
      entry.byteCount <= Format.blockLimit
    else {
      throw file.corrupt(entry.entryOffset, "a block inside the file", "one outside")
    }
    let start = blocks.lowerBound + Int(entry.offset)
    let compressed = file.bytes(start..<start + Int(entry.compressedByteCount))
    let found = checksum(compressed)
    guard found == entry.checksum else {
      throw file.corrupt(
        start, "block checksum \(String(entry.checksum, radix: 16))", String(found, radix: 16))
    }
    guard let bytes = decompressor.decompress(compressed, byteCount: Int(entry.byteCount)) else {
      throw file.corrupt(start, "a zstd block of \(entry.byteCount) bytes", "other bytes")
    }
    return Block(entry: entry, bytes: bytes)
  }

  private func damaged(_ entry: BlockEntry) -> StorageError {
    file.corrupt(
      blocks.lowerBound + Int(entry.offset),
      "passages \(entry.firstPassage) to \(entry.firstPassage &+ entry.passageCount)",
      "other records")
  }
}
