import Storage

/// The counts of pairs as they lie in a file.
struct PairTable: Sendable {
  let kind: PairLayout.Kind
  let bits: Int
  /// A byte a cell; nothing where the table is sparse.
  let cells: Range<Int>
  /// Cells with their counts: all of a sparse table, the large ones of a dense one.
  let entries: SortedEntries

  /// How often pairs of a cell occur.
  ///
  /// - Parameters:
  ///   - cell: a cell of the finest ones.
  ///   - bits: how many bits of its number tell cells apart, at most those of the table.
  func count(of cell: Int, bits: Int, _ bytes: RawSpan) -> UInt64 {
    let first = (cell >> (WordPairs.finestBits - bits)) << (self.bits - bits)
    let range = first..<first + (1 << (self.bits - bits))
    if kind == .sparse { return entries.sum(range, bytes) }
    var sum: UInt64 = 0
    var isElsewhere = false
    for cell in range {
      let byte = bytes.integer(UInt8.self, at: cells.lowerBound + cell)
      if byte == PairCounts.elsewhere {
        isElsewhere = true
      } else {
        sum += UInt64(byte)
      }
    }
    return isElsewhere ? sum + entries.sum(range, bytes) : sum
  }
}

extension PairTable {
  /// Where a table's parts stand in a file.
  struct Sections {
    var cells: SectionFile.Tag
    var entries: SectionFile.Tag
  }

  /// Finds a table.
  ///
  /// - Parameter layoutAt: where in the file its layout stands, in eight bytes.
  init(
    _ file: SectionFileReader, _ sections: Sections, layoutAt: Int
  ) throws(StorageError) {
    let bytes = file.file.bytes
    let layout = bytes.integer(UInt32.self, at: layoutAt)
    let bits = Int(bytes.integer(UInt32.self, at: layoutAt + 4))
    guard let kind = PairLayout.Kind(rawValue: layout),
      kind == .dense
        ? (PairLayout.fewestBits...WordPairs.finestBits).contains(bits)
        : bits == WordPairs.finestBits
    else { throw file.corrupt(layoutAt, "a layout of pairs", "\(layout), \(bits) bits") }
    self.kind = kind
    self.bits = bits
    cells = try file.range(of: sections.cells)
    let cellCount = kind == .dense ? 1 << bits : 0
    guard cells.count == cellCount else {
      throw file.corrupt(cells.lowerBound, "\(cellCount) cells", "\(cells.count)")
    }
    let width = WordStoreFormat.pairEntryByteCount
    entries = SortedEntries(
      range: try file.range(of: sections.entries, elementByteCount: width), byteCount: width)
  }
}
