import CKernels

/// Rows in lists, in place, each list around a centre.
@safe
package struct VectorListCodes: ~Escapable {
  /// Codes of rows and what turns sums of these into scores.
  package struct Part: ~Escapable {
    let codes: RawSpan
    let factors: Span<Float>
    /// What is taken off products; empty where nothing is.
    let biases: Span<Float>

    @_lifetime(copy codes, copy factors, copy biases)
    package init(_ codes: RawSpan, factors: Span<Float>, biases: Span<Float>) {
      precondition(biases.isEmpty || biases.count == factors.count)
      self.codes = codes
      self.factors = factors
      self.biases = biases
    }
  }

  let dimensions: Int
  package let listCount: Int
  package let rowCount: Int
  let centres: Part
  let ends: Span<UInt32>
  let rows: Span<UInt32>
  let signs: Part
  let bytes: Part

  /// - Parameters:
  ///   - dimensions: a multiple of 64.
  ///   - centres: of each list its centre, a byte for each dimension.
  ///   - ends: of each list the place where its rows end. Places beyond all rows are passed.
  ///   - rows: of each place its row. Rows that are not there are passed.
  ///   - signs: of each place its row's signs, in tiles as ``VectorKernels/pack(_:_:into:)`` lays
  ///     them out.
  ///   - bytes: of each row a byte for each dimension.
  @_lifetime(copy centres, copy ends, copy rows, copy signs, copy bytes)
  package init(
    dimensions: Int, centres: borrowing Part, ends: Span<UInt32>, rows: Span<UInt32>,
    signs: borrowing Part, bytes: borrowing Part
  ) {
    precondition(dimensions > 0 && dimensions % 64 == 0)
    listCount = ends.count
    rowCount = rows.count
    let tileCount = (rowCount + VectorKernels.tileRowCount - 1) / VectorKernels.tileRowCount
    precondition(centres.factors.count == listCount && signs.factors.count == rowCount)
    precondition(bytes.factors.count == rowCount)
    precondition(centres.codes.byteCount >= listCount * dimensions)
    precondition(
      signs.codes.byteCount >= tileCount * VectorKernels.tileRowCount * dimensions / 8)
    precondition(bytes.codes.byteCount >= rowCount * dimensions)
    precondition(signs.biases.isEmpty == bytes.biases.isEmpty)
    self.dimensions = dimensions
    self.centres = copy centres
    self.ends = ends
    self.rows = rows
    self.signs = copy signs
    self.bytes = copy bytes
  }
}

extension VectorListCodes.Part {
  fileprivate func withParts(
    _ body: (UnsafePointer<UInt8>, UnsafePointer<Float>, UnsafePointer<Float>?) -> Void
  ) {
    unsafe codes.withUnsafeBytes { codes in
      unsafe factors.withUnsafeBufferPointer { factors in
        unsafe biases.withUnsafeBufferPointer { biases in
          unsafe body(
            codes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self),
            factors.baseAddress.unsafelyUnwrapped, biases.isEmpty ? nil : biases.baseAddress)
        }
      }
    }
  }
}

extension VectorListCodes {
  /// The lists, of which there is one at least, as the kernels see them.
  func withRecord(_ body: (UnsafePointer<footnote_lists>) -> Void) {
    unsafe centres.withParts { centres, centreFactors, centreBiases in
      unsafe signs.withParts { tiles, signFactors, signBiases in
        unsafe bytes.withParts { bytes, factors, biases in
          unsafe ends.withUnsafeBufferPointer { ends in
            unsafe rows.withUnsafeBufferPointer { rows in
              var record = unsafe footnote_lists(
                dimensions: dimensions, list_count: listCount, row_count: rowCount,
                centres: centres, centre_factors: centreFactors, centre_biases: centreBiases,
                ends: ends.baseAddress.unsafelyUnwrapped,
                rows: rows.baseAddress.unsafelyUnwrapped, tiles: tiles,
                sign_factors: signFactors, sign_biases: signBiases, bytes: bytes,
                factors: factors, biases: biases)
              unsafe withUnsafePointer(to: &record) { unsafe body($0) }
            }
          }
        }
      }
    }
  }
}
