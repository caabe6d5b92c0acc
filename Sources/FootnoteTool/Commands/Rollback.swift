import Footnote
import JSON

extension Command {
  static let rollback = Command(
    name: "rollback",
    summary: "Go back to an older generation of an index",
    discussion: """
      Makes a new generation of INDEX that has what generation N has. Nothing is removed, so that
      this, too, can be taken back. Feeds of changes are read again from where they were.
      """,
    operands: [index, generation],
    flags: [json, Flag.quiet],
    examples: [
      Example(line: "footnote rollback enwiki.index 12", meaning: "Take up generation 12 again")
    ],
    run: { arguments, console throws(Failure) in try runRollback(arguments, console) })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let generation = Operand(
  .integer("N", in: 1...Int(Article.identifierLimit)), "A generation that 'footnote log' marks")

private let json = Flag("json", "Write the closing report as JSON")

private func runRollback(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let path = arguments[index]
  let wanted = UInt64(arguments[generation])
  let made: UInt64
  do throws(FootnoteError) {
    made = try IndexHistory(path: path).rollBack(to: wanted)
  } catch {
    throw Failure(error)
  }
  if arguments[json] {
    let report: JSONValue = [
      "index": .string(path), "generation": .integer(Int64(clamping: made)),
      "restored_generation": .integer(Int64(clamping: wanted)),
    ]
    try console.print(report.document)
  } else if !arguments[Flag.quiet] {
    try console.print("\(path): generation \(made) has what generation \(wanted) has\n")
  }
  return .done
}
