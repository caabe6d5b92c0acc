import Numerics
import Storage

/// Where the lists of rows lie in a file.
struct ListPlace: Sendable {
  let count: Int
  /// Of each list its centre's code, factor and, where rows have one, bias.
  let centres: Range<Int>
  let centreFactors: Range<Int>
  let centreBiases: Range<Int>
  /// Of each list where its rows end.
  let ends: Range<Int>
  /// The rows, list by list, with their signs in tiles, the factors of these, and biases.
  let rows: Range<Int>
  let signs: Range<Int>
  let factors: Range<Int>
  let biases: Range<Int>
  let tuning: ReachTuning

  init(_ file: SectionFileReader, _ head: VectorHead, _ layout: VectorLayout) throws(StorageError) {
    count = head.listCount
    let hasBiases = head.metric == .squaredDistance
    centres = try file.range(of: VectorFormat.centres, byteCount: count * layout.padded)
    centreFactors = try file.range(of: VectorFormat.centreFactors, byteCount: count * 4)
    centreBiases = try file.range(
      of: VectorFormat.centreBiases, byteCount: hasBiases ? count * 4 : 0)
    ends = try file.range(of: VectorFormat.listEnds, byteCount: count * 4)
    rows = try file.range(of: VectorFormat.listRows, byteCount: head.vectorCount * 4)
    let tiles = (head.vectorCount + VectorKernels.tileRowCount - 1) / VectorKernels.tileRowCount
    signs = try file.range(
      of: VectorFormat.listSigns, byteCount: tiles * Self.tileByteCount(layout))
    factors = try file.range(of: VectorFormat.listFactors, byteCount: head.vectorCount * 4)
    biases = try file.range(
      of: VectorFormat.listBiases, byteCount: hasBiases ? head.vectorCount * 4 : 0)
    tuning = try ReachTuning(file)
  }

  /// Bytes of the signs of 32 rows.
  static func tileByteCount(_ layout: VectorLayout) -> Int {
    VectorKernels.tileRowCount * layout.padded / 8
  }
}
