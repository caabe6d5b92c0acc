import Footnote
import Storage

extension Command {
  static let check = Command(
    name: "check",
    summary: "Check that the citations of answers hold",
    discussion: """
      Reads answers from ANSWER and looks at each of their citations: is the passage in the
      generation that it is said to be from, do the quoted words stand in it, is the address of
      the revision there, is a licence named with its address, is it said that the text was
      changed, was it taken back, and what has become of it since: unchanged, moved, changed or
      deleted. Words that differ only in marks of quotation, dashes, spaces or the form of
      Unicode are told of, and are no errors.

      ANSWER is one JSON document, or JSON Lines with an answer a line; - is standard input. An
      answer is what 'footnote query --format json' wrote with the members "answer" and
      "citations" added, or a message with citations as Anthropic's and OpenAI's interfaces give
      it. Documentation/Checking.md gives the shapes and all that is looked at.

      The exit status is 0 where no citation has an error, and 8 where one has. Warnings, such as
      of a page that has changed since, do not count.

      \(KeyFlags.meaning)
      """,
    operands: [answer],
    flags: [index, format] + GenerationFlags.all + KeyFlags.all,
    examples: [
      Example(
        line: "footnote check answer.json --index enwiki.index", meaning: "Check one answer"),
      Example(
        line: "footnote check answers.jsonl --index enwiki.index --format sarif > sarif",
        meaning: "Check many, for a service that shows findings beside a change"),
    ],
    run: { arguments, console throws(Failure) in try runCheck(arguments, console) })
}

private let answer = Operand(.file("ANSWER"), "The answers; - is standard input")

private let index = Flag(
  "index", required: .folder("INDEX"), "The index that the passages are from")

private let format = Flag(
  "format", ValueType<CheckFormat>.choice("FORMAT"), default: .text, "How to write what was found")

/// How the findings of a check are written.
enum CheckFormat: String, Choice {
  case text, json, sarif

  var summary: String {
    switch self {
    case .text: "For reading in a terminal"
    case .json: "One JSON object an answer"
    case .sarif: "One SARIF 2.1.0 document"
    }
  }
}

private func runCheck(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let opened = try OpenedIndex(arguments[index], arguments, for: .check, console)
  let checker: AnswerChecker
  do throws(FootnoteError) {
    checker = try AnswerChecker(index: opened.index, trusting: opened.trusted)
  } catch {
    throw Failure(error)
  }
  var answers = try AnswerFeed(path: arguments[answer])
  var output = CheckOutput(format: arguments[format], uri: arguments[answer], console: console)
  try output.begin()
  while let next = try answers.next() {
    try output.write(try next.checked(by: checker), of: next)
  }
  try output.end()
  if output.answerCount == 0 {
    console.messages.warning(
      "\(answers.path): holds no answer", nextStep: "Give one JSON document, or one a line.")
  }
  return output.unsoundCount == 0 ? .done : .unsound
}
