import Numerics
import Storage

/// Many queries' looks at rows that are laid out for them together.
struct VectorTiles {
  /// Rows whose sums are kept at a time: several tiles.
  static let windowCount = 8 * VectorKernels.tileRowCount

  private let plane: VectorPlane
  private let queries: VectorTileQueries
  private var tile: VectorTile
  private var sums: [Int32]

  /// nil for looks that are made at one query after the other.
  init?(_ queries: [VectorQuery], _ look: VectorLook, _ layout: VectorLayout) {
    switch look {
    case .equalSigns: plane = .signs
    case .coarse(.bytes): plane = .bytes
    case .coarse(.nibbles): plane = .nibbles
    case .coarse, .fine, .floats: return nil
    }
    tile = VectorTile(plane.width, dimensions: layout.padded)
    sums = [Int32](repeating: 0, count: queries.count * Self.windowCount)
    self.queries = VectorTileQueries(
      queries.flatMap(\.codes), signs: queries.flatMap(\.signs), dimensions: layout.padded)
  }

  /// Offers to each query's best rows those of a window that are good enough.
  mutating func look(
    at window: VectorWindows.Window, _ queries: [VectorQuery], _ index: VectorIndexReader,
    _ scales: inout VectorWindowSums, _ selected: inout SelectedRows, _ best: inout [BestRows]
  ) {
    let together = self.queries
    for start in stride(from: 0, to: window.count, by: VectorKernels.tileRowCount) {
      let end = min(start + VectorKernels.tileRowCount, window.count)
      index.pack(window, start..<end, plane, into: &tile)
      VectorKernels.current.products(
        together, tile, stride: Self.windowCount, offset: start, into: &sums)
    }
    index.gatherScales(of: window, plane, &scales)
    for query in queries.indices {
      let start = query * Self.windowCount
      index.select(
        window, sums.span.extracting(start..<start + Self.windowCount), scales,
        scale: plane == .signs ? queries[query].signScale : queries[query].scale, &selected,
        &best[query])
    }
  }
}

extension VectorIndexReader {
  /// Lays out the rows at some places of a window.
  fileprivate func pack(
    _ window: VectorWindows.Window, _ places: Range<Int>, _ plane: VectorPlane,
    into tile: inout VectorTile
  ) {
    let file = file
    let rows = VectorKernels.Rows(
      file.bytes(range(of: plane)), plane.width, dimensions: layout.padded,
      stride: layout.stride(plane))
    switch window {
    case .range(let range):
      let start = range.lowerBound
      VectorKernels.current.pack(
        rows, .range(start + places.lowerBound..<start + places.upperBound), into: &tile)
    case .listed(let numbers):
      VectorKernels.current.pack(rows, .listed(numbers.span.extracting(places)), into: &tile)
    }
  }
}
