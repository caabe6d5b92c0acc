import CKernels

extension RawSpan {
  /// Asks for the lines of the cache that hold a range, without waiting for them.
  package func prefetch(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<byteCount)
    guard !range.isEmpty else { return }
    unsafe withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
      for offset in stride(from: range.lowerBound, to: range.upperBound, by: 64) {
        unsafe footnote_prefetch(start, offset)
      }
      unsafe footnote_prefetch(start, range.upperBound - 1)
    }
  }

  /// Asks for the line of the cache that holds a byte, without waiting for it.
  package func prefetch(at offset: Int) { prefetch(offset..<offset + 1) }
}
