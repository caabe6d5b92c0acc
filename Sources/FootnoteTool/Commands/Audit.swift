import Footnote
import JSON

extension Command {
  static let audit = Command(
    name: "audit",
    summary: "Check, export, sign or prune the log of what was asked and served",
    discussion: """
      Works on the audit log in LOG, which 'footnote query --audit LOG' and 'footnote export --audit
      LOG' keep: a transparency log to which entries are only ever added. It holds salted digests of
      questions, the keys of the passages that were served (of those that were exported, their
      number and a digest of their keys), the generation, and for whom.

      'verify' reads every entry and finds any that was altered, taken out, put in or moved. That
      the log's end was dropped, or all of it written anew, is found by a checkpoint: with --key,
      'verify' checks that the log goes on from the one that 'sign' left in LOG, or from a copy
      that was kept elsewhere (--checkpoint). 'export' writes the entries as JSON Lines. 'prune'
      takes away what entries from before a day say of anybody; the hashes of their leaves stay,
      so that checkpoints of before and after still hold.
      """,
    operands: [action, folder],
    flags: [key, checkpoint, before, json, Flag.quiet],
    examples: [
      Example(line: "footnote audit verify audit", meaning: "Check every entry"),
      Example(
        line: "footnote audit sign audit --key audit.key",
        meaning: "Sign what the log is now; keep audit/checkpoint elsewhere"),
      Example(
        line: "footnote audit verify audit --key audit.key.pub --checkpoint kept",
        meaning: "Check that nothing was dropped or rewritten since"),
      Example(
        line: "footnote audit prune audit --before 2026-01-01",
        meaning: "Forget who asked for what before this year"),
    ],
    run: { arguments, console throws(Failure) in try runAudit(arguments, console) })
}

/// What can be done with an audit log.
private enum AuditAction: String, Choice {
  case verify, export, sign, prune

  var summary: String {
    switch self {
    case .verify: "Check every entry"
    case .export: "Write the entries as JSON Lines"
    case .sign: "Sign a checkpoint of the log"
    case .prune: "Take away what old entries say of anybody"
    }
  }
}

private let action = Operand(
  ValueType<AuditAction>.choice("ACTION"), "What to do")

private let folder = Operand(.folder("LOG"), "The folder of the audit log")

private let key = Flag(
  "key", optional: .file("KEY"), "The file of a key, as 'footnote keygen' writes it",
  "For verify the public key that is trusted, for sign the secret one.")

private let checkpoint = Flag(
  "checkpoint", optional: .file("FILE"), fallback: "the one in LOG",
  "The checkpoint that the log has to go on from")

private let before = Flag(
  "before", optional: .date("DATE", isEnd: false), "Prune entries from before DATE",
  "DATE is a day such as 2026-01-31 in UTC, or a moment such as 2026-01-31T08:00:00Z.")

private let json = Flag("json", "Write the report as JSON")

private func runAudit(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let task = arguments[action]
  try task.check(arguments)
  let path = arguments[folder]
  let records = try trying { () throws(FootnoteError) in try AuditRecords(path: path) }
  switch task {
  case .verify:
    let report = try verify(records, arguments)
    try tell(report, "every entry follows from those before it", arguments, console)
  case .export:
    var entries = try trying { () throws(FootnoteError) in try records.entries() }
    while let entry = try trying({ () throws(FootnoteError) in try entries.next() }) {
      try console.print(entry.json + "\n")
    }
  case .sign:
    let key = try KeyFlags.secretKey(arguments[key] ?? "")
    let report = try trying { () throws(FootnoteError) in try records.sign(with: key) }
    try tell(report, "signed in \(records.checkpointPath)", arguments, console)
  case .prune: try prune(records, arguments, console)
  }
  return .done
}

private func trying<Result>(
  _ body: () throws(FootnoteError) -> Result
) throws(Failure) -> Result {
  do throws(FootnoteError) { return try body() } catch { throw Failure(error) }
}

extension AuditAction {
  /// The flags that it must have, and those that it may have.
  private var flags: (wanted: [String], possible: [String]) {
    switch self {
    case .verify: ([], ["key", "checkpoint", "json", "quiet"])
    case .export: ([], [])
    case .sign: (["key"], ["key", "json", "quiet"])
    case .prune: (["before"], ["before", "json", "quiet"])
    }
  }

  func check(_ arguments: Arguments) throws(Failure) {
    let given = arguments.flagTexts.keys
    let wanted = flags.wanted + (given.contains("checkpoint") ? ["key"] : [])
    if let missing = wanted.first(where: { !given.contains($0) }) {
      throw contradiction("audit \(rawValue) needs --\(missing)")
    }
    if let other = given.sorted().first(where: { !flags.possible.contains($0) }) {
      throw contradiction("--\(other) has no place in audit \(rawValue)")
    }
  }

  private func contradiction(_ message: String) -> Failure {
    Failure(UsageError.contradiction(message: message, command: Command.audit.name))
  }
}

private func verify(
  _ records: AuditRecords, _ arguments: Arguments
) throws(Failure) -> AuditReport {
  guard let file = arguments[key] else {
    return try trying { () throws(FootnoteError) in try records.verify() }
  }
  let trusted = try KeyFlags.publicKey(file)
  return try trying { () throws(FootnoteError) in
    try records.verify(by: KeySet(trusted), checkpoint: arguments[checkpoint])
  }
}

private func prune(
  _ records: AuditRecords, _ arguments: Arguments, _ console: Console
) throws(Failure) {
  guard let moment = arguments[before] else { return }
  let count = try trying { () throws(FootnoteError) in
    try records.prune(before: moment, now: OperatingSystem.now())
  }
  if arguments[json] {
    try console.print(JSONValue.object([.init("pruned", .integer(Int64(count)))]).document)
  } else if !arguments[Flag.quiet] {
    let entries = HumanFigures.counted(count, "entry", "entries")
    try console.print("\(arguments[folder]): took the content of \(entries) away\n")
  }
}

private func tell(
  _ report: AuditReport, _ verdict: String, _ arguments: Arguments, _ console: Console
) throws(Failure) {
  if arguments[json] {
    try console.print(report.json.document)
  } else if !arguments[Flag.quiet] {
    let entries = HumanFigures.counted(Int(clamping: report.entryCount), "entry", "entries")
    var text = "\(arguments[folder]): \(entries), "
    text += "\(HumanFigures.grouped(report.prunedCount)) of them pruned; \(verdict)\n"
    if let count = report.checkpointEntryCount, arguments[action] == .verify {
      text += "The log goes on from a signed checkpoint of "
      text += "\(HumanFigures.counted(Int(clamping: count), "entry", "entries"))\n"
    }
    text += "Root: \(report.root)\n"
    try console.print(text)
  }
}

extension AuditReport {
  fileprivate var json: JSONValue {
    func count(_ value: UInt64) -> JSONValue { .integer(Int64(clamping: value)) }
    return [
      "entries": count(entryCount),
      "searches": count(searchCount),
      "exports": count(exportCount),
      "pruned": count(prunedCount),
      "newest": newest.map { .string("\($0)") } ?? .null,
      "root": .string(root),
      "checkpoint_entries": checkpointEntryCount.map(count) ?? .null,
    ]
  }
}
