package import Storage

extension WordStoreReader {
  /// As ``SectionFileReader/verifyWhatIsSmall()``.
  package func verifyWhatIsSmall() throws(StorageError) { try file.verifyWhatIsSmall() }

  /// Reads every byte and checks all that `Documentation/Format-words.md` promises about it.
  package func verify() throws(StorageError) {
    try file.verify()
    var recount = WordRecount(stemsByRank: try stemsByRank(), pairs: pairs)
    try verifyPages(&recount)
    try verifyDocuments(&recount)
    for (rank, count) in recount.counts.enumerated() {
      let found = self.count(ofRank: UInt32(rank))
      guard count > 0, found == UInt64(UInt32(clamping: count)) else {
        throw file.corrupt(frequencies.lowerBound, "\(count) occurrences of \(rank)", "\(found)")
      }
    }
    try verifyPairs(&recount)
    try verifyPrefixes()
  }

  /// The words' stems, from a dictionary that ascends and has each word once.
  private func stemsByRank() throws(StorageError) -> [UInt32] {
    let bytes = file.file.bytes
    var stems = [UInt32](repeating: 0, count: wordCount)
    var isMet = [Bool](repeating: false, count: wordCount)
    var least: UInt64 = 0
    for index in 0..<wordCount {
      let offset = self.stems.offset(of: index)
      let key = self.stems.longKey(index, bytes)
      let rank = Int(bytes.integer(UInt32.self, at: offset + 8))
      guard key >= least, rank < wordCount, !isMet[rank] else {
        throw file.corrupt(offset, "words that ascend, each with a rank of its own", "\(rank)")
      }
      stems[rank] = self.stems.key(index, bytes)
      isMet[rank] = true
      least = key
    }
    return stems
  }

  private func verifyPrefixes() throws(StorageError) {
    let bytes = file.file.bytes
    var least: UInt64 = 0
    for index in 0..<prefixes.count {
      let key = prefixes.longKey(index, bytes)
      guard key >= least, key & 0xFFFF_FFFF < UInt64(wordCount) else {
        throw file.corrupt(
          prefixes.offset(of: index), "prefixes that ascend and lead to words", "\(key >> 32)")
      }
      least = key
    }
  }

  private func verifyPages(_ recount: inout WordRecount) throws(StorageError) {
    var next = 0
    while next < documentCount {
      let page = try page(of: next)
      guard page.documents.lowerBound == next else {
        throw file.corrupt(pages.lowerBound, "a page from document \(next) on", "another")
      }
      guard recount.addTitle(file.bytes(page.title)) else {
        throw file.corrupt(page.title.lowerBound, "whole codes of \(wordCount) words", "others")
      }
      next = page.documents.upperBound
    }
  }

  private func verifyDocuments(_ recount: inout WordRecount) throws(StorageError) {
    var end = codes.lowerBound
    for document in 0..<documentCount {
      let range = try codes(of: document)
      guard range.lowerBound == end else {
        throw file.corrupt(end, "the words of document \(document)", "a gap or another's words")
      }
      end = range.upperBound
      guard recount.addDocument(file.bytes(range)) else {
        throw file.corrupt(
          range.lowerBound, "whole codes of \(wordCount) words, a gap behind the headings",
          "others")
      }
    }
    guard end == codes.upperBound, recount.textWordCount == textWordCount else {
      throw file.corrupt(
        codes.lowerBound, "\(textWordCount) words of texts",
        "\(recount.textWordCount), or further bytes")
    }
  }

  private func verifyPairs(_ recount: inout WordRecount) throws(StorageError) {
    func check(_ range: Range<Int>, _ isEqual: Bool) throws(StorageError) {
      guard isEqual else {
        throw file.corrupt(range.lowerBound, "the counts of the texts' pairs", "others")
      }
    }
    let cells = recount.pairs.cells
    try check(pairs.cells, file.bytes(pairs.cells).isEqual(to: cells.rawBytes))
    let entries = recount.pairs.entries()
    try check(pairs.entries.range, file.bytes(pairs.entries.range).isEqual(to: entries.rawBytes))
  }
}

/// Counts the words and pairs of a file's codes anew.
private struct WordRecount {
  private(set) var counts: [UInt64]
  private(set) var textWordCount: UInt64 = 0
  var pairs: PairCounts
  private let stems: [UInt32]

  init(stemsByRank stems: [UInt32], pairs: PairTable) {
    self.stems = stems
    counts = [UInt64](repeating: 0, count: stems.count)
    self.pairs = PairCounts(PairLayout(kind: pairs.kind, bits: pairs.bits))
  }

  /// False where there is something else than whole codes of words.
  mutating func addTitle(_ codes: RawSpan) -> Bool {
    var cursor = WordCodeCursor(codes)
    while let code = cursor.next() {
      guard code != WordCode.gap, code <= counts.count else { return false }
      counts[Int(code) - 1] += 1
    }
    return cursor.isAtEnd
  }

  /// False where there is something else than whole codes of words, or no gap.
  mutating func addDocument(_ codes: RawSpan) -> Bool {
    var cursor = WordCodeCursor(codes)
    var isText = false
    var before: UInt32?
    while let code = cursor.next() {
      guard code != WordCode.gap else {
        isText = true
        before = nil
        continue
      }
      guard code <= counts.count else { return false }
      counts[Int(code) - 1] += 1
      guard isText else { continue }
      textWordCount += 1
      let stem = stems[Int(code) - 1]
      if let before { pairs.add(before, stem) }
      before = stem
    }
    return cursor.isAtEnd && isText
  }
}

extension RawSpan {
  fileprivate func isEqual(to other: RawSpan) -> Bool {
    guard byteCount == other.byteCount else { return false }
    for offset in 0..<byteCount
    where integer(UInt8.self, at: offset) != other.integer(UInt8.self, at: offset) {
      return false
    }
    return true
  }
}
