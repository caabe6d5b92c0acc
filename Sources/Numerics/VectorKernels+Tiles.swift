import CKernels

/// Up to 32 rows laid out for many queries at once.
package struct VectorTile: Sendable {
  let dimensions: Int
  /// What stands for 0 in the rows laid out last.
  fileprivate(set) var middle: Int32 = 0
  fileprivate(set) var bytes: [UInt8]

  /// Room for rows of so many dimensions, a multiple of 64.
  package init(dimensions: Int) {
    precondition(dimensions > 0 && dimensions % 64 == 0)
    self.dimensions = dimensions
    bytes = [UInt8](repeating: 0, count: dimensions * VectorKernels.tileRowCount)
  }
}

/// Queries that are looked up in tiles together.
package struct VectorTileQueries: Sendable {
  let dimensions: Int
  let count: Int
  let numbers: [Int8]
  /// Of each query the sum of its numbers.
  let sums: [Int32]

  /// - Parameters:
  ///   - numbers: of each query in turn, as many as there are dimensions.
  package init(_ numbers: [Int8], dimensions: Int) {
    precondition(numbers.count % dimensions == 0)
    self.dimensions = dimensions
    self.numbers = numbers
    count = numbers.count / dimensions
    sums = stride(from: 0, to: numbers.count, by: dimensions).map { start in
      numbers[start..<start + dimensions].reduce(0) { $0 + Int32($1) }
    }
  }
}

extension VectorKernels {
  /// Lays out up to 32 selected rows of bytes or nibbles; rows that are lacking become zeros.
  package func pack(
    _ rows: borrowing Rows, _ selection: borrowing Selection, into tile: inout VectorTile
  ) {
    selection.check(below: rows.count)
    let count = selection.count
    precondition(rows.dimensions == tile.dimensions && count <= Self.tileRowCount)
    guard count > 0 else { return }
    let offset = selection.start * rows.stride
    precondition(rows.width != .sign, "signs are not laid out")
    tile.middle = rows.width == .byte ? 128 : 8
    let kernel =
      switch rows.width {
      case .byte: unsafe table.pointee.pack_bytes
      case .nibble, .sign: unsafe table.pointee.pack_nibbles
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
  package func products(
    _ queries: VectorTileQueries, _ tile: VectorTile, stride: Int, offset: Int,
    into sums: inout [Int32]
  ) {
    precondition(queries.dimensions == tile.dimensions)
    precondition(offset >= 0 && offset + Self.tileRowCount <= stride)
    precondition(sums.count >= queries.count * stride)
    guard queries.count > 0 else { return }
    let starts = queries.sums.map { -tile.middle * $0 }
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe table.pointee.tile_sums(
        queries.numbers, starts, queries.count, tile.bytes, tile.dimensions, stride,
        sums.baseAddress.unsafelyUnwrapped + offset)
    }
  }
}
