import Storage

/// The words of an index's documents in one store or several, less what was removed from them.
///
/// What it counts is what one store of the live documents alone would count, however these are
/// spread. Documents are numbered over all stores, removed ones included.
package struct WordStores: Sendable {
  let stores: [WordStoreReader]
  /// Of each store, the number of its first document; then one more, the number of all.
  let bases: [Int]
  private let retractions: [WordRetractions]
  /// Live documents.
  package let documentCount: Int
  /// Words of the live documents' texts.
  let textWordCount: UInt64
  /// Bits by which pairs are weighed.
  let pairBits: Int

  /// Joins stores, the oldest first.
  ///
  /// - Parameter retractions: what removed documents counted, each document once.
  package init(_ stores: [WordStoreReader], retractions: [WordRetractions] = []) {
    self.stores = stores
    self.retractions = retractions
    var bases = [0]
    for store in stores { bases.append((bases.last ?? 0) + store.documentCount) }
    self.bases = bases
    let removed = retractions.reduce(0) { $0.saturatingAdd($1.documentCount) }
    documentCount = max(0, (bases.last ?? 0) - removed)
    let words = stores.reduce(UInt64(0)) { $0.saturatingAdd($1.textWordCount) }
    let removedWords = retractions.reduce(UInt64(0)) { $0.saturatingAdd($1.textWordCount) }
    textWordCount = words.subtractingDownToZero(removedWords)
    let bits = stores.map(\.pairs.bits) + retractions.map(\.pairs.bits)
    pairBits = bits.reduce(WordPairs.bits(documentCount: documentCount)) { min($0, $1) }
  }

  package init(_ store: WordStoreReader) { self.init([store]) }

  /// Whether pairs are weighed as in one store of the live documents alone.
  ///
  /// False where an index has outgrown a store that was written when it was far smaller, and where
  /// one of several stores has logarithms only: answers are then good, but not the same. Writing
  /// that store anew mends it.
  package var isExact: Bool {
    pairBits == WordPairs.bits(documentCount: documentCount)
      && (stores.allSatisfy(\.hasExactCounts) || stores.count == 1 && retractions.isEmpty)
  }

  /// The candidates of each store that has any, as ranges of candidates that ascend.
  ///
  /// Traps when one is no document of the stores.
  func runs(
    of candidates: [RescoringCandidate]
  ) -> [(store: Int, candidates: Range<Int>)] {
    var runs: [(store: Int, candidates: Range<Int>)] = []
    var start = 0
    for store in stores.indices {
      var end = start
      while end < candidates.count, candidates[end].document < bases[store + 1] { end += 1 }
      if end > start { runs.append((store, start..<end)) }
      start = end
    }
    precondition(start == candidates.count, "candidates are documents of the stores")
    return runs
  }

  /// How often live documents have a form of a stem, from what all stores count together.
  func liveCount(_ count: UInt64, ofStem stem: UInt32, form: UInt32) -> UInt64 {
    count == 0
      ? 0
      : retractions.reduce(count) { $0.subtractingDownToZero($1.count(ofStem: stem, form: form)) }
  }

  /// How often live documents have one stem behind another, or stems with the same cell.
  func count(ofPair first: UInt32, _ second: UInt32) -> UInt64 {
    let cell = WordPairs.cell(first, second, bits: WordPairs.finestBits)
    let all = stores.reduce(UInt64(0)) {
      $0.saturatingAdd($1.count(ofPairCell: cell, bits: pairBits))
    }
    return all == 0
      ? 0
      : retractions.reduce(all) {
        $0.subtractingDownToZero($1.count(ofPairCell: cell, bits: pairBits))
      }
  }
}
