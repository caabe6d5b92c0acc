import CKernels

/// A term that many documents have, over a window of them.
package struct DenseList: Sendable {
  /// Where the 64-bit words lie that have a bit for each document with the term; nil where each
  /// document has an impact, which may be 0.
  package var words: Range<Int>?
  /// Where the impacts lie, of the set bits in order; bits beyond them have none.
  package var impacts: Range<Int>
  package var weight: UInt32

  package init(words: Range<Int>? = nil, impacts: Range<Int>, weight: UInt32) {
    self.words = words
    self.impacts = impacts
    self.weight = weight
  }
}

extension DenseList {
  /// The list as the kernels take it; nil where it adds nothing.
  ///
  /// Traps unless it lies in the file and has the documents.
  func located(
    in file: UnsafeRawBufferPointer, documentCount: Int
  ) -> footnote_dense_list? {
    guard !impacts.isEmpty else { return nil }
    precondition(impacts.lowerBound >= 0 && impacts.upperBound <= file.count)
    let bytes = unsafe file.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
    guard let words else {
      precondition(impacts.count >= documentCount)
      return unsafe footnote_dense_list(
        words: nil, impacts: bytes + impacts.lowerBound, impact_count: impacts.count,
        weight: weight, used_count: 0)
    }
    let wordCount = (documentCount + 63) / 64
    precondition(words.lowerBound >= 0 && words.upperBound <= file.count)
    precondition(words.count >= 8 * wordCount)
    return unsafe footnote_dense_list(
      words: bytes + words.lowerBound, impacts: bytes + impacts.lowerBound,
      impact_count: impacts.count, weight: weight, used_count: 0)
  }
}
