package import Storage

/// What the documents of pages count in a store's statistics, so that it can be taken off again.
///
/// Held in memory: some dozen bytes for each distinct word, and two to four times the bytes that
/// its pairs take in the file.
package struct WordTally: Sendable {
  private var table = WordTable()
  private var statistics = WordStatistics()
  private var pairs: PairCounts
  private let statisticsDocumentCount: Int

  /// - Parameter statisticsDocumentCount: documents of the whole index, so that pairs are told
  ///   apart as finely as its stores do.
  package init(statisticsDocumentCount: Int) {
    self.statisticsDocumentCount = statisticsDocumentCount
    pairs = PairCounts(PairLayout(documentCount: statisticsDocumentCount, textWordCount: 0))
  }

  /// Bytes that it holds, and that writing it takes besides, about.
  package var memoryByteCount: Int {
    table.memoryByteCount + Self.writingByteCount * table.keys.count + pairs.memoryByteCount
  }

  /// Of each word: its count, its place in the order, and its entry.
  private static let writingByteCount = 28

  /// Counts a page with all its documents, as ``WordStoreWriter`` does.
  package mutating func add(_ page: PageWords) {
    let numbered = NumberedPage(page, &table)
    statistics.count(numbered, wordCount: table.keys.count)
    let layout = PairLayout(
      documentCount: statisticsDocumentCount, textWordCount: statistics.textWordCount)
    if layout != pairs.layout { pairs.change(to: layout) }
    for document in numbered.documents {
      document.forEachPair(table.keys) { pairs.add($0, $1) }
    }
  }

  /// Adds the tally's four sections to a file.
  package mutating func write(to file: SectionFileWriter) throws(StorageError) {
    try file.beginSection(WordStoreFormat.removedWords)
    try file.append(integers: words())
    try file.beginSection(WordStoreFormat.removedPairs)
    try file.append(pairs.cells)
    try file.beginSection(WordStoreFormat.removedPairEntries)
    try file.append(integers: pairs.entries())
    try file.beginSection(WordStoreFormat.removedTotals)
    try file.append(integers: [UInt64(statistics.documentCount), statistics.textWordCount])
    try file.append(integers: [pairs.layout.kind.rawValue, UInt32(pairs.layout.bits)])
  }

  /// Of each stem and form their numbers and the count, ascending.
  private func words() -> [UInt32] {
    let keys = table.keys
    let numbers = keys.indices.sorted { keys[$0] < keys[$1] }
    var entries: [UInt32] = []
    var sum: UInt64 = 0
    for (place, number) in numbers.enumerated() {
      let key = keys[number]
      sum += statistics.counts[number]
      if place + 1 < numbers.count {
        let next = keys[numbers[place + 1]]
        if (next.stem, next.form) == (key.stem, key.form) { continue }
      }
      entries += [key.stem, key.form, UInt32(clamping: sum)]
      sum = 0
    }
    return entries
  }
}
