import Storage

/// Reads a transparency log line by line, and checks each against all before it.
package struct TransparencyLogReader: Sendable {
  /// Longer than any line: a question and thousands of keys.
  static let lineByteLimit = 1 << 24
  private static let pieceByteCount = 1 << 20
  private static let newline = UInt8(ascii: "\n")

  /// The tree of the lines that were read.
  package private(set) var tree = MerkleFrontier()
  package let path: String
  private let file: RandomAccessFile
  /// What was read of the file and not yet looked at, from ``place`` on.
  private var piece: [UInt8] = []
  private var place = 0
  /// Where in the file the piece ends.
  private var end = 0

  /// Reads as much as the file has now; nobody may be adding to it.
  package init(path: String) throws(TransparencyLog.Failure) {
    self.path = path
    file = try TransparencyLog.storing { () throws(StorageError) in
      try RandomAccessFile(path: path)
    }
  }

  /// The next line; nil at the end.
  ///
  /// - Throws: `ProvenanceError.damagedLog` for a line that does not fit those before it.
  package mutating func next() throws(TransparencyLog.Failure) -> TransparencyLogLine? {
    let offset = end - (piece.count - place)
    guard let bytes = try nextBytes() else {
      guard place == piece.count else {
        throw damage(
          offset, "the end of the log",
          "\(piece.count - place) bytes of a line that was not written whole, which the next entry "
            + "will remove")
      }
      guard tree.size > 0 else { throw damage(0, "a first entry", "an empty file") }
      return nil
    }
    guard let line = TransparencyLogLine(decoding: bytes) else {
      throw damage(offset, "a line of a log", "other bytes")
    }
    guard line.index == tree.size else {
      throw damage(offset, "entry \(tree.size)", "entry \(line.index)")
    }
    let expected = TransparencyLogLine(line.content, after: tree)
    guard expected.tree == line.tree else {
      throw damage(
        offset, "the tree's root \(expected.tree.root.hexadecimal)", line.tree.root.hexadecimal)
    }
    tree = line.tree
    return line
  }

  /// The bytes up to the next line feed; nil where there is none.
  private mutating func nextBytes() throws(TransparencyLog.Failure) -> [UInt8]? {
    var searched = place
    while true {
      if let newline = piece[searched...].firstIndex(of: Self.newline) {
        defer { place = newline + 1 }
        return Array(piece[place..<newline])
      }
      guard end < file.byteCount, piece.count - place <= Self.lineByteLimit else { return nil }
      piece.removeFirst(place)
      place = 0
      searched = piece.count
      var more = [UInt8](
        repeating: 0, count: min(Self.pieceByteCount, file.byteCount - end))
      try TransparencyLog.storing { () throws(StorageError) in
        try file.read(into: &more, at: end)
      }
      piece += more
      end += more.count
    }
  }

  private func damage(_ offset: Int, _ expected: String, _ found: String)
    -> TransparencyLog.Failure
  {
    .provenance(
      .damagedLog(
        document: path, line: tree.size + 1, offset: UInt64(offset), expected: expected,
        found: found))
  }
}
