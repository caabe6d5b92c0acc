import CKernels

/// The codes of documents that may concern a question, found without a branch a code.
///
/// A code's length and its match are as good as random to the processor: guessing wrong at every
/// other word would cost more than all the rest.
package struct CodeHits: Sendable {
  /// The low bits of a code that a filter has a bit for.
  package static let filterBits = UInt32(FOOTNOTE_CODE_FILTER_BITS)
  /// Bytes behind a document's codes that must be there.
  package static let slackByteCount = 4

  private var hits: [UInt64] = []
  private var documents: [footnote_coded] = []

  package init() {}

  /// Of each hit of a document, its position among the document's codes in the upper half, the code
  /// in the lower.
  @_lifetime(borrow self)
  package func found(_ document: Int) -> Span<UInt64> {
    let first = documents[document].first_hit
    return hits.span.extracting(first..<first + documents[document].hit_count)
  }

  /// Codes of a document.
  package func codeCount(_ document: Int) -> Int { documents[document].code_count }

  /// Reads the codes in ranges of a file, which goes on behind them.
  ///
  /// - Parameter filter: A bit for each value of the codes' low bits, whether codes with these are
  ///   hits.
  /// - Returns: A document whose last code is cut off; nil where there is none.
  package mutating func read(
    _ file: RawSpan, _ ranges: [Range<Int>], filter: Span<UInt64>, _ kernels: Kernels = .current
  ) -> Int? {
    var hitCount = 0
    documents.removeAll(keepingCapacity: true)
    for range in ranges {
      precondition(range.upperBound + Self.slackByteCount <= file.byteCount)
      documents.append(
        footnote_coded(
          start: range.lowerBound, end: range.upperBound, first_hit: hitCount, hit_count: 0,
          code_count: 0, is_whole: 0))
      hitCount += range.count
    }
    if hits.count < hitCount { hits = [UInt64](repeating: 0, count: hitCount + hitCount / 4) }
    guard hitCount > 0 else { return nil }
    kernels.findCodes(file, &documents, filter: filter, into: &hits)
    return documents.firstIndex { $0.is_whole == 0 }
  }
}

extension Kernels {
  /// Lists the codes of documents that a filter lets pass; there is room for all.
  fileprivate func findCodes(
    _ file: RawSpan, _ documents: inout [footnote_coded], filter: Span<UInt64>,
    into hits: inout [UInt64]
  ) {
    precondition(filter.count == 1 << Int(CodeHits.filterBits - 6))
    unsafe file.withUnsafeBytes { bytes in
      unsafe filter.withUnsafeBufferPointer { filter in
        unsafe documents.withUnsafeMutableBufferPointer { documents in
          unsafe hits.withUnsafeMutableBufferPointer { hits in
            unsafe table.pointee.find_codes(
              bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self),
              documents.baseAddress.unsafelyUnwrapped, documents.count,
              filter.baseAddress.unsafelyUnwrapped, hits.baseAddress.unsafelyUnwrapped)
          }
        }
      }
    }
  }
}
