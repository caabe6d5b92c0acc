package import Storage

extension WordStoreReader {
  /// Reads every byte and checks all that `Documentation/Format-words.md` promises about it.
  package func verify() throws(StorageError) {
    try file.verify()
    var counts = [UInt64](repeating: 0, count: wordCount)
    try verifyPages(&counts)
    try verifyDocuments(&counts)
    for (rank, count) in counts.enumerated() {
      guard count > 0, Eighths.log2(count) == logFrequency(ofRank: UInt32(rank)) else {
        throw file.corrupt(frequencies.lowerBound + rank, "\(count) occurrences", "another count")
      }
    }
    try verifyDictionary(stems, width: WordStoreFormat.stemEntryByteCount, rankAt: 8)
    try verifyDictionary(prefixes, width: WordStoreFormat.prefixEntryByteCount, rankAt: 4)
  }

  private func verifyPages(_ counts: inout [UInt64]) throws(StorageError) {
    var next = 0
    while next < documentCount {
      let page = try page(of: next)
      guard page.documents.lowerBound == next else {
        throw file.corrupt(pages.lowerBound, "a page from document \(next) on", "another")
      }
      try count(file.bytes(page.title), at: page.title.lowerBound, gapsAllowed: false, &counts)
      next = page.documents.upperBound
    }
  }

  private func verifyDocuments(_ counts: inout [UInt64]) throws(StorageError) {
    var end = codes.lowerBound
    var texts: UInt64 = 0
    for document in 0..<documentCount {
      let range = try codes(of: document)
      guard range.lowerBound == end else {
        throw file.corrupt(end, "the words of document \(document)", "a gap or another's words")
      }
      end = range.upperBound
      texts += try count(file.bytes(range), at: range.lowerBound, gapsAllowed: true, &counts)
    }
    guard end == codes.upperBound, texts == textWordCount else {
      throw file.corrupt(
        codes.lowerBound, "\(textWordCount) words of texts", "\(texts), or further bytes")
    }
  }

  /// Counts the words of a run of codes, and gives how many stand behind the first gap.
  @discardableResult
  private func count(
    _ bytes: RawSpan, at offset: Int, gapsAllowed: Bool, _ counts: inout [UInt64]
  ) throws(StorageError) -> UInt64 {
    var cursor = WordCodeCursor(bytes)
    var isText = false
    var texts: UInt64 = 0
    while let code = cursor.next() {
      if code == WordCode.gap, gapsAllowed {
        isText = true
        continue
      }
      guard code != WordCode.gap, code <= wordCount else {
        throw file.corrupt(offset, "codes of \(wordCount) words", "\(code)")
      }
      counts[Int(code) - 1] += 1
      if isText { texts += 1 }
    }
    guard cursor.isAtEnd, isText || !gapsAllowed else {
      throw file.corrupt(offset, "whole codes and a gap behind the headings", "others")
    }
    return texts
  }

  /// Checks that a table's keys ascend and lead to words.
  private func verifyDictionary(
    _ range: Range<Int>, width: Int, rankAt: Int
  ) throws(StorageError) {
    let bytes = file.file.bytes
    var least: UInt32 = 0
    for offset in stride(from: range.lowerBound, to: range.upperBound, by: width) {
      let key = bytes.integer(UInt32.self, at: offset)
      guard key >= least, bytes.integer(UInt32.self, at: offset + rankAt) < wordCount else {
        throw file.corrupt(offset, "keys that ascend and lead to words", "\(key)")
      }
      least = key
    }
  }
}
