internal import CBzip2

/// Decodes bzip2, single-stream or multistream.
@safe
final class Bzip2Decoder: StreamDecoder {
  /// libbz2 keeps the stream's address, so it must not move.
  private let stream: UnsafeMutablePointer<bz_stream>
  private var sequence = StreamSequence()

  init() throws(DecodingFault) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: bz_stream())
  }

  deinit {
    if sequence.isInStream { unsafe BZ2_bzDecompressEnd(stream) }
    unsafe stream.deallocate()
  }

  var isBetweenStreams: Bool { !sequence.isInStream }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFault) -> DecodingStep {
    if !sequence.isInStream {
      if let padding = try unsafe sequence.begin(input, magic: UInt8(ascii: "B")) {
        return DecodingStep(consumed: padding)
      }
      unsafe stream.pointee = bz_stream()
      try check(unsafe BZ2_bzDecompressInit(stream, 0, 0), consumed: 0)
    }
    let start = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self)
    unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
    unsafe stream.pointee.avail_in = UInt32(input.count)
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    unsafe stream.pointee.avail_out = UInt32(output.count)
    let code = unsafe BZ2_bzDecompress(stream)
    let step = unsafe DecodingStep(
      consumed: input.count - Int(stream.pointee.avail_in),
      produced: output.count - Int(stream.pointee.avail_out))
    try check(code, consumed: step.consumed)
    if code == BZ_STREAM_END {
      unsafe BZ2_bzDecompressEnd(stream)
      sequence.end()
    }
    return step
  }

  private func check(_ code: Int32, consumed: Int) throws(DecodingFault) {
    let reason: String
    switch code {
    case BZ_OK, BZ_STREAM_END: return
    case BZ_DATA_ERROR: reason = "a block does not agree with its checksum"
    case BZ_DATA_ERROR_MAGIC: reason = "no bzip2 header where a stream must start"
    case BZ_MEM_ERROR: reason = "no memory left to decompress it"
    default: reason = "libbz2 reports error \(code)"
    }
    throw DecodingFault(consumed: consumed, reason: reason)
  }
}
