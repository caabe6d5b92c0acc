import CKernels

/// The codes of a document that may concern a question, found without a branch a code.
///
/// A code's length and its match are as good as random to the processor: guessing wrong at every
/// other word would cost more than all the rest.
package struct CodeHits: Sendable {
  /// The low bits of a code that a filter has a bit for.
  package static let filterBits = UInt32(FOOTNOTE_CODE_FILTER_BITS)
  /// Bytes behind a document's codes that must be there.
  package static let slackByteCount = 4

  private var hits: [UInt64] = []
  private var count = 0
  /// Codes of the document.
  package private(set) var codeCount = 0

  package init() {}

  /// Of each hit, its position among the document's codes in the upper half, the code in the lower.
  package var found: Span<UInt64> {
    @_lifetime(borrow self)
    get { hits.span.extracting(0..<count) }
  }

  /// Reads the codes in a range of a file, which goes on behind it; false when one is cut off.
  ///
  /// - Parameter filter: A bit for each value of the codes' low bits, whether codes with these are
  ///   hits.
  package mutating func read(
    _ file: RawSpan, _ range: Range<Int>, filter: Span<UInt64>, _ kernels: Kernels = .current
  ) -> Bool {
    if hits.count < range.count {
      hits = [UInt64](repeating: 0, count: max(2 * range.count, 4096))
    }
    (count, codeCount) = (0, 0)
    guard !range.isEmpty else { return true }
    guard let found = kernels.findCodes(file, range, filter: filter, into: &hits) else {
      return false
    }
    (count, codeCount) = found
    return true
  }
}

extension Kernels {
  /// Lists the codes that a filter lets pass; nil when the last one is cut off.
  fileprivate func findCodes(
    _ file: RawSpan, _ range: Range<Int>, filter: Span<UInt64>, into hits: inout [UInt64]
  ) -> (count: Int, codeCount: Int)? {
    precondition(range.upperBound + CodeHits.slackByteCount <= file.byteCount)
    precondition(filter.count == 1 << Int(CodeHits.filterBits - 6) && hits.count >= range.count)
    let part = range.lowerBound..<range.upperBound + CodeHits.slackByteCount
    var codeCount = 0
    let count = unsafe file.extracting(part).withUnsafeBytes { bytes in
      unsafe filter.withUnsafeBufferPointer { filter in
        unsafe hits.withUnsafeMutableBufferPointer { hits in
          unsafe table.pointee.find_codes(
            bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self), range.count,
            filter.baseAddress.unsafelyUnwrapped, hits.baseAddress.unsafelyUnwrapped, &codeCount)
        }
      }
    }
    // The greatest size stands for a code that is cut off.
    return count < 0 ? nil : (count, codeCount)
  }
}
