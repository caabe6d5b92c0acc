package import Storage

/// What removed documents counted in the statistics of older stores; read in place.
package struct WordRetractions: Sendable {
  private typealias Format = WordStoreFormat

  let file: SectionFileReader
  let words: SortedEntries
  let pairs: PairTable
  package let documentCount: Int
  let textWordCount: UInt64

  /// Finds the sections that ``WordTally`` added to a file; reads a few bytes of it.
  package init(_ file: SectionFileReader) throws(StorageError) {
    self.file = file
    words = SortedEntries(
      range: try file.range(
        of: Format.removedWords, elementByteCount: Format.removedWordByteCount),
      byteCount: Format.removedWordByteCount)
    let totals = try file.range(of: Format.removedTotals)
    guard totals.count == Format.removedTotalsByteCount else {
      throw file.corrupt(
        totals.lowerBound, "\(Format.removedTotalsByteCount) bytes", "\(totals.count)")
    }
    pairs = try PairTable(
      file, Format.removedPairSections, layoutAt: totals.upperBound - 8)
    let bytes = file.file.bytes
    documentCount = Int(clamping: bytes.integer(UInt64.self, at: totals.lowerBound))
    textWordCount = bytes.integer(UInt64.self, at: totals.lowerBound + 8)
  }

  /// How often the removed documents had a form of a stem.
  func count(ofStem stem: UInt32, form: UInt32) -> UInt64 {
    let bytes = file.file.bytes
    let key = UInt64(stem) << 32 | UInt64(form)
    let index = words.first(from: key, bytes)
    guard index < words.count, words.longKey(index, bytes) == key else { return 0 }
    return UInt64(bytes.integer(UInt32.self, at: words.offset(of: index) + 8))
  }

  /// Checks that tables ascend without repetition, that counts are above 0 and stand where they
  /// should, and that there are no more pairs than words.
  package func verify() throws(StorageError) {
    let bytes = file.file.bytes
    var before: UInt64?
    for index in 0..<words.count {
      let (offset, key) = (words.offset(of: index), words.longKey(index, bytes))
      guard before.map({ $0 < key }) ?? true,
        bytes.integer(UInt32.self, at: offset + 8) > 0
      else { throw file.corrupt(offset, "words that ascend, and counts above 0", "others") }
      before = key
    }
    let sum = try verifyEntries() + verifyCells()
    guard sum <= textWordCount else {
      throw file.corrupt(
        pairs.cells.lowerBound, "at most \(textWordCount) pairs", "\(sum)")
    }
  }

  /// The pairs of all entries.
  private func verifyEntries() throws(StorageError) -> UInt64 {
    let (bytes, entries) = (file.file.bytes, pairs.entries)
    var before: UInt32?
    var sum: UInt64 = 0
    for index in 0..<entries.count {
      let (offset, cell) = (entries.offset(of: index), entries.key(index, bytes))
      let count = bytes.integer(UInt32.self, at: offset + 4)
      let isInPlace =
        pairs.kind == .sparse
        ? count > 0
        : count >= PairCounts.elsewhere && cell < pairs.cells.count
          && bytes.integer(UInt8.self, at: pairs.cells.lowerBound + Int(cell))
            == PairCounts.elsewhere
      guard before.map({ $0 < cell }) ?? true, isInPlace, cell >> UInt32(pairs.bits) == 0 else {
        throw file.corrupt(offset, "cells that ascend, with counts", "\(count) of \(cell)")
      }
      before = cell
      sum += UInt64(count)
    }
    return sum
  }

  /// The pairs of all cells that stand in them.
  private func verifyCells() throws(StorageError) -> UInt64 {
    let bytes = file.file.bytes
    var sum: UInt64 = 0
    var elsewhereCount = 0
    for offset in pairs.cells {
      let byte = bytes.integer(UInt8.self, at: offset)
      if byte == PairCounts.elsewhere { elsewhereCount += 1 } else { sum += UInt64(byte) }
    }
    guard pairs.kind == .sparse || elsewhereCount == pairs.entries.count else {
      throw file.corrupt(
        pairs.entries.range.lowerBound, "\(elsewhereCount) large counts",
        "\(pairs.entries.count)")
    }
    return sum
  }
}
