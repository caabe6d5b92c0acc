import CKernels

/// A query's numbers in whole numbers.
package struct VectorQueryCodes: Sendable {
  /// Units of the rests in one of the codes.
  package static let restUnit = 254

  /// The numbers times 127 over the greatest magnitude, rounded.
  package let codes: [Int8]
  /// What the codes leave over, in units ``restUnit`` times as small.
  package let rests: [Int8]
  /// What numbers were multiplied by; 0 where all are as good as zero or one is not finite, and all
  /// codes are 0 then.
  package let inverse: Float

  package init(_ numbers: [Float], _ kernels: VectorKernels = .current) {
    var codes = [Int8](repeating: 0, count: numbers.count)
    var rests = codes
    inverse =
      numbers.isEmpty
      ? 0
      : unsafe codes.withUnsafeMutableBufferPointer { codes in
        unsafe rests.withUnsafeMutableBufferPointer { rests in
          unsafe kernels.table.pointee.query_codes(
            numbers, numbers.count, Float(Self.restUnit), codes.baseAddress.unsafelyUnwrapped,
            rests.baseAddress.unsafelyUnwrapped)
        }
      }
    self.codes = codes
    self.rests = rests
  }
}

extension VectorKernels {
  /// The sum of products of two lists of the same length, at double precision, in one order.
  package func product(_ a: Span<Float>, _ b: Span<Float>) -> Double {
    precondition(a.count == b.count)
    guard !a.isEmpty else { return 0 }
    return unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe table.pointee.float_product(
          a.baseAddress.unsafelyUnwrapped, b.baseAddress.unsafelyUnwrapped, a.count)
      }
    }
  }
}
