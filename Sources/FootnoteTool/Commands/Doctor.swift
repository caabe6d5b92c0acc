import Footnote
import JSON

extension Command {
  static let doctor = Command(
    name: "doctor",
    summary: "Explain what is wrong with an index, and mend what can be mended",
    discussion: """
      Reads all of INDEX and says what is damaged or left over, and what can be done about it.
      Nothing is changed unless --mend is given. Mending points CURRENT to the newest generation
      that is whole, writes the log anew, removes what a writer left behind, and makes postings,
      words, proofs and the index's own vectors again from the passages, where that gives the very
      bytes that the manifest names. Damaged passages and vectors that were brought cannot be made
      again; an older generation may not need them.

      The exit status is 0 when nothing is wrong, or nothing any more, and 4 otherwise.
      """,
    operands: [index],
    flags: [mend, json],
    examples: [
      Example(line: "footnote doctor enwiki.index", meaning: "See what is wrong"),
      Example(line: "footnote doctor enwiki.index --mend", meaning: "Mend it"),
    ],
    run: { arguments, console throws(Failure) in try await runDoctor(arguments, console) })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let mend = Flag("mend", "Mend what can be mended")

private let json = Flag("json", "Write the report as JSON")

private func runDoctor(
  _ arguments: Arguments, _ console: Console
) async throws(Failure) -> ExitStatus {
  let path = arguments[index]
  let doctor = IndexDoctor(path: path)
  var mended: [IndexFinding] = []
  let remaining: [IndexFinding]
  do throws(FootnoteError) {
    if arguments[mend] {
      (mended, remaining) = try await doctor.mend()
    } else {
      remaining = try doctor.examine()
    }
  } catch {
    throw Failure(error)
  }
  if arguments[json] {
    let report: JSONValue = [
      "index": .string(path), "mended": .array(mended.map(\.json)),
      "wrong": .array(remaining.map(\.json)),
    ]
    try console.print(report.document)
  } else {
    for finding in mended { try console.print("mended: \(finding.text)") }
    for finding in remaining { try console.print("wrong: \(finding.text)") }
    if remaining.isEmpty {
      try console.print("\(path): nothing is wrong\(mended.isEmpty ? "" : " any more")\n")
    }
  }
  return remaining.isEmpty ? .done : .corruptIndex
}

extension IndexFinding {
  /// For people, with a line feed at its end.
  fileprivate var text: String {
    let next = remedy.map { "To mend it: \($0)." } ?? advice
    return "\(place.harmlessLine): \(description.harmlessLine)\n  \(next)\n"
  }

  /// For programs.
  fileprivate var json: JSONValue {
    [
      "place": .string(place), "description": .string(description),
      "remedy": remedy.map { .string($0) } ?? .null, "advice": .string(advice),
    ]
  }
}
