import CKernels

/// A query made ready for the signs of lists of rows.
package struct VectorListQuery: Sendable {
  private let signs: [UInt8]
  private var planes: [UInt8]
  private let planeSum: Int32
  private let offsets: (equal: Float, plane: Float)
  private let scales: (equal: Float, plane: Float)

  /// - Parameters:
  ///   - codes: a number for each dimension, of which there are a multiple of 64.
  ///   - signs: a bit for each dimension.
  ///   - scale: what a product with codes is multiplied by, with a row's factor.
  ///   - signScale: the same for numbers of shared signs.
  ///   - slack: by how much products with codes may be estimated too low, in units of the codes.
  ///   - signSlack: the same for numbers of shared signs.
  package init(
    codes: [Int8], signs: [UInt8], scale: Float, signScale: Float, slack: Float, signSlack: Float,
    _ kernels: VectorKernels = .current
  ) {
    precondition(codes.count % 64 == 0 && !codes.isEmpty && 8 * signs.count == codes.count)
    self.signs = signs
    planes = [UInt8](repeating: 0, count: codes.count / 2)
    planeSum = unsafe planes.withUnsafeMutableBufferPointer { planes in
      unsafe kernels.table.pointee.sign_planes(
        codes, codes.count, planes.baseAddress.unsafelyUnwrapped)
    }
    let unit = VectorGraphQueries.planeUnit
    offsets = (signSlack, slack / unit)
    scales = (signScale, scale * unit)
  }

  fileprivate func withRecord(_ body: (UnsafePointer<footnote_list_query>) -> Int) -> Int {
    unsafe signs.withUnsafeBufferPointer { signs in
      unsafe planes.withUnsafeBufferPointer { planes in
        var record = unsafe footnote_list_query(
          dimensions: 8 * signs.count, signs: signs.baseAddress.unsafelyUnwrapped,
          planes: planes.baseAddress.unsafelyUnwrapped, plane_sum: planeSum,
          equal_offset: offsets.equal, equal_scale: scales.equal, plane_offset: offsets.plane,
          plane_scale: scales.plane)
        return unsafe withUnsafePointer(to: &record) { unsafe body($0) }
      }
    }
  }

  fileprivate var dimensions: Int { 8 * signs.count }
}

/// Rows of lists that may be good enough.
package struct ListedPlaces: Sendable {
  package private(set) var count = 0
  private var places: [UInt32] = []

  package init() {}

  /// A place among the rows that were looked at.
  package subscript(index: Int) -> Int { Int(places[index]) }

  /// Takes the rows of which neither the number of signs shared with a query nor its sum over their
  /// signs tells that their scores are below a threshold.
  ///
  /// - Parameters:
  ///   - tiles: of 32 rows each, as ``VectorKernels/pack(_:_:into:)`` lays signs out.
  ///   - rows: which of the tiles' rows.
  ///   - factors: of each of these rows that of its signs.
  ///   - biases: what is taken off products; empty where nothing is.
  package mutating func select(
    _ query: VectorListQuery, _ tiles: RawSpan, _ rows: Range<Int>, factors: Span<Float>,
    biases: Span<Float>, atLeast threshold: Float, _ kernels: VectorKernels = .current
  ) {
    let tileRowCount = VectorKernels.tileRowCount
    let tileCount = tiles.byteCount / (query.dimensions / 8 * tileRowCount)
    precondition(rows.lowerBound >= 0 && rows.upperBound <= tileCount * tileRowCount)
    precondition(factors.count == rows.count)
    precondition(biases.isEmpty || biases.count == rows.count)
    count = 0
    guard !rows.isEmpty else { return }
    if places.count < rows.count { places = [UInt32](repeating: 0, count: rows.count) }
    count = unsafe tiles.withUnsafeBytes { tiles in
      unsafe factors.withUnsafeBufferPointer { factors in
        unsafe biases.withUnsafeBufferPointer { biases in
          unsafe places.withUnsafeMutableBufferPointer { places in
            unsafe query.withRecord { query in
              unsafe kernels.table.pointee.scan_list(
                query,
                tiles.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self),
                rows.lowerBound, rows.upperBound, factors.baseAddress.unsafelyUnwrapped,
                biases.isEmpty ? nil : biases.baseAddress, threshold,
                places.baseAddress.unsafelyUnwrapped)
            }
          }
        }
      }
    }
  }
}
