import Footnote
import JSON
import Storage

/// The answers of a file: one JSON document, or one a line.
struct AnswerFeed {
  /// An answer as it was read.
  struct Answer {
    var bytes: [UInt8]
    /// For messages: `answers.jsonl, line 3`.
    var place: String
    /// The line that it stands on; nil where it is all of the file.
    var line: Int?

    func checked(by checker: AnswerChecker) throws(Failure) -> AnswerReport {
      do throws(FootnoteError) {
        return try checker.check(bytes)
      } catch {
        let failure = Failure(error)
        guard case .invalidAnswer = error else { throw failure }
        throw Failure(failure.status, "\(place): \(failure.message)")
      }
    }
  }

  /// Bytes that a document of its own may have.
  private static let documentLimit = 1 << 26

  let path: String
  private var lines: LineReader
  private var isFirst = true

  init(path: String) throws(Failure) {
    do throws(StorageError) {
      let input = path == "-" ? InputFile.standardInput : try InputFile(path: path)
      lines = LineReader(input)
      self.path = input.path
    } catch {
      throw Failure(reading: error)
    }
  }

  /// The next answer; nil at the end.
  mutating func next() throws(Failure) -> Answer? {
    guard let line = try lines.nextFilled() else { return nil }
    defer { isFirst = false }
    if isFirst, (try? JSONValue(parsing: line)) == nil {
      return Answer(bytes: try rest(after: line), place: path, line: nil)
    }
    return Answer(bytes: line, place: lines.place, line: lines.number)
  }

  /// The whole file, whose first line is no JSON text by itself.
  private mutating func rest(after line: [UInt8]) throws(Failure) -> [UInt8] {
    var bytes = line
    while let line = try lines.next() {
      bytes.append(UInt8(ascii: "\n"))
      bytes += line
      guard bytes.count <= Self.documentLimit else {
        throw Failure(
          .badInput,
          "\(path): expected an answer of at most \(Self.documentLimit) bytes, found more",
          nextStep: "Give one answer a line.")
      }
    }
    return bytes
  }
}
