import Footnote
import Storage
import WikiIngest

/// The lines of a file or of standard input, one after the other.
struct LineReader {
  /// Bytes that a line may have; a question has some hundred.
  static let lineLimit = 1 << 20

  private let path: String
  /// Fills a buffer's start with the next bytes and gives their count; 0 means the end.
  private let read: (inout [UInt8]) throws(Failure) -> Int
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var bytes: ArraySlice<UInt8> = []
  /// How many lines were read.
  private(set) var number = 0

  /// The lines of a file as it is.
  init(_ input: InputFile) {
    path = input.path
    read = { buffer throws(Failure) in
      do throws(StorageError) {
        return try input.read(into: &buffer)
      } catch {
        throw Failure(reading: error)
      }
    }
  }

  /// The lines of a file that may be compressed.
  init(_ input: DecompressedInput) {
    path = input.path
    read = { buffer throws(Failure) in
      do throws(IngestError) {
        return try input.read(into: &buffer)
      } catch {
        throw Failure(.input(error))
      }
    }
  }

  /// The lines of a file that has none.
  static func empty(_ path: String) -> LineReader {
    LineReader(path: path) { _ throws(Failure) in 0 }
  }

  private init(path: String, read: @escaping (inout [UInt8]) throws(Failure) -> Int) {
    self.path = path
    self.read = read
  }

  /// Where the last line stands: `questions.jsonl, line 3`.
  var place: String { "\(path), line \(number)" }

  /// The next line without its line feed, the first without a byte order mark; nil at the end.
  mutating func next() throws(Failure) -> [UInt8]? {
    guard let line = try nextWhole() else { return nil }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return number == 1 && line.starts(with: mark) ? Array(line.dropFirst(mark.count)) : line
  }

  private mutating func nextWhole() throws(Failure) -> [UInt8]? {
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
      let count = try read(&buffer)
      if count == 0 { return line.isEmpty ? nil : line }
      bytes = buffer[..<count]
    }
  }

  /// The next line that is not blank, without its line feed; nil at the end.
  mutating func nextFilled() throws(Failure) -> [UInt8]? {
    while let line = try next() {
      let isBlank = line.allSatisfy {
        $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
      }
      if !isBlank { return line }
    }
    return nil
  }

  private func checked(_ line: [UInt8]) throws(Failure) -> [UInt8] {
    guard line.count <= Self.lineLimit else {
      throw Failure(
        .badInput, "\(place): expected at most \(Self.lineLimit) bytes, found more",
        nextStep: "Check that the file has lines, each of which ends with a line feed.")
    }
    return line
  }
}
