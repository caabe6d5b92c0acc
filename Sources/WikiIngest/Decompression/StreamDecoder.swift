/// Decompresses a file that is one or more compressed streams, one after the other.
protocol StreamDecoder: AnyObject {
  /// True before the first byte of a stream and after the last: the file may end here.
  var isBetweenStreams: Bool { get }

  /// Decodes some of the input into the output's start.
  ///
  /// Makes progress unless the output is full or all input is used up.
  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFault) -> DecodingStep
}

/// What one call of a decoder used and made.
struct DecodingStep {
  var consumed = 0
  var produced = 0
}

/// Why compressed bytes cannot be decoded, and how many bytes of the input come before.
struct DecodingFault: Error {
  var consumed = 0
  var reason: String
}

/// Copies bytes that are not compressed.
final class PlainDecoder: StreamDecoder {
  let isBetweenStreams = true

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFault) -> DecodingStep {
    let count = min(input.count, output.count)
    unsafe output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<count]))
    return DecodingStep(consumed: count, produced: count)
  }
}

/// What may follow a stream of bzip2 or gzip: another one, or zeros to the end, as tapes pad files.
struct StreamSequence {
  private(set) var isInStream = false
  private var streamCount = 0
  private var isPadding = false

  /// Looks at input between two streams.
  ///
  /// Gives nil where a stream starts, else the count of bytes of padding.
  mutating func begin(
    _ input: UnsafeRawBufferPointer, magic: UInt8
  ) throws(DecodingFault) -> Int? {
    guard let first = unsafe input.first else { return 0 }
    if streamCount > 0, first == 0 { isPadding = true }
    if isPadding {
      let zeros = unsafe input.prefix { $0 == 0 }.count
      guard zeros == input.count else {
        throw DecodingFault(consumed: zeros, reason: "bytes after the padding of the last stream")
      }
      return zeros
    }
    guard first == magic else {
      throw DecodingFault(reason: "bytes after the last stream that start no other")
    }
    isInStream = true
    return nil
  }

  mutating func end() {
    isInStream = false
    streamCount += 1
  }
}
