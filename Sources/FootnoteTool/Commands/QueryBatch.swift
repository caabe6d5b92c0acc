import Footnote
import JSON
import Storage

/// Answers the questions of a file, one after the other.
struct QueryBatch {
  let index: Index
  let options: SearchOptions
  let format: QueryFormat

  /// Reads questions from a file, or from standard input when it is `-`, and writes the answers.
  ///
  /// Answers to standard input's questions go out one by one, for a program that waits for each.
  func answer(questionsOf path: String, _ console: Console) throws(Failure) -> ExitStatus {
    let input: InputFile
    do throws(StorageError) {
      input = path == "-" ? InputFile.standardInput : try InputFile(path: path)
    } catch {
      throw Failure(reading: error)
    }
    var lines = LineReader(input)
    var hasFound = false
    while let line = try lines.next() {
      if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
      let question = try BatchQuestion(parsing: line, at: lines.place, format)
      let found: [AttributedPassage]
      do throws(FootnoteError) {
        found = try index.search(question.text, options: options)
      } catch {
        throw Failure(error)
      }
      hasFound = hasFound || !found.isEmpty
      try console.print(format == .trec ? question.run(found) : question.packet(found))
      if path == "-" { try console.output.flush() }
    }
    return hasFound ? .done : .nothingFound
  }
}

/// A line of a batch: `{"id": "q1", "text": "Who …?"}`.
private struct BatchQuestion {
  let id: String
  let text: String

  init(parsing line: [UInt8], at place: String, _ format: QueryFormat) throws(Failure) {
    let expected = #"{"id": "…", "text": "…"}"#
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: line)
    } catch {
      throw Failure(
        .badInput, "\(place): expected \(expected), found text that is not JSON",
        nextStep: "Mend the line: \(Self.reason(error)).")
    }
    guard let id = value["id"]?.string ?? value["id"]?.integer.map(String.init),
      let text = value["text"]?.string
    else {
      throw Failure(
        .badInput, "\(place): expected \(expected), found other members",
        nextStep: "Give each question an \"id\" and a \"text\".")
    }
    if format == .trec, id.isEmpty || id.contains(where: \.isWhitespace) {
      throw Failure(
        .badInput, "\(place): expected an id without spaces, found \"\(id)\"",
        nextStep: "Change the id, or use --format jsonl.")
    }
    self.id = id
    self.text = text
  }

  /// What is wrong within the line, whose number is told elsewhere.
  private static func reason(_ error: JSONError) -> String {
    guard case .malformed(_, let column, _, let reason) = error else { return "\(error)" }
    return "\(reason), at column \(column)"
  }

  /// One line of JSON with the passages and their attribution.
  func packet(_ passages: [AttributedPassage]) -> String {
    "{\"id\":\(JSONValue.string(id).line),\"passages\":["
      + passages.map { $0.rendered(as: .json) }.joined(separator: ",") + "]}\n"
  }

  /// One line a passage, as trec_eval reads them: `id Q0 document rank score run`.
  func run(_ passages: [AttributedPassage]) -> String {
    passages.map { passage in
      let key = passage.attribution.key
      let document =
        "\(key.wiki):\(key.page.rawValue):\(key.revision.rawValue):\(key.ordinal)"
      return "\(id) Q0 \(document) \(passage.rank) \(passage.score) footnote\n"
    }.joined()
  }
}
