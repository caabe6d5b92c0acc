import Numerics
package import Storage

/// Reads the words of a segment's documents in place; safe from any number of threads.
package struct WordStoreReader: Sendable {
  private typealias Format = WordStoreFormat

  let file: SectionFileReader
  let codes: Range<Int>
  let documentGroups: Range<Int>
  let documentOffsets: Range<Int>
  let pages: Range<Int>
  let titles: Range<Int>
  let stems: SortedEntries
  let prefixes: SortedEntries
  let frequencies: Range<Int>
  let pairs: PairTable
  package let documentCount: Int
  package let pageCount: Int
  /// Distinct words.
  package let wordCount: Int
  /// Words of all texts.
  let textWordCount: UInt64

  /// Opens a file; reads a few dozen bytes of it.
  ///
  /// - Throws: `StorageError`, a different one for a file that is not ours, of another kind, too
  ///   new, too old, cut short, or damaged where that is seen from its table and counts.
  package init(path: String) throws(StorageError) {
    let file = try SectionFileReader(
      path: path, kind: Format.kind, versions: Format.version...Format.version)
    self.file = file
    let head = try file.range(of: Format.head)
    guard head.count == Format.headByteCount else {
      throw file.corrupt(head.lowerBound, "\(Format.headByteCount) bytes", "\(head.count)")
    }
    let bytes = file.file.bytes
    func number(_ index: Int) -> UInt64 {
      bytes.integer(UInt64.self, at: head.lowerBound + 8 * index)
    }
    documentCount = Int(clamping: number(0))
    pageCount = Int(clamping: number(1))
    wordCount = Int(clamping: number(2))
    textWordCount = number(3)
    codes = try file.range(of: Format.codes)
    titles = try file.range(of: Format.titles)
    func section(
      _ tag: SectionFile.Tag, _ width: Int, count: Int
    ) throws(StorageError) -> Range<Int> {
      let range = try file.range(of: tag, elementByteCount: width)
      guard range.count / width == count else {
        throw file.corrupt(range.lowerBound, "\(count) entries", "\(range.count / width)")
      }
      return range
    }
    guard documentCount <= Int(UInt32.max), pageCount <= documentCount,
      wordCount <= Int(UInt32.max)
    else { throw file.corrupt(head.lowerBound, "counts below 2^32", "larger ones") }
    let groups = (documentCount + Format.groupCount - 1) / Format.groupCount
    documentGroups = try section(Format.documentGroups, 8, count: groups + 1)
    documentOffsets = try section(Format.documentOffsets, 4, count: documentCount)
    pages = try section(Format.pages, Format.pageEntryByteCount, count: pageCount + 1)
    stems = SortedEntries(
      range: try section(Format.stems, Format.stemEntryByteCount, count: wordCount),
      byteCount: Format.stemEntryByteCount)
    prefixes = SortedEntries(
      range: try file.range(of: Format.prefixes, elementByteCount: Format.prefixEntryByteCount),
      byteCount: Format.prefixEntryByteCount)
    frequencies = try section(Format.frequencies, Format.frequencyByteCount, count: wordCount)
    pairs = try PairTable(file, Format.pairSections, layoutAt: head.upperBound - 8)
  }

  /// Of a document's codes; a usual one has fewer.
  private static let prefetchedByteCount = 512
  /// Of the documents that are read at once; 400 of the longest passages take less.
  private static let readByteLimit = 1 << 25

  /// Where the codes of documents lie in the file, which are asked for from memory ahead.
  func codes(of documents: [Int]) throws(StorageError) -> [Range<Int>] {
    let bytes = file.file.bytes
    for document in documents {
      let offset = documentOffsets.lowerBound + 4 * document
      bytes.prefetch(offset..<offset + 4)
    }
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(documents.count)
    var byteCount = 0
    for document in documents {
      let range = try codes(of: document)
      byteCount += range.count
      guard byteCount <= Self.readByteLimit else {
        throw file.corrupt(
          documentOffsets.lowerBound + 4 * document,
          "words of \(documents.count) documents in \(Self.readByteLimit) bytes", "more")
      }
      bytes.prefetch(range.prefix(Self.prefetchedByteCount))
      ranges.append(range)
    }
    return ranges
  }

  /// Where a document's codes lie in the file.
  func codes(of document: Int) throws(StorageError) -> Range<Int> {
    let bytes = file.file.bytes
    let start = codeStart(of: document, bytes)
    let end =
      (document + 1) % Format.groupCount == 0 || document + 1 == documentCount
      ? bytes.integer(
        UInt64.self, at: documentGroups.lowerBound + 8 * (document / Format.groupCount + 1))
      : codeStart(of: document + 1, bytes)
    guard start <= end, end <= UInt64(codes.count) else {
      throw file.corrupt(
        documentOffsets.lowerBound + 4 * document, "the words of document \(document)", "none")
    }
    return codes.lowerBound + Int(start)..<codes.lowerBound + Int(end)
  }

  private func codeStart(of document: Int, _ bytes: RawSpan) -> UInt64 {
    let group = bytes.integer(
      UInt64.self, at: documentGroups.lowerBound + 8 * (document / Format.groupCount))
    return group
      &+ UInt64(bytes.integer(UInt32.self, at: documentOffsets.lowerBound + 4 * document))
  }

  /// A page's documents, and where its title lies in the file.
  struct Page {
    var documents: Range<Int>
    var title: Range<Int>
  }

  /// The page of a document below ``documentCount``; O(log pages) at most.
  func page(of document: Int) throws(StorageError) -> Page {
    let bytes = file.file.bytes
    func first(_ page: Int) -> Int {
      Int(bytes.integer(UInt32.self, at: pages.lowerBound + Format.pageEntryByteCount * page))
    }
    func title(_ page: Int) -> Int {
      Int(bytes.integer(UInt32.self, at: pages.lowerBound + Format.pageEntryByteCount * page + 4))
    }
    let low =
      InterpolationSearch.firstIndex(
        notBelow: UInt64(document) + 1, count: pageCount, limit: UInt64(documentCount)
      ) {
        UInt64(first($0))
      } - 1
    let next = low + 1
    guard low >= 0, first(low) <= document, document < first(next),
      first(next) <= documentCount, title(low) <= title(next), title(next) <= titles.count
    else {
      throw file.corrupt(
        pages.lowerBound + Format.pageEntryByteCount * max(0, low),
        "the page of document \(document)", "another")
    }
    return Page(
      documents: first(low)..<first(next),
      title: titles.lowerBound + title(low)..<titles.lowerBound + title(next))
  }

  /// Calls `body` with each word that has one of some stems: which one of them, the word's form and
  /// its rank.
  func forEachWord(
    ofStems stems: [UInt32], _ body: (_ stem: Int, _ form: UInt32, _ rank: UInt32) -> Void
  ) {
    forEachEntry(of: self.stems, stems) { stem, offset, bytes in
      body(
        stem, bytes.integer(UInt32.self, at: offset + 4), bytes.integer(UInt32.self, at: offset + 8)
      )
    }
  }

  /// Calls `body` with each word that starts in one of some ways, none of which is 0: which one of
  /// them, and the word's rank, ascending for each.
  func forEachWord(ofPrefixes prefixes: [UInt32], _ body: (_ prefix: Int, _ rank: UInt32) -> Void) {
    forEachEntry(of: self.prefixes, prefixes) { prefix, offset, bytes in
      body(prefix, bytes.integer(UInt32.self, at: offset + 4))
    }
  }

  /// Calls `body` with each entry that has one of some numbers: which one of them, and where it
  /// lies.
  @inline(__always)
  private func forEachEntry(
    of entries: SortedEntries, _ keys: [UInt32],
    _ body: (_ number: Int, _ offset: Int, _ bytes: RawSpan) -> Void
  ) {
    let bytes = file.file.bytes
    for (number, first) in entries.first(from: keys, bytes).enumerated() {
      var index = first
      while index < entries.count, entries.key(index, bytes) == keys[number] {
        body(number, entries.offset(of: index), bytes)
        index += 1
      }
    }
  }

  /// A word's occurrences; none beyond the last word.
  func count(ofRank rank: UInt32) -> UInt64 {
    guard rank < wordCount else { return 0 }
    let offset = frequencies.lowerBound + Format.frequencyByteCount * Int(rank)
    return UInt64(file.file.bytes.integer(UInt32.self, at: offset))
  }
}
