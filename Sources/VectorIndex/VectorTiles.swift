import Numerics
import Storage

/// Many queries' looks at rows that are laid out for them together.
struct VectorTiles {
  /// Rows whose sums are kept at a time: several tiles.
  static let windowCount = VectorBoundedScan.windowCount

  private let plane: VectorPlane
  private let queries: VectorTileQueries
  private var tile: VectorTile
  private var sums: [Int32]

  init(_ queries: [VectorQuery], _ plane: VectorPlane, _ layout: VectorLayout) {
    self.plane = plane
    tile = VectorTile(plane.width, dimensions: layout.padded)
    sums = [Int32](repeating: 0, count: queries.count * Self.windowCount)
    self.queries = VectorTileQueries(
      queries.flatMap(\.codes), signs: queries.flatMap(\.signs), dimensions: layout.padded)
  }

  /// Offers to each query's best rows those of a window that are good enough.
  mutating func look(
    at window: VectorWindows.Window, _ queries: [VectorQuery], _ index: VectorIndexReader,
    _ scratch: VectorScratch, _ best: inout [BestRows]
  ) {
    sum(window, index)
    index.gatherScales(of: window, plane, &scratch.window)
    // Once for all queries: counting references takes as long as a look.
    let scales = scratch.window
    for query in queries.indices {
      index.select(
        window, sums.span.extracting(Self.places(of: query)), scales,
        scale: plane == .signs ? queries[query].signScale : queries[query].scale,
        &scratch.selected, &best[query])
    }
  }

  /// The same where rows are passed over by their signs.
  mutating func look(
    at window: VectorWindows.Window, _ queries: [VectorQuery], _ index: VectorIndexReader,
    _ scratch: VectorScratch, _ scans: inout [VectorBoundedScan]
  ) {
    sum(window, index)
    index.gatherScales(of: window, .signs, &scratch.window)
    let scales = scratch.window
    for query in queries.indices {
      let isFull = scans[query].look(
        at: window, sums.span.extracting(Self.places(of: query)), scales, index,
        &scratch.selected)
      if isFull {
        scans[query].lookCloser(index, queries[query], &scratch.closer, &scratch.selected)
      }
    }
  }

  /// Where a query's sums lie.
  private static func places(of query: Int) -> Range<Int> {
    query * windowCount..<(query + 1) * windowCount
  }

  /// The sums of all queries with a window's rows.
  private mutating func sum(_ window: VectorWindows.Window, _ index: VectorIndexReader) {
    let together = queries
    for start in stride(from: 0, to: window.count, by: VectorKernels.tileRowCount) {
      let end = min(start + VectorKernels.tileRowCount, window.count)
      index.pack(window, start..<end, plane, into: &tile)
      VectorKernels.current.products(
        together, tile, stride: Self.windowCount, offset: start, into: &sums)
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
