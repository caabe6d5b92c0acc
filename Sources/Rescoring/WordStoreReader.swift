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
  let stems: Range<Int>
  let prefixes: Range<Int>
  let frequencies: Range<Int>
  let pairs: Range<Int>
  package let documentCount: Int
  package let pageCount: Int
  /// Distinct words.
  package let wordCount: Int
  /// Words of all texts.
  let textWordCount: UInt64
  let pairBits: Int

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
    pairBits = WordPairs.bits(documentCount: min(documentCount, 1 << 32))
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
    stems = try section(Format.stems, Format.stemEntryByteCount, count: wordCount)
    prefixes = try file.range(of: Format.prefixes, elementByteCount: Format.prefixEntryByteCount)
    frequencies = try section(Format.frequencies, 1, count: wordCount)
    pairs = try section(Format.pairs, 1, count: 1 << pairBits)
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

  /// The page of a document below ``documentCount``; O(log pages).
  func page(of document: Int) throws(StorageError) -> Page {
    let bytes = file.file.bytes
    func first(_ page: Int) -> Int {
      Int(bytes.integer(UInt32.self, at: pages.lowerBound + Format.pageEntryByteCount * page))
    }
    func title(_ page: Int) -> Int {
      Int(bytes.integer(UInt32.self, at: pages.lowerBound + Format.pageEntryByteCount * page + 4))
    }
    var low = 0
    var high = pageCount
    while high - low > 1 {
      let middle = (low + high) / 2
      if first(middle) <= document { low = middle } else { high = middle }
    }
    let next = low + 1
    guard pageCount > 0, first(low) <= document, document < first(next),
      first(next) <= documentCount, title(low) <= title(next), title(next) <= titles.count
    else {
      throw file.corrupt(
        pages.lowerBound + Format.pageEntryByteCount * low, "the page of document \(document)",
        "another")
    }
    return Page(
      documents: first(low)..<first(next),
      title: titles.lowerBound + title(low)..<titles.lowerBound + title(next))
  }

  /// Calls `body` with the form and the rank of each word that has a stem.
  func forEachWord(ofStem stem: UInt32, _ body: (_ form: UInt32, _ rank: UInt32) -> Void) {
    let bytes = file.file.bytes
    let width = Format.stemEntryByteCount
    var index = lowerBound(of: stem, in: stems, width: width)
    while index < wordCount {
      let offset = stems.lowerBound + width * index
      guard bytes.integer(UInt32.self, at: offset) == stem else { return }
      body(
        bytes.integer(UInt32.self, at: offset + 4), bytes.integer(UInt32.self, at: offset + 8))
      index += 1
    }
  }

  /// Calls `body` with the rank of each word that starts so, ascending.
  func forEachWord(ofPrefix prefix: UInt32, _ body: (_ rank: UInt32) -> Void) {
    guard prefix != 0 else { return }
    let bytes = file.file.bytes
    let width = Format.prefixEntryByteCount
    var index = lowerBound(of: prefix, in: prefixes, width: width)
    while index < prefixes.count / width {
      let offset = prefixes.lowerBound + width * index
      guard bytes.integer(UInt32.self, at: offset) == prefix else { return }
      body(bytes.integer(UInt32.self, at: offset + 4))
      index += 1
    }
  }

  private func lowerBound(of key: UInt32, in range: Range<Int>, width: Int) -> Int {
    let bytes = file.file.bytes
    var low = 0
    var high = range.count / width
    while low < high {
      let middle = (low + high) / 2
      if bytes.integer(UInt32.self, at: range.lowerBound + width * middle) < key {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Eighths of the base-2 logarithm of a word's occurrences; of none beyond the last word.
  func logFrequency(ofRank rank: UInt32) -> UInt8 {
    rank < wordCount
      ? file.file.bytes.integer(UInt8.self, at: frequencies.lowerBound + Int(rank)) : 0
  }

  /// Eighths of the base-2 logarithm of how often one stem follows another, or hashes with them.
  func logFrequency(ofPair first: UInt32, _ second: UInt32) -> UInt8 {
    let cell = WordPairs.cell(first, second, bits: pairBits)
    return file.file.bytes.integer(UInt8.self, at: pairs.lowerBound + cell)
  }
}
