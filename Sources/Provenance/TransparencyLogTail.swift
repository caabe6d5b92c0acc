import Storage

/// The last line of a log that is whole, and what stands after it.
struct TransparencyLogTail {
  private static let newline = UInt8(ascii: "\n")

  let line: TransparencyLogLine
  /// Where it ends.
  let offset: Int
  /// Bytes after it: of a line that was not written whole.
  let tornByteCount: Int

  /// Looks for it from the file's end.
  ///
  /// - Throws: `ProvenanceError.damagedLog` where there is none that a crash can have left.
  init(of file: OutputFile) throws(TransparencyLog.Failure) {
    var length = min(file.byteCount, 1 << 14)
    while true {
      var bytes = [UInt8](repeating: 0, count: length)
      try TransparencyLog.storing { () throws(StorageError) in
        try file.read(into: &bytes, at: file.byteCount - length)
      }
      let isWhole = length == file.byteCount
      if let (line, end) = Self.last(in: bytes, startsLine: isWhole) {
        self.line = line
        offset = file.byteCount - length + end
        tornByteCount = file.byteCount - offset
        return
      }
      guard !isWhole, length <= 2 * TransparencyLogReader.lineByteLimit else {
        throw .provenance(
          .damagedLog(
            document: file.path, line: nil, offset: UInt64(file.byteCount - length),
            expected: "an entry among the last two lines", found: "other bytes"))
      }
      length = min(file.byteCount, 4 * length)
    }
  }

  /// The last line, or else the one before it: a crash can damage one alone.
  private static func last(
    in bytes: [UInt8], startsLine: Bool
  ) -> (TransparencyLogLine, end: Int)? {
    var end = bytes.lastIndex(of: newline)
    for _ in 0..<2 {
      guard let newline = end else { return nil }
      let before = bytes[..<newline].lastIndex(of: Self.newline)
      guard before != nil || startsLine else { return nil }
      let start = before.map { $0 + 1 } ?? 0
      if let line = TransparencyLogLine(decoding: Array(bytes[start..<newline])) {
        return (line, newline + 1)
      }
      end = before
    }
    return nil
  }
}
