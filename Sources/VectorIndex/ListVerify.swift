import Numerics
import Storage

extension VectorIndexReader {
  /// Checks the lists: every row stands in one of them, ascending, with the signs, factor and bias
  /// that it has elsewhere; and centres are codes with finite factors.
  func verifyLists() throws(StorageError) {
    guard let lists else { return }
    try verifyBytes(lists.centres)
    try verifyFloats(lists.centreFactors, "a finite factor")
    try verifyFloats(lists.centreBiases, "a finite bias")
    try verifyRows(lists)
    try verifyTiles(lists)
  }

  private func verifyRows(_ lists: ListPlace) throws(StorageError) {
    let file = file
    let ends = file.bytes(lists.ends).integers(UInt32.self)
    let rows = file.bytes(lists.rows).integers(UInt32.self)
    var isListed = [Bool](repeating: false, count: vectorCount)
    var start = 0
    for list in ends.indices {
      let end = Int(ends[list])
      let isLast = list == ends.count - 1
      guard end >= start, end <= vectorCount, !isLast || end == vectorCount else {
        throw file.corrupt(
          lists.ends.lowerBound + 4 * list, "ends that ascend to \(vectorCount)", "\(end)")
      }
      for place in start..<end {
        let row = rows[place]
        let isAscending = place == start || rows[place - 1] < row
        guard isAscending, row < vectorCount, !isListed[Int(row)] else {
          throw file.corrupt(
            lists.rows.lowerBound + 4 * place,
            "ascending rows below \(vectorCount) that no other list has", "\(row)")
        }
        isListed[Int(row)] = true
      }
      start = end
    }
  }

  private func verifyTiles(_ lists: ListPlace) throws(StorageError) {
    let file = file
    let rows = file.bytes(lists.rows).integers(UInt32.self)
    let signs = VectorKernels.Rows(
      file.bytes(range(of: .signs)), .sign, dimensions: layout.padded,
      stride: layout.stride(.signs))
    var tile = VectorTile(.sign, dimensions: layout.padded)
    var scales = VectorWindowSums()
    for start in stride(from: 0, to: rows.count, by: VectorKernels.tileRowCount) {
      let part = rows.extracting(start..<min(start + VectorKernels.tileRowCount, rows.count))
      VectorKernels.current.pack(signs, .listed(part), into: &tile)
      let place = lists.signs.lowerBound + start * layout.padded / 8
      let stored = file.bytes(place..<place + tile.bytes.count)
      for (index, byte) in tile.bytes.enumerated()
      where stored.integer(UInt8.self, at: index) != byte {
        throw file.corrupt(
          place + index, "the byte \(byte) of rows' signs",
          "\(stored.integer(UInt8.self, at: index))")
      }
      let listed = VectorWindows.Window.listed(part.indices.map { part[$0] })
      gatherScales(of: listed, .signs, &scales)
      try verify(lists.factors, from: start, scales.factors[..<part.count], "factor")
      guard !biases.isEmpty else { continue }
      try verify(lists.biases, from: start, scales.biases[..<part.count], "bias")
    }
  }

  /// Checks floats from one place on against those of the rows.
  private func verify(
    _ range: Range<Int>, from start: Int, _ expected: ArraySlice<Float>, _ name: String
  ) throws(StorageError) {
    let file = file
    let floats = file.bytes(range).floats
    for (index, number) in expected.enumerated()
    where floats[start + index].bitPattern != number.bitPattern {
      throw file.corrupt(
        range.lowerBound + 4 * (start + index), "the row's \(name) \(number)",
        "\(floats[start + index])")
    }
  }
}
