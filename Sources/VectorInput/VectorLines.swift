import Storage

/// The lines of a file, one after the other, with their places.
struct VectorLines {
  /// More bytes than a line with 4,096 numbers and a text has.
  static let byteLimit = 4 << 20
  private static let pieceByteCount = 1 << 20

  struct Line {
    var bytes: ArraySlice<UInt8>
    var offset: Int
    /// From 1.
    var number: Int

    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
  }

  private let file: RandomAccessFile
  /// Bytes that were read and not given out; they start at `offset`.
  private var held: ArraySlice<UInt8> = []
  private var offset = 0
  private var number = 0

  init(_ file: RandomAccessFile) { self.file = file }

  /// The next line without its line feed; nil at the end.
  mutating func next() throws(VectorInputError) -> Line? {
    var searched = 0
    while true {
      if let end = held.dropFirst(searched).firstIndex(of: 0x0A) {
        return take(held[..<end], and: 1)
      }
      searched = held.count
      guard searched <= Self.byteLimit else {
        throw .refused(
          path: file.path, place: .line(number + 1),
          expected: "a line of at most \(Self.byteLimit) bytes", found: "a longer one",
          advice: "Check that each vector stands in a line of its own.")
      }
      let rest = file.byteCount - offset - held.count
      guard rest > 0 else { return held.isEmpty ? nil : take(held, and: 0) }
      var piece = [UInt8](repeating: 0, count: min(rest, Self.pieceByteCount))
      do throws(StorageError) {
        try file.read(into: &piece, at: offset + held.count)
      } catch {
        throw .storage(error)
      }
      held = held.isEmpty ? piece[...] : (held + piece)[...]
    }
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>, and more: Int) -> Line {
    number += 1
    let line = Line(bytes: bytes, offset: offset, number: number)
    held = held.dropFirst(bytes.count + more)
    offset += bytes.count + more
    return line
  }
}
