internal import CZlib

/// Decodes gzip, of one member or several.
@safe
final class GzipDecoder: StreamDecoder {
  /// zlib keeps the stream's address, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var sequence = StreamSequence()

  init() throws(DecodingFault) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // The largest window, and a gzip header and trailer around the data.
    let windowBitsWithGzip = MAX_WBITS + 16
    let code = unsafe inflateInit2_(
      stream, windowBitsWithGzip, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      unsafe stream.deallocate()
      throw DecodingFault(reason: "zlib cannot start: error \(code)")
    }
    unsafe self.stream = stream
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  var isBetweenStreams: Bool { !sequence.isInStream }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFault) -> DecodingStep {
    if !sequence.isInStream {
      if let padding = try unsafe sequence.begin(input, magic: 0x1F) {
        return DecodingStep(consumed: padding)
      }
    }
    let start = unsafe input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
    unsafe stream.pointee.avail_in = UInt32(input.count)
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = UInt32(output.count)
    let code = unsafe inflate(stream, Z_NO_FLUSH)
    let step = unsafe DecodingStep(
      consumed: input.count - Int(stream.pointee.avail_in),
      produced: output.count - Int(stream.pointee.avail_out))
    switch code {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      unsafe inflateReset(stream)
      sequence.end()
    default:
      let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      throw DecodingFault(
        consumed: step.consumed, reason: message ?? "zlib reports error \(code)")
    }
    return step
  }
}
