import CZstd

/// Compresses blocks, each by itself, with one context that is used again (RFC 8878).
///
/// The same bytes and level give the same result for a given version of libzstd; see
/// `Documentation/Format.md` on what that means for reproducible indexes.
@safe
package struct BlockCompressor: ~Copyable {
  private let context: OpaquePointer
  private let level: Int32

  package init(level: Int32) {
    guard let context = unsafe ZSTD_createCCtx() else { fatalError("libzstd has no memory left") }
    unsafe self.context = context
    self.level = level
  }

  deinit { unsafe _ = ZSTD_freeCCtx(context) }

  package mutating func compress(_ bytes: [UInt8]) -> [UInt8] {
    let bound = ZSTD_compressBound(bytes.count)
    return unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      let result = unsafe bytes.withUnsafeBytes {
        unsafe ZSTD_compressCCtx(
          context, buffer.baseAddress, bound, $0.baseAddress, $0.count, level)
      }
      // It fails only when the bound is too small, which libzstd itself computed.
      precondition(ZSTD_isError(result) == 0, "libzstd cannot compress a block")
      count = result
    }
  }
}

/// Decompresses blocks, each by itself, with one context that is used again.
@safe
package struct BlockDecompressor: ~Copyable {
  private let context: OpaquePointer

  package init() {
    guard let context = unsafe ZSTD_createDCtx() else { fatalError("libzstd has no memory left") }
    unsafe self.context = context
  }

  deinit { unsafe _ = ZSTD_freeDCtx(context) }

  /// The content of one block whose size is known.
  ///
  /// - Returns: nil when the bytes are not one zstd frame of exactly this size.
  package mutating func decompress(_ bytes: RawSpan, byteCount: Int) -> [UInt8]? {
    var isWhole = false
    let block = unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
      isWhole = unsafe bytes.withUnsafeBytes {
        // Several frames would be decompressed one after the other.
        guard unsafe ZSTD_findFrameCompressedSize($0.baseAddress, $0.count) == $0.count else {
          return false
        }
        let result = unsafe ZSTD_decompressDCtx(
          context, buffer.baseAddress, byteCount, $0.baseAddress, $0.count)
        return ZSTD_isError(result) == 0 && result == byteCount
      }
      count = isWhole ? byteCount : 0
    }
    return isWhole ? block : nil
  }
}
