import Footnote
import JSON

/// The passages that were found for a question, ready to be written in a format.
struct QueryOutput {
  let question: String
  let answer: Answer
  private var passages: [AttributedPassage] { answer.passages }

  init(question: String, answer: Answer) {
    self.question = question
    self.answer = answer
  }

  /// Writes the passages; the document formats are whole documents even when there are none.
  func write(_ format: QueryFormat, to console: Console) throws(Failure) {
    switch format {
    case .text: try writeText(to: console)
    case .markdown:
      try console.print(
        passages.map { $0.rendered(as: .markdown) + "\n" }.joined(separator: "\n"))
    case .html: try console.print(html)
    case .json, .jsonl, .trec: try console.print(json)
    }
  }

  /// The passages as they are read on a terminal: headings stand out, long lines are broken.
  private func writeText(to console: Console) throws(Failure) {
    for (position, passage) in passages.enumerated() {
      if position > 0 { try console.print("\n") }
      let lines = passage.rendered(as: .text).split(
        separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.map(String.init).enumerated() {
        if number == 0 {
          let traits = console.outputTraits
          let heading = traits.isTerminal ? line.harmless : line
          try console.output.write(console.style.bold(heading) + "\n")
        } else {
          for piece in fitted(line, console.outputTraits) { try console.print(piece + "\n") }
        }
      }
    }
  }

  /// The line as it is for a file, and broken between words for a terminal.
  private func fitted(_ line: String, _ traits: TerminalTraits) -> [String] {
    guard traits.isTerminal else { return [line] }
    return TextLayout.reflow(line, width: min(traits.columns, 100))
  }

  /// A page of its own that browsers read as UTF-8.
  private var html: String {
    let articles = passages.map { $0.rendered(as: .html) + "\n" }.joined()
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>\(Self.escaped(question))</title>
      </head>
      <body>
      \(articles)</body>
      </html>

      """
  }

  /// One object, a line for each passage.
  private var json: String {
    "{\"question\":\(JSONValue.string(question).line),"
      + answer.members(before: "\n", after: "\n") + "}\n"
  }

  /// The text with the characters that HTML gives a meaning as references.
  private static func escaped(_ text: String) -> String {
    text.harmlessLine.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
  }
}
