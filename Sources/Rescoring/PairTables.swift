import Storage

/// How often words follow each other in several stores, less what was removed.
struct PairTables: Sendable {
  /// A table with its file, in the bits of cells' numbers that count.
  struct Table: CountTable {
    let table: PairTable
    let file: SectionFileReader
    let bits: Int

    /// A dense table is one look as it is.
    var entryCount: Int? { table.kind == .sparse ? table.entries.count : nil }

    func count(of cell: Int) -> Int64 {
      Int64(clamping: table.count(of: cell, bits: bits, file.file.bytes))
    }

    func add(to sums: inout NetCounts, times factor: Int64) {
      let (bytes, entries) = (file.file.bytes, table.entries)
      let shift = UInt64(WordPairs.finestBits - bits)
      sums.add(entries.count) {
        let count = bytes.integer(UInt32.self, at: entries.offset(of: $0) + 4)
        return (UInt64(entries.key($0, bytes)) >> shift, factor * Int64(count))
      }
    }
  }

  private var tables: SummedTables<Table, Table>
  private let bits: Int

  init(stores: [WordStoreReader], retractions: [WordRetractions], bits: Int) {
    self.bits = bits
    tables = SummedTables(
      added: stores.map { Table(table: $0.pairs, file: $0.file, bits: bits) },
      removed: retractions.map { Table(table: $0.pairs, file: $0.file, bits: bits) })
  }

  /// How often live documents have one stem behind another, or stems with the same cell.
  func count(of first: UInt32, _ second: UInt32) -> UInt64 {
    let cell = WordPairs.cell(first, second, bits: WordPairs.finestBits)
    let key = UInt64(cell >> (WordPairs.finestBits - bits))
    var sum = tables.joined?[key] ?? 0
    for table in tables.added { sum &+= table.count(of: cell) }
    if sum <= 0 { return 0 }
    for table in tables.removed { sum &-= table.count(of: cell) }
    return UInt64(max(0, sum))
  }

  var smallEntryCounts: [Int] { tables.smallEntryCounts }

  mutating func join(entryLimit: Int) throws(StorageError) {
    try tables.join(entryLimit: entryLimit, NetCounts(limit: 1 << UInt64(bits)))
  }
}
