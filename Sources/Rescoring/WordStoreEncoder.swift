import Storage

/// Lays out the words file from pages in their final order.
final class WordStoreEncoder {
  private typealias Format = WordStoreFormat

  private let file: SectionFileWriter
  private let statistics: WordStatistics
  private let keys: [WordKey]
  /// Provisional numbers by rank, the most frequent first, and ranks by provisional number.
  private let ranked: [UInt32]
  private var ranks: [UInt32]
  private var pairs: PairCounts

  private var codeCount = 0
  private var groupStarts: [UInt64] = []
  private var offsets: [UInt32] = []
  private var pages: [UInt32] = []
  private var titles: [UInt8] = []

  init(
    path: String, keys: [WordKey], statistics: WordStatistics, layout: PairLayout
  ) throws(StorageError) {
    self.keys = keys
    self.statistics = statistics
    let counts = statistics.counts
    ranked = counts.indices.filter { counts[$0] > 0 }.map { UInt32($0) }.sorted { a, b in
      let (first, second) = (counts[Int(a)], counts[Int(b)])
      return first != second ? first > second : keys[Int(a)] < keys[Int(b)]
    }
    ranks = [UInt32](repeating: .max, count: keys.count)
    for (rank, number) in ranked.enumerated() { ranks[Int(number)] = UInt32(rank) }
    pairs = PairCounts(layout)
    file = try SectionFileWriter(path: path, kind: Format.kind, version: Format.version)
    try file.beginSection(Format.codes)
  }

  func append(_ page: NumberedPage) throws(StorageError) {
    pages.append(UInt32(offsets.count))
    pages.append(UInt32(titles.count))
    for number in page.title { WordCode.append(ranks[Int(number)] + 1, to: &titles) }
    var codes: [UInt8] = []
    for document in page.documents {
      if offsets.count % Format.groupCount == 0 {
        groupStarts.append(UInt64(codeCount + codes.count))
      }
      let start = codeCount + codes.count - Int(groupStarts[groupStarts.count - 1])
      offsets.append(UInt32(start))
      append(document, to: &codes)
    }
    codeCount += codes.count
    try file.append(codes)
  }

  private func append(_ document: NumberedPage.Document, to codes: inout [UInt8]) {
    for number in document.heading { WordCode.append(ranks[Int(number)] + 1, to: &codes) }
    WordCode.append(WordCode.gap, to: &codes)
    var isFirst = true
    document.forEachTextWord { number, startsSentence in
      if startsSentence, !isFirst { WordCode.append(WordCode.gap, to: &codes) }
      WordCode.append(ranks[Int(number)] + 1, to: &codes)
      isFirst = false
    }
    document.forEachPair(keys) { pairs.add($0, $1) }
  }

  func finish() throws(StorageError) {
    try file.beginSection(Format.documentGroups)
    try file.append(integers: groupStarts + [UInt64(codeCount)])
    try file.beginSection(Format.documentOffsets)
    try file.append(integers: offsets)
    try file.beginSection(Format.pages)
    try file.append(integers: pages + [UInt32(offsets.count), UInt32(titles.count)])
    try file.beginSection(Format.titles)
    try file.append(titles)
    try writeDictionary()
    try file.beginSection(Format.pairs)
    try file.append(pairs.cells)
    try file.beginSection(Format.pairEntries)
    try file.append(integers: pairs.entries())
    try file.beginSection(Format.head)
    try file.append(integers: [
      UInt64(offsets.count), UInt64(pages.count / 2), UInt64(ranked.count),
      statistics.textWordCount,
    ])
    try file.append(integers: [pairs.layout.kind.rawValue, UInt32(pairs.layout.bits)])
    try file.finish()
  }

  private func writeDictionary() throws(StorageError) {
    let byStem = ranked.indices.sorted { keys[Int(ranked[$0])] < keys[Int(ranked[$1])] }
    try file.beginSection(Format.stems)
    for rank in byStem {
      let key = keys[Int(ranked[rank])]
      try file.append(integers: [key.stem, key.form, UInt32(rank)])
    }
    // Of one prefix, the most frequent word first.
    let byPrefix = ranked.indices.map { UInt64(keys[Int(ranked[$0])].prefix) << 32 | UInt64($0) }
      .filter { $0 >> 32 != 0 }.sorted()
    try file.beginSection(Format.prefixes)
    for entry in byPrefix {
      try file.append(integers: [UInt32(entry >> 32), UInt32(truncatingIfNeeded: entry)])
    }
    try file.beginSection(Format.frequencies)
    try file.append(integers: ranked.map { UInt32(clamping: statistics.counts[Int($0)]) })
  }
}
