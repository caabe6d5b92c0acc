/// Cuts a stream of bytes into lines.
struct LineReader {
  struct Line {
    var bytes: [UInt8]
    /// From 1.
    var number: Int
    /// The byte offset of the line's start.
    var offset: UInt64
  }

  private var piece: [UInt8] = []
  private var unread = 0..<0
  private var number = 0
  private var nextOffset: UInt64 = 0

  /// The next line that is not blank, without its line feed; nil at the end.
  ///
  /// - Throws: `.badLine` for one beyond ``IngestLimit/lineByteCount``, after which the next line
  ///   can be read, and the input's own errors.
  mutating func next(from input: DecompressedInput) throws(IngestError) -> Line? {
    while let line = try nextLine(from: input) {
      let isBlank = line.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      if !isBlank { return line }
    }
    return nil
  }

  private mutating func nextLine(from input: DecompressedInput) throws(IngestError) -> Line? {
    var bytes: [UInt8] = []
    let offset = nextOffset
    var isTooLong = false
    var hasEnded = false
    number += 1
    while !hasEnded {
      if unread.isEmpty {
        if piece.isEmpty {
          piece = [UInt8](repeating: 0, count: DecompressedInput.pieceByteCount)
        }
        unread = 0..<(try input.read(into: &piece))
        if unread.isEmpty { break }
      }
      let end = lineFeed(in: piece, unread) ?? unread.upperBound
      hasEnded = end < unread.upperBound
      let part = unread.lowerBound..<end
      isTooLong = isTooLong || bytes.count + part.count > IngestLimit.lineByteCount
      if isTooLong { bytes = [] } else { bytes += piece[part] }
      nextOffset += UInt64(part.count + (hasEnded ? 1 : 0))
      unread = (hasEnded ? end + 1 : end)..<unread.upperBound
    }
    if isTooLong {
      throw .badLine(
        LineFault(
          path: input.path, line: number, offset: offset,
          expected: "a line of at most \(IngestLimit.lineByteCount) bytes", found: "a longer one"))
    }
    if !hasEnded, bytes.isEmpty { return nil }
    if offset == 0, bytes.starts(with: byteOrderMark) { bytes.removeFirst(byteOrderMark.count) }
    return Line(bytes: bytes, number: number, offset: offset)
  }
}

/// UTF-8's byte order mark, which some editors put at a file's start.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

private func lineFeed(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
  let span = bytes.span
  var index = range.lowerBound
  while index < range.upperBound {
    if span[index] == 0x0A { return index }
    index += 1
  }
  return nil
}
