package import Storage

/// How often the forms of stems occur in several stores, less what was removed.
struct FormTables: Sendable {
  /// The words of a store by stem and form.
  struct StoreTable: CountTable {
    let store: WordStoreReader
    /// Its number among all stores.
    let number: Int

    var entryCount: Int? { store.wordCount }

    func add(to sums: inout NetCounts, times factor: Int64) {
      let bytes = store.file.file.bytes
      sums.add(store.wordCount) {
        let rank = bytes.integer(UInt32.self, at: store.stems.offset(of: $0) + 8)
        return (store.stems.longKey($0, bytes), factor * Int64(store.count(ofRank: rank)))
      }
    }
  }

  private var tables: SummedTables<StoreTable, WordRetractions>
  /// Of each store, whether its own words are to be counted beside ``liveCount(_:ofStem:form:)``.
  private(set) var countsStore: [Bool]

  init(stores: [WordStoreReader], retractions: [WordRetractions]) {
    tables = SummedTables(
      added: stores.enumerated().map { StoreTable(store: $1, number: $0) }, removed: retractions)
    countsStore = stores.map { _ in true }
  }

  /// How often live documents have a form of a stem.
  ///
  /// - Parameter count: what the stores in ``countsStore`` count together.
  func liveCount(_ count: UInt64, ofStem stem: UInt32, form: UInt32) -> UInt64 {
    let joined = tables.joined?[UInt64(stem) << 32 | UInt64(form)] ?? 0
    var sum = Int64(clamping: count) + joined
    if sum <= 0 { return 0 }
    for retraction in tables.removed { sum -= Int64(retraction.count(ofStem: stem, form: form)) }
    return UInt64(max(0, sum))
  }

  var smallEntryCounts: [Int] { tables.smallEntryCounts }

  mutating func join(entryLimit: Int) throws(StorageError) {
    try tables.join(entryLimit: entryLimit, NetCounts(limit: .max))
    countsStore = countsStore.map { _ in false }
    for table in tables.added { countsStore[table.number] = true }
  }
}

extension WordRetractions: CountTable {
  package var entryCount: Int? { words.count }

  package func add(to sums: inout NetCounts, times factor: Int64) {
    let bytes = file.file.bytes
    sums.add(words.count) {
      let count = bytes.integer(UInt32.self, at: words.offset(of: $0) + 8)
      return (words.longKey($0, bytes), factor * Int64(count))
    }
  }
}
