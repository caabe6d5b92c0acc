import CKernels

/// A fixed rotation of vectors that spreads whatever they hold over all dimensions.
///
/// Signs are turned by fixed bits, then a fast Hadamard transform is applied to the first and the
/// last 2^k dimensions, twice. Additions have one order, so the results are the same bits
/// everywhere. Source: Ailon and Chazelle, "The fast Johnson-Lindenstrauss transform", 2009.
package struct VectorRotation: Sendable {
  package let dimensions: Int
  private let flips: [UInt64]

  package init(dimensions: Int) {
    precondition(dimensions > 0)
    self.dimensions = dimensions
    // SplitMix64 from 0: any bits would do, as long as they stay the same.
    var bits = SplitMix64(seed: 0)
    flips = (0..<2 * ((dimensions + 63) / 64)).map { _ in bits.next() }
  }

  /// Rotates the first `dimensions` numbers in place.
  package func apply(to numbers: inout [Float], _ kernels: VectorKernels = .current) {
    precondition(numbers.count >= dimensions)
    unsafe numbers.withUnsafeMutableBufferPointer { numbers in
      unsafe kernels.table.pointee.rotate(
        numbers.baseAddress.unsafelyUnwrapped, dimensions, flips, flips.count / 2)
    }
  }
}
