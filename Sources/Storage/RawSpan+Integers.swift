// Files are little-endian; so is every processor that this package is built for.
#if _endian(big)
  #error("Footnote's files are little-endian and are read in place")
#endif

extension RawSpan {
  /// The integer at a byte offset, which need not be aligned.
  ///
  /// Traps when it does not lie inside; check untrusted offsets first.
  @inlinable
  package func integer<T: FixedWidthInteger & BitwiseCopyable>(
    _ type: T.Type, at offset: Int
  ) -> T {
    // Safe: bounds are checked, and every bit pattern is an integer.
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: T.self)
  }

  /// The bytes seen as integers of a width.
  ///
  /// Traps unless the start is aligned and the length a multiple; sections are both by format.
  @_lifetime(copy self)
  @inlinable
  package func integers<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) -> Span<T> {
    precondition(byteCount % MemoryLayout<T>.stride == 0, "length is not a multiple of the width")
    return Span<T>(_bytes: self)
  }

  /// The bytes seen as floats: IEEE 754 binary32, any bit pattern.
  ///
  /// Traps unless the start is aligned and the length a multiple of 4.
  package var floats: Span<Float> {
    @_lifetime(copy self)
    get {
      precondition(byteCount % MemoryLayout<Float>.stride == 0, "length is not a multiple of 4")
      return Span<Float>(_bytes: self)
    }
  }
}

extension RawSpan {
  /// The bytes in an array of their own.
  package var copiedBytes: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}

extension [UInt8] {
  /// Adds the bytes of a span.
  package mutating func append(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe append(contentsOf: $0) }
  }

  /// Adds floats as they lie in memory, as ``RawSpan/floats`` reads them.
  package mutating func append(_ floats: Span<Float>) {
    unsafe floats.withUnsafeBytes { unsafe append(contentsOf: $0) }
  }
}

extension Array where Element: FixedWidthInteger & BitwiseCopyable {
  /// The integers' bytes in memory order.
  @inlinable
  package var rawBytes: RawSpan {
    @_lifetime(borrow self)
    get {
      // Safe: integers have no padding, so every byte is initialised.
      let bytes = unsafe span.bytes
      return unsafe _overrideLifetime(bytes, borrowing: self)
    }
  }
}
