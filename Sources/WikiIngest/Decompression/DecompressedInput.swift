internal import Storage

/// A file or standard input, decompressed as it is read.
///
/// Holds two pieces in memory, and what the compression's window needs: at most 128 MiB for zstd.
package final class DecompressedInput {
  /// The file's path, or "standard input".
  package let path: String
  package let compression: Compression
  /// Bytes of decompressed data given out.
  package private(set) var offset: UInt64 = 0
  /// Bytes of the file that were decoded, or read where it is not compressed.
  package private(set) var compressedOffset: UInt64 = 0

  /// How much is read from the file at once.
  package static let pieceByteCount = 256 << 10

  private let file: InputFile
  private let decoder: any StreamDecoder
  private var input: [UInt8]
  private var unread: Range<Int>
  private var isAtEndOfFile = false
  /// Found after bytes that are still to be given out.
  private var fault: IngestError?
  /// Decompressed bytes that were looked at and not yet given out.
  private var held: ArraySlice<UInt8> = []

  /// Opens a path, or standard input for "-".
  ///
  /// - Throws: `.storage` for a missing file or a folder, `.empty` for one without bytes.
  package init(path: String) throws(IngestError) {
    let isStandardInput = path == "-"
    do throws(StorageError) {
      file = isStandardInput ? .standardInput : try InputFile(path: path)
      self.path = file.path
      var piece = [UInt8](repeating: 0, count: Self.pieceByteCount)
      input = []
      let longestMagic = 4
      while input.count < longestMagic {
        let count = try file.read(into: &piece)
        if count == 0 {
          isAtEndOfFile = true
          break
        }
        input += piece[..<count]
      }
    } catch {
      throw .storage(error)
    }
    unread = 0..<input.count
    guard !unread.isEmpty else { throw .empty(path: self.path) }
    compression = Compression(firstBytes: input)
    do throws(DecodingFault) {
      decoder = try compression.makeDecoder()
    } catch {
      throw .corrupt(
        path: self.path, format: compression.rawValue, compressedOffset: 0, offset: 0,
        reason: error.reason)
    }
  }

  /// The file's size; nil for a pipe.
  package var compressedByteCount: UInt64? { file.byteCount }

  /// Fills the buffer's start with decompressed bytes and gives their count; 0 means the end.
  ///
  /// Bytes before a fault are given out first; the next call then throws it.
  package func read(into buffer: inout [UInt8]) throws(IngestError) -> Int {
    var count = min(held.count, buffer.count)
    if count > 0 {
      buffer.replaceSubrange(..<count, with: held.prefix(count))
      held = held.dropFirst(count)
    } else {
      count = try decode(into: &buffer)
    }
    offset += UInt64(count)
    return count
  }

  /// The first decompressed bytes, which are read again later.
  package func firstBytes() throws(IngestError) -> ArraySlice<UInt8> {
    if held.isEmpty {
      var piece = [UInt8](repeating: 0, count: Self.pieceByteCount)
      let count = try decode(into: &piece)
      held = piece[..<count]
    }
    return held
  }

  private func decode(into buffer: inout [UInt8]) throws(IngestError) -> Int {
    var count = 0
    while count < buffer.count, fault == nil {
      if unread.isEmpty, !isAtEndOfFile { refill() }
      guard let step = decodeStep(into: &buffer, from: count) else { break }
      unread = unread.dropFirst(step.consumed)
      compressedOffset += UInt64(step.consumed)
      count += step.produced
      if step.consumed == 0, step.produced == 0 {
        if unread.isEmpty, !isAtEndOfFile { continue }
        if !unread.isEmpty {
          fault = corrupt("the decoder does not go on", decodedBefore: count)
        } else if !decoder.isBetweenStreams {
          fault = .truncated(
            path: path, format: compression.rawValue, compressedOffset: compressedOffset,
            offset: offset + UInt64(count))
        }
        break
      }
    }
    if count == 0, let fault { throw fault }
    return count
  }

  private func refill() {
    if input.count < Self.pieceByteCount {
      input = [UInt8](repeating: 0, count: Self.pieceByteCount)
    }
    do throws(StorageError) {
      let count = try file.read(into: &input)
      unread = 0..<count
      isAtEndOfFile = count == 0
    } catch {
      fault = .storage(error)
    }
  }

  private func decodeStep(into buffer: inout [UInt8], from start: Int) -> DecodingStep? {
    guard fault == nil else { return nil }
    do throws(DecodingFault) {
      return try step(input, unread, &buffer, start)
    } catch {
      compressedOffset += UInt64(error.consumed)
      fault = corrupt(error.reason, decodedBefore: start)
      return nil
    }
  }

  private func step(
    _ input: [UInt8], _ unread: Range<Int>, _ buffer: inout [UInt8], _ start: Int
  ) throws(DecodingFault) -> DecodingStep {
    var result: Result<DecodingStep, DecodingFault> = .success(DecodingStep())
    unsafe input.withUnsafeBytes { source in
      unsafe buffer.withUnsafeMutableBytes { target in
        do throws(DecodingFault) {
          result = .success(
            try unsafe decoder.decode(
              UnsafeRawBufferPointer(rebasing: source[unread]),
              into: UnsafeMutableRawBufferPointer(rebasing: target[start...])))
        } catch {
          result = .failure(error)
        }
      }
    }
    return try result.get()
  }

  private func corrupt(_ reason: String, decodedBefore count: Int) -> IngestError {
    .corrupt(
      path: path, format: compression.rawValue, compressedOffset: compressedOffset,
      offset: offset + UInt64(count), reason: reason)
  }
}
