/// A file of lines that is only added to; each line carries a hash of its text.
///
/// A line is synced before the next one is begun, so that a crash can damage the last one alone:
/// that is a torn tail, which may be dropped. Damage before it is an error. The bytes are in
/// `Documentation/Format.md`, "LOG".
package struct RecordLog: Sendable {
  /// What is left at the end of a line that was not written whole.
  package struct TornTail: Hashable, Sendable {
    /// Where it begins: the end of the last whole line.
    package let offset: Int
    package let byteCount: Int
  }

  package let path: String
  /// The texts of the whole lines, in their order.
  package private(set) var records: [[UInt8]] = []
  /// The length of the whole lines.
  package private(set) var byteCount = 0
  package private(set) var tornTail: TornTail?

  private static let digitCount = 16
  /// How much of the end of a damaged line is searched for another line.
  private static let searchByteLimit = 1 << 16
  private static let newline = UInt8(ascii: "\n")

  /// Reads a log; another process may add a line meanwhile, of which a part looks like a torn tail.
  ///
  /// - Throws: `StorageError.corrupt` for a line before the last that disagrees with its hash.
  package init(path: String) throws(StorageError) {
    self.path = path
    let file = try RandomAccessFile(path: path)
    var bytes = [UInt8](repeating: 0, count: file.byteCount)
    try file.read(into: &bytes, at: 0)
    while byteCount < bytes.count {
      let end = bytes[byteCount...].firstIndex(of: Self.newline)
      guard let end, let text = Self.text(ofLine: bytes[byteCount..<end]) else {
        if let end, end + 1 < bytes.count || Self.endsWithLine(bytes[byteCount..<end]) {
          throw damage(bytes[byteCount..<end])
        }
        tornTail = TornTail(offset: byteCount, byteCount: bytes.count - byteCount)
        return
      }
      records.append(text)
      byteCount = end + 1
    }
  }

  /// Makes a log without lines; one that exists is an error.
  package init(creating path: String) throws(StorageError) {
    self.path = path
    try Folder.writeFile(path, [])
  }

  /// Adds a line, and waits until it is on disk.
  ///
  /// Where that fails, what was written is cut off again if it can be, and is a torn tail if not.
  ///
  /// - Parameter text: Without a line feed.
  /// - Throws: `StorageError.wrongLength` when the file is not as long as it was when it was read:
  ///   with a torn tail, or with lines of another writer.
  package mutating func append(_ text: [UInt8]) throws(StorageError) {
    precondition(!text.contains(Self.newline), "a record is one line")
    let file = try OutputFile(extending: path)
    guard file.byteCount == byteCount else {
      throw .wrongLength(path: path, expected: UInt64(byteCount), found: UInt64(file.byteCount))
    }
    let line = Self.line(of: text)
    do throws(StorageError) {
      try file.append(line)
      try file.synchronize()
    } catch {
      try? file.cut(toByteCount: byteCount)
      throw error
    }
    records.append(text)
    byteCount += line.count
  }

  /// Cuts off the torn tail, if there is one.
  package mutating func dropTornTail() throws(StorageError) {
    guard let tail = tornTail else { return }
    try Folder.cutFile(path, toByteCount: tail.offset)
    tornTail = nil
  }

  /// Cuts off the lines from one on; a torn tail goes with them.
  package mutating func dropRecords(from count: Int) throws(StorageError) {
    guard count < records.count else { return }
    let kept = records[..<count].reduce(0) { $0 + Self.line(of: $1).count }
    try Folder.cutFile(path, toByteCount: kept)
    records.removeSubrange(count...)
    byteCount = kept
    tornTail = nil
  }

  /// The texts of all lines that agree with their hashes, whatever stands between them.
  package static func soundRecords(path: String) throws(StorageError) -> [[UInt8]] {
    let file = try RandomAccessFile(path: path)
    var bytes = [UInt8](repeating: 0, count: file.byteCount)
    try file.read(into: &bytes, at: 0)
    return bytes.split(separator: newline).compactMap { text(ofLine: $0) }
  }

  /// A text's line in the file.
  static func line(of text: [UInt8]) -> [UInt8] {
    hash(of: text) + [UInt8(ascii: " ")] + text + [newline]
  }

  private static func hash(of text: [UInt8]) -> [UInt8] {
    let value = checksum(text.rawBytes)
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
    return Array(hexadecimal(bytes).utf8)
  }

  /// The text of a line without its end; nil where the hash is another.
  private static func text(ofLine line: ArraySlice<UInt8>) -> [UInt8]? {
    guard line.count > digitCount, line[line.startIndex + digitCount] == UInt8(ascii: " ") else {
      return nil
    }
    let digits = line.prefix(digitCount)
    guard digits.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }) else { return nil }
    let text = Array(line.dropFirst(digitCount + 1))
    return digits.elementsEqual(hash(of: text)) ? text : nil
  }

  /// Whether a line that disagrees with its hash ends with one that does not: two lines that lost
  /// the line feed between them, of which the first is no torn tail.
  private static func endsWithLine(_ line: ArraySlice<UInt8>) -> Bool {
    let part = line.suffix(searchByteLimit)
    return part.indices.dropFirst().contains { text(ofLine: part[$0...]) != nil }
  }

  private func damage(_ line: ArraySlice<UInt8>) -> StorageError {
    let text = Array(line.dropFirst(Self.digitCount + 1))
    return .corrupt(
      path: path, offset: UInt64(byteCount),
      expected: "a line that begins with the hash of its text, "
        + String(decoding: Self.hash(of: text), as: UTF8.self),
      found: String(
        decoding: line.prefix(Self.digitCount).map { 0x20..<0x7F ~= $0 ? $0 : UInt8(ascii: "?") },
        as: UTF8.self))
  }
}
