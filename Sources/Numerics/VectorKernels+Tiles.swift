import CKernels

/// Up to 32 rows laid out for many queries at once.
package struct VectorTile: Sendable {
  let width: VectorKernels.Width
  let dimensions: Int
  /// The rows as they are laid out.
  package fileprivate(set) var bytes: [UInt8]

  /// Room for rows of so many dimensions.
  package init(_ width: VectorKernels.Width, dimensions: Int) {
    precondition(dimensions > 0 && dimensions % width.dimensionsMultiple == 0)
    self.width = width
    self.dimensions = dimensions
    // Nibbles become bytes.
    let each = width == .sign ? dimensions / 8 : dimensions
    bytes = [UInt8](repeating: 0, count: each * VectorKernels.tileRowCount)
  }

  /// What stands for 0 in the bytes of a row.
  fileprivate var middle: Int32 { width == .byte ? 128 : 8 }
}

/// Queries that are looked up in tiles together.
package struct VectorTileQueries: Sendable {
  let dimensions: Int
  package let count: Int
  let numbers: [Int8]
  /// Of each query the sum of its numbers.
  let sums: [Int32]
  let signs: [UInt8]

  /// - Parameters:
  ///   - numbers: of each query in turn, as many as there are dimensions.
  ///   - signs: of each query in turn, a bit for each dimension; needed for tiles of signs.
  package init(_ numbers: [Int8], signs: [UInt8] = [], dimensions: Int) {
    count = numbers.count / dimensions
    precondition(numbers.count == count * dimensions)
    self.dimensions = dimensions
    self.numbers = numbers
    self.signs = signs
    sums = stride(from: 0, to: numbers.count, by: dimensions).map { start in
      let query = numbers.span.extracting(start..<start + dimensions)
      var sum: Int32 = 0
      for index in query.indices { sum &+= Int32(query[index]) }
      return sum
    }
  }
}

extension VectorKernels {
  /// Lays out up to 32 selected rows; rows that are lacking become zeros.
  package func pack(
    _ rows: borrowing Rows, _ selection: borrowing Selection, into tile: inout VectorTile
  ) {
    selection.check(below: rows.count)
    let count = selection.count
    precondition(rows.dimensions == tile.dimensions && rows.width == tile.width)
    precondition(count <= Self.tileRowCount)
    guard count > 0 else { return }
    let offset = selection.start * rows.stride
    let kernel =
      switch rows.width {
      case .byte: unsafe table.pointee.pack_bytes
      case .nibble: unsafe table.pointee.pack_nibbles
      case .sign: unsafe table.pointee.pack_signs
      }
    unsafe rows.bytes.withUnsafeBytes { bytes in
      unsafe tile.bytes.withUnsafeMutableBufferPointer { target in
        let row =
          unsafe bytes.baseAddress.unsafelyUnwrapped
          .assumingMemoryBound(to: UInt8.self) + offset
        let target = unsafe target.baseAddress.unsafelyUnwrapped
        unsafe selection.withListed {
          unsafe kernel(row, rows.dimensions, rows.stride, $0, count, target)
        }
      }
    }
  }

  /// The products of queries with the rows of a tile: the i-th row's with query q becomes
  /// `sums[q * stride + offset + i]`.
  ///
  /// With a tile of signs, it is the number of signs that are equal less that of the others.
  package func products(
    _ queries: VectorTileQueries, _ tile: VectorTile, stride: Int, offset: Int,
    into sums: inout [Int32]
  ) {
    precondition(queries.dimensions == tile.dimensions)
    precondition(tile.width != .sign || 8 * queries.signs.count == queries.count * tile.dimensions)
    precondition(offset >= 0 && offset + Self.tileRowCount <= stride)
    precondition(sums.count >= queries.count * stride)
    guard queries.count > 0 else { return }
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      let sums = unsafe sums.baseAddress.unsafelyUnwrapped + offset
      if tile.width == .sign {
        unsafe table.pointee.tile_equal_signs(
          queries.signs, queries.count, tile.bytes, tile.dimensions, stride, sums)
      } else {
        unsafe table.pointee.tile_sums(
          queries.numbers, queries.sums.map { -tile.middle * $0 }, queries.count, tile.bytes,
          tile.dimensions, stride, sums)
      }
    }
  }
}
