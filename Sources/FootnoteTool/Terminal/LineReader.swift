import Storage

/// The lines of a file or of standard input, one after the other.
struct LineReader {
  /// Bytes that a line may have; a question has some hundred.
  static let lineLimit = 1 << 20

  private let input: InputFile
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var bytes: ArraySlice<UInt8> = []
  private var number = 0

  init(_ input: InputFile) { self.input = input }

  /// Where the last line stands: `questions.jsonl, line 3`.
  var place: String { "\(input.path), line \(number)" }

  /// The next line without its line feed; nil at the end.
  mutating func next() throws(Failure) -> [UInt8]? {
    var line: [UInt8] = []
    number += 1
    while true {
      if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        line += bytes[..<end]
        bytes = bytes[(end + 1)...]
        return try checked(line)
      }
      line += bytes
      bytes = []
      _ = try checked(line)
      let count: Int
      do throws(StorageError) {
        count = try input.read(into: &buffer)
      } catch {
        throw Failure(reading: error)
      }
      if count == 0 { return line.isEmpty ? nil : line }
      bytes = buffer[..<count]
    }
  }

  private func checked(_ line: [UInt8]) throws(Failure) -> [UInt8] {
    guard line.count <= Self.lineLimit else {
      throw Failure(
        .badInput, "\(place): expected at most \(Self.lineLimit) bytes, found more",
        nextStep: "Check that the file holds one JSON object a line.")
    }
    return line
  }
}
