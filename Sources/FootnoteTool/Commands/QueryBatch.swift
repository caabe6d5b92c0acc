import Footnote
import JSON
import Storage

/// Answers the questions of a file, one after the other.
struct QueryBatch {
  let index: Index
  let options: SearchOptions
  let minConfidence: Double?
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
      let answer = try Answer(
        to: question.text, from: index, options, minConfidence: minConfidence)
      hasFound = hasFound || !answer.passages.isEmpty
      try console.print(
        format == .trec
          ? TRECRun.lines(query: question.id, answer.passages)
          : "{\"id\":\(JSONValue.string(question.id).line),\(answer.members())}\n")
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
