import Numerics
package import Storage

/// The words of an index's documents in one store or several, less what was removed from them.
///
/// What it counts is what one store of the live documents alone would count, however these are
/// spread. Documents are numbered over all stores, removed ones included.
package struct WordStores: Sendable {
  let stores: [WordStoreReader]
  /// Of each store, the number of its first document; then one more, the number of all.
  let bases: [Int]
  /// Where forms and pairs are counted.
  private(set) var forms: FormTables
  private(set) var pairs: PairTables
  /// Live documents.
  package let documentCount: Int
  /// Words of the live documents' texts.
  let textWordCount: UInt64
  /// Bits by which pairs are weighed.
  let pairBits: Int
  /// Memory that candidates are read into.
  let hits = IdlePool<CodeHits>()

  /// Joins stores, the oldest first.
  ///
  /// - Parameter retractions: what removed documents counted, each document once.
  package init(_ stores: [WordStoreReader], retractions: [WordRetractions] = []) {
    self.stores = stores
    forms = FormTables(stores: stores, retractions: retractions)
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
    pairs = PairTables(stores: stores, retractions: retractions, bits: pairBits)
  }

  package init(_ store: WordStoreReader) { self.init([store]) }

  /// Whether pairs are weighed as in one store of the live documents alone.
  ///
  /// False where an index has outgrown a store that was written when it was far smaller: answers
  /// are then good, but not the same. Writing that store anew mends it.
  package var isExact: Bool { pairBits == WordPairs.bits(documentCount: documentCount) }

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

  /// The entries of each table that ``joined(entryLimit:)`` may read.
  package var smallEntryCounts: [Int] { forms.smallEntryCounts + pairs.smallEntryCounts }

  /// The same words, with the small tables of forms read into one, and those of pairs.
  ///
  /// - Parameter entryLimit: entries of either to be read at most; further tables are left where
  ///   they are.
  package func joined(entryLimit: Int) throws(StorageError) -> WordStores {
    var result = self
    try result.forms.join(entryLimit: entryLimit)
    try result.pairs.join(entryLimit: entryLimit)
    return result
  }
}
