package import Numerics
import Storage

extension VectorIndexReader {
  /// Nodes that are kept on the levels above the rows.
  private static let upperWidth = 16
  /// Share of a standard error of estimates that a row is given the benefit of.
  private static let slack: Float = 1
  /// The standard error of an estimate from signs, as a share of its factor times the query's length:
  /// the root of 1 - 2/pi.
  private static let signError: Float = 0.6028

  /// Walks the graph from the top level down; `walk` then has the best rows of the last level.
  func walk(_ graph: GraphPlace, _ query: VectorQuery, width: Int, _ walk: inout VectorWalk) {
    var square: Int32 = 0
    for code in query.codes { square &+= Int32(code) &* Int32(code) }
    let length = Float(square).squareRoot() * query.scale
    let prepared = VectorGraphQuery(
      codes: query.codes, scale: query.scale, slack: Self.slack * Self.signError * length)
    var seeds = graph.shape.seeds(level: graph.links.count - 1)
    for level in graph.links.indices.reversed() {
      let file = file
      let codes = VectorGraphCodes(
        signs: VectorKernels.Rows(
          file.bytes(planes[0]), .sign, dimensions: layout.padded, stride: layout.slotByteCount),
        bytes: VectorKernels.Rows(
          file.bytes(planes[1]), .byte, dimensions: layout.padded, stride: layout.padded),
        factors: file.bytes(factors).floats, biases: file.bytes(biases).floats)
      let links = VectorGraph(
        links: file.bytes(graph.links[level]).integers(UInt32.self), degree: graph.shape.degree,
        rows: file.bytes(graph.rows[level]).integers(UInt32.self), codes: codes)
      walk.walk(
        links, prepared, seeds: seeds.span, width: level == 0 ? width : Self.upperWidth)
      if level > 0 {
        seeds = (0..<walk.count).map {
          UInt32(graph.shape.below(Int(walk.node($0)), level: level))
        }
      }
    }
  }

  /// For measuring: the rows that a walk finds, unranked, with the work done.
  package func walkForMeasuring(
    _ query: Span<Float>, width: Int, k: Int, _ state: inout VectorWalk
  ) -> [FoundVector] {
    guard let graph else { return [] }
    let prepared = VectorQuery(query, transform, layout)
    walk(graph, prepared, width: width, &state)
    var scratch = scratches.take()
    let rows = (0..<min(state.count, k + k / 2 + 5)).map { state.node($0) }
    let best = lookAgain(.fine(.bytes), at: rows, prepared, k: k, &scratch)
    scratches.put(scratch)
    return found(best, prepared)
  }
}
