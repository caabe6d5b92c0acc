import Footnote
import JSON

extension Command {
  static let revoke = Command(
    name: "revoke",
    summary: "Take back pages, revisions and passages of an index",
    discussion: """
      Verifies LIST, which 'footnote revocations' makes, and puts it in place in INDEX. From the
      next search on, nothing that it removes is handed out, of no generation, and no update reads
      it in again; what is under way ends as it began. A list that has expired, that is older than
      the one in place, or that not enough of the keys have signed is refused.

      The bytes are removed by 'footnote compact --purge'. What was done is recorded in the index;
      'footnote log --actions' shows it.
      """,
    operands: [index],
    flags: [list] + KeyFlags.signers + [json, Flag.quiet],
    examples: [
      Example(
        line: "footnote revoke enwiki.index --list list.json --key lists.key.pub",
        meaning: "Put a list in place"),
      Example(
        line: "footnote revoke i --list l.json --key a.pub,b.pub,c.pub --threshold 2",
        meaning: "Only where two of three have signed it"),
    ],
    run: { arguments, console throws(Failure) in try runRevoke(arguments, console) })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let list = Flag("list", required: .file("LIST"), "The signed list")

private let json = Flag("json", "Write the report as JSON")

private func runRevoke(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let path = arguments[index]
  let verified = try RevocationFlags.verified(
    arguments[list], arguments, needing: Command.revoke.name)
  let isNew: Bool
  let summary: RevocationSummary?
  do throws(FootnoteError) {
    isNew = try IndexRevoker(path: path).revoke(verified)
    summary = try Index(path: path).revocations()
  } catch {
    throw Failure(error)
  }
  guard let summary else { return .done }
  if arguments[json] {
    var report = summary.json
    if case .object(let members) = report {
      report = .object(
        [.init("index", .string(path)), .init("is_new", .bool(isNew))] + members)
    }
    try console.print(report.document)
  } else if !arguments[Flag.quiet] {
    let state = isNew ? "is in place" : "was in place already"
    try console.print("\(path): version \(summary.version) of the list \(state)\n")
    try console.print("  \(summary.text)\n")
  }
  return .done
}
