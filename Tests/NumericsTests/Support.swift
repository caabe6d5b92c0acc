extension Array where Element: FixedWidthInteger & BitwiseCopyable {
  /// The integers' bytes in memory order.
  var rawBytes: RawSpan {
    @_lifetime(borrow self)
    get {
      // Safe: integers have no padding.
      let bytes = unsafe span.bytes
      return unsafe _overrideLifetime(bytes, borrowing: self)
    }
  }
}
