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
    var hasQuestion = false
    while let line = try lines.nextFilled() {
      let question = try Question(parsing: line, at: lines.place)
      hasQuestion = true
      console.messages.warnOfLength(question.text, at: lines.place)
      if format == .trec {
        try TRECRun.checkQuery(question.id, at: lines.place, otherwise: "use --format jsonl")
      }
      let found: [AttributedPassage]
      do throws(FootnoteError) {
        found = try index.search(question.text, options: options)
      } catch {
        throw Failure(error)
      }
      hasFound = hasFound || !found.isEmpty
      try console.print(
        format == .trec
          ? TRECRun.lines(query: question.id, found) : question.packet(found))
      if path == "-" { try console.output.flush() }
    }
    if !hasQuestion {
      console.messages.warning(
        "\(input.path): holds no question",
        nextStep: #"Give each question a line: {"id": "…", "text": "…"}."#)
    }
    return hasFound ? .done : .nothingFound
  }
}

extension Question {
  /// One line of JSON with the passages and their attribution.
  fileprivate func packet(_ passages: [AttributedPassage]) -> String {
    "{\"id\":\(JSONValue.string(id).line),\"passages\":["
      + passages.map { $0.rendered(as: .json) }.joined(separator: ",") + "]}\n"
  }
}
