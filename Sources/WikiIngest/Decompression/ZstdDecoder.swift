internal import CZstd

/// Decodes Zstandard, of one frame or several, skippable ones included.
@safe
final class ZstdDecoder: StreamDecoder {
  /// The largest window that is decoded: 2^27 bytes, which `zstd -d` takes without asking, too.
  private static let maximumWindowLog: Int32 = 27

  private let context: OpaquePointer
  private(set) var isBetweenStreams = true

  init() throws(DecodingFault) {
    guard let context = unsafe ZSTD_createDCtx() else {
      throw DecodingFault(reason: "no memory left to decompress it")
    }
    unsafe self.context = context
    let code = unsafe ZSTD_DCtx_setParameter(
      context, ZSTD_d_windowLogMax, Self.maximumWindowLog)
    guard ZSTD_isError(code) == 0 else {
      throw DecodingFault(reason: Self.message(code))
    }
  }

  deinit { unsafe ZSTD_freeDCtx(context) }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFault) -> DecodingStep {
    if isBetweenStreams, input.count == 0 { return DecodingStep() }
    var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let code = unsafe ZSTD_decompressStream(context, &target, &source)
    guard ZSTD_isError(code) == 0 else {
      throw unsafe DecodingFault(consumed: source.pos, reason: Self.message(code))
    }
    isBetweenStreams = code == 0
    return unsafe DecodingStep(consumed: source.pos, produced: target.pos)
  }

  private static func message(_ code: Int) -> String {
    guard let name = unsafe ZSTD_getErrorName(code) else { return "error \(code)" }
    return unsafe String(cString: name)
  }
}
