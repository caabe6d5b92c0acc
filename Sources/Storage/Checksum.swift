import CXXHash

/// The 64-bit XXH3 hash of bytes, which finds accidents, not forgery.
///
/// Source: the xxHash specification, XXH3-64 with seed 0.
package func checksum(_ bytes: RawSpan) -> UInt64 {
  unsafe bytes.withUnsafeBytes { buffer in
    // The hash of no bytes; there is no address to pass on.
    guard let start = buffer.baseAddress else { return checksumOfNothing }
    return unsafe footnote_xxh3_64(start, buffer.count)
  }
}

private let checksumOfNothing: UInt64 = 0x2D06_8005_38D3_94C2
