import Footnote
import JSON
import Storage
import WikiIngest

/// Answers the questions of a file, one after the other.
struct QueryBatch {
  let index: Index
  let options: SearchOptions
  /// A vector for each question, in their order.
  let vectors: QuestionVectors?
  let minConfidence: Double?
  let format: QueryFormat

  /// Reads questions from a file, or from standard input when it is `-`, and writes the answers.
  ///
  /// Answers to standard input's questions go out one by one, for a program that waits for each.
  func answer(questionsOf path: String, _ console: Console) throws(Failure) -> ExitStatus {
    var lines = try Self.lines(of: path)
    var hasFound = false
    var questionCount = 0
    var ids: Set<String> = []
    while let line = try lines.nextFilled() {
      let question = try Question(parsing: line, at: lines.place)
      var options = options
      if let vectors {
        guard questionCount < vectors.count else {
          throw VectorFlags.countFailure(
            expected: questionCount + 1, atLeast: true, found: vectors.count)
        }
        options = try vectors.options(options, at: questionCount)
      }
      questionCount += 1
      console.messages.warnOfLength(question.text, at: lines.place)
      if format == .trec {
        try TRECRun.checkQuery(question.id, at: lines.place, otherwise: "use --format jsonl")
        guard ids.insert(question.id).inserted else {
          throw Failure(
            .badInput, "\(lines.place): expected an id of its own, found \(question.id) again",
            nextStep: "Give each question an id of its own, or use --format jsonl.")
        }
      }
      let answer = try Answer(
        to: question.text, from: index, options, minConfidence: minConfidence)
      try answer.record(serving: answer.passages)
      hasFound = hasFound || !answer.passages.isEmpty
      try console.print(
        format == .trec
          ? TRECRun.lines(query: question.id, answer.passages)
          : "{\"id\":\(JSONValue.string(question.id).line),\(answer.members())}\n")
      if path == "-" { try console.output.flush() }
    }
    if let vectors, vectors.count > questionCount {
      throw VectorFlags.countFailure(expected: questionCount, found: vectors.count)
    }
    if questionCount == 0 {
      console.messages.warning(
        "\(path == "-" ? InputFile.standardInput.path : path): holds no question",
        nextStep: #"Give each question a line: {"id": "…", "text": "…"}."#)
    }
    return hasFound ? .done : .nothingFound
  }

  /// The lines of a file, which may be compressed; of standard input as they come.
  private static func lines(of path: String) throws(Failure) -> LineReader {
    guard path != "-" else { return LineReader(InputFile.standardInput) }
    do throws(IngestError) {
      return LineReader(try DecompressedInput(path: path))
    } catch {
      if case .empty = error { return LineReader.empty(path) }
      throw Failure(.input(error))
    }
  }
}
