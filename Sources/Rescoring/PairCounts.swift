/// Counts pairs in the layout that their file has.
struct PairCounts {
  /// The byte of a dense cell whose count stands elsewhere.
  static let elsewhere = UInt8.max

  private(set) var layout: PairLayout
  /// A byte a cell; nothing where the layout is sparse.
  private(set) var cells: [UInt8] = []
  /// The counts of dense cells that a byte cannot hold.
  private var large: [UInt32: UInt32] = [:]
  private var fine = FinePairCounts()

  /// Bytes that are held, and for putting them in order.
  var memoryByteCount: Int { cells.count + 32 * large.count + fine.memoryByteCount }

  init(_ layout: PairLayout) {
    self.layout = layout
    makeCells()
  }

  private mutating func makeCells() {
    if layout.kind == .dense { cells = [UInt8](repeating: 0, count: 1 << layout.bits) }
  }

  @inline(__always)
  mutating func add(_ first: UInt32, _ second: UInt32) {
    guard layout.kind == .dense else { return fine.add(first, second) }
    let cell = WordPairs.cell(first, second, bits: layout.bits)
    if cells[cell] < Self.elsewhere - 1 { cells[cell] += 1 } else { add(1, toCell: cell) }
  }

  private mutating func add(_ count: UInt32, toCell cell: Int) {
    let byte = cells[cell]
    let key = UInt32(truncatingIfNeeded: cell)
    let before = byte == Self.elsewhere ? large[key] ?? 0 : UInt32(byte)
    let sum = before.saturatingAdd(count)
    if sum < Self.elsewhere {
      cells[cell] = UInt8(sum)
    } else {
      cells[cell] = Self.elsewhere
      large[key] = sum
    }
  }

  /// Goes on in a dense layout with what a sparse one has counted.
  mutating func change(to layout: PairLayout) {
    precondition(self.layout.kind == .sparse && layout.kind == .dense)
    let entries = fine.entries()
    fine = FinePairCounts()
    self.layout = layout
    makeCells()
    for index in stride(from: 0, to: entries.count, by: 2) {
      add(entries[index + 1], toCell: Int(entries[index]) >> (WordPairs.finestBits - layout.bits))
    }
  }

  /// Cells with their counts, ascending: all of a sparse layout, the large ones of a dense one.
  mutating func entries() -> [UInt32] {
    layout.kind == .sparse
      ? fine.entries()
      : large.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
  }
}
