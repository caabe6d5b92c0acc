import Footnote
import JSON

extension Command {
  static let receipt = Command(
    name: "receipt",
    summary: "Check the proof that an index published some passages",
    discussion: """
      Checks the receipt in FILE, which 'footnote query --receipt' wrote: that trusted keys have
      signed the root over an index's passages, and that each passage of the receipt is under it.
      Needs no index and no network. Says of each passage what is proved: its key, title and
      licences, and its text's SHA-256. With --answer, the passages of an answer in JSON are
      compared with the receipt, text and attribution. FILE may also be what 'footnote log --prove'
      wrote: that an index's history goes on from an older generation.

      What is proved is that the index published the passages. Whether they still count, a receipt
      cannot prove: an update may have replaced them, or a list of revocations taken them back.
      With --index, INDEX is verified by the same keys, as in 'footnote verify', and says of each
      passage whether it counts now; where one does not, the exit status is 8.

      The only action is 'verify'.
      """,
    operands: [action, file],
    flags: [answer, index, json, Flag.quiet] + KeyFlags.all,
    examples: [
      Example(
        line: "footnote receipt verify a.receipt --key index.key.pub",
        meaning: "Check a receipt"),
      Example(
        line: "footnote receipt verify a.receipt --key index.key.pub --answer a.json",
        meaning: "Check that an answer is what was proved"),
      Example(
        line: "footnote receipt verify a.receipt --key index.key.pub --index my.index",
        meaning: "Check that the passages still count, too"),
    ],
    run: { arguments, console throws(Failure) in try runReceipt(arguments, console) })
}

/// What can be done with a receipt.
private enum ReceiptAction: String, Choice {
  case verify

  var summary: String { "Check signatures and proofs" }
}

private let action = Operand(
  ValueType<ReceiptAction>.choice("ACTION"), "What to do")

private let file = Operand(.file("FILE"), "The receipt; - is standard input")

private let answer = Flag(
  "answer", optional: .file("ANSWER"), "Compare the passages of this answer with the receipt",
  "As 'footnote query --format json' writes it.")

private let index = Flag(
  "index", optional: .folder("INDEX"), "Say whether the passages still count in this index")

private let json = Flag("json", "Write what is proved as JSON")

private func runReceipt(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  guard arguments.isGiven(KeyFlags.trusted), let keys = try KeyFlags.keys(arguments) else {
    throw contradiction("receipt verify needs --key PUB")
  }
  guard arguments[index] != nil || !KeyFlags.remember(arguments) else {
    throw contradiction("--trust needs --index INDEX, which it remembers")
  }
  let path = arguments[file]
  let bytes = try SmallFile.bytes(path)
  if let history = try provedHistory(bytes, path, keys) {
    for flag in [answer, index] where arguments.isGiven(flag) {
      throw contradiction("\(flag.about.spelling) is for receipts of passages")
    }
    return try write(history, path, arguments, console)
  }
  var answers: [(bytes: [UInt8], path: String)] = []
  if let answer = arguments[answer] { answers.append((try SmallFile.bytes(answer), answer)) }
  let receipt: Receipt
  let proof: Receipt.Proof
  do throws(ProvenanceError) {
    receipt = try Receipt(decoding: bytes, source: path)
    proof = try receipt.verify(by: keys, source: path)
    for answer in answers { try receipt.compare(answer: answer.bytes, source: answer.path) }
  } catch {
    throw Failure(.untrusted, "\(error)")
  }
  let standings = try standings(of: receipt, path, arguments, console)
  if arguments[json] {
    try console.print(proof.json(standings).document)
  } else if !arguments[Flag.quiet] {
    try console.print(proof.text(path, standings))
  }
  return standings?.allSatisfy { $0 == .counts } ?? true ? .done : .unsound
}

/// What the index that the arguments name says of the passages; nil where they name none.
private func standings(
  of receipt: Receipt, _ path: String, _ arguments: Arguments, _ console: Console
) throws(Failure) -> [PassageStanding]? {
  guard let folder = arguments[index] else { return nil }
  let opened = try OpenedIndex(folder, arguments, for: .receipt, console)
  do throws(FootnoteError) {
    return try opened.index.standings(of: receipt, source: path)
  } catch {
    throw Failure(error)
  }
}

private func contradiction(_ message: String) -> Failure {
  Failure(UsageError.contradiction(message: message, command: Command.receipt.name))
}

/// What a proof of consistency says; nil where the file is something else.
private func provedHistory(
  _ bytes: [UInt8], _ path: String, _ keys: KeySet
) throws(Failure) -> ConsistencyProof.Outcome? {
  guard (try? JSONValue(parsing: bytes))?["format"]?.string == ConsistencyProof.format else {
    return nil
  }
  do throws(ProvenanceError) {
    return try ConsistencyProof(decoding: bytes, source: path).verify(by: keys, source: path)
  } catch {
    throw Failure(.untrusted, "\(error)")
  }
}

private func write(
  _ outcome: ConsistencyProof.Outcome, _ path: String, _ arguments: Arguments, _ console: Console
) throws(Failure) -> ExitStatus {
  if arguments[json] {
    let report: JSONValue = [
      "index": .string(outcome.index), "is_proved": true,
      "newer": .integer(Int64(clamping: outcome.newer)),
      "older": .integer(Int64(clamping: outcome.older)),
    ]
    try console.print(report.document)
  } else if !arguments[Flag.quiet] {
    try console.print(
      "\(path): proved: the history up to generation \(outcome.newer) of the index "
        + "\(outcome.index) goes on from generation \(outcome.older)\n")
  }
  return .done
}

extension Receipt.Proof {
  fileprivate func text(_ path: String, _ standings: [PassageStanding]?) -> String {
    let count = HumanFigures.counted(passages.count, "passage", "passages")
    var text = "\(path): proved: \(count) of generation \(generation) of the index \(index)\n"
    for (number, passage) in passages.enumerated() {
      text +=
        "\(passage.key)  \(passage.title)  \(passage.licenses.joined(separator: ", "))\n"
        + "  text SHA-256 \(passage.textDigest)\n"
      if let standings { text += "  now: \(standings[number].sentence)\n" }
    }
    return standings == nil ? text + Self.limit : text
  }

  private static let limit = """
    Proved is that the index published them. Not proved is that they still count: an update or a
    list of revocations may have taken them back. Ask the index with --index INDEX.

    """

  fileprivate func json(_ standings: [PassageStanding]?) -> JSONValue {
    [
      "index": .string(index), "generation": .integer(Int64(clamping: generation)),
      "manifest_sha256": .string(manifestDigest), "is_proved": true,
      "proves": standings == nil ? "publication" : "publication and standing",
      "passages": .array(
        passages.enumerated().map { number, passage in
          .object(passage.members(standings?[number]))
        }),
    ]
  }
}

extension Receipt.ProvedPassage {
  fileprivate func members(_ standing: PassageStanding?) -> [JSONValue.Member] {
    [
      .init("key", .string(key)), .init("name", .string(title)),
      .init("licenses", .array(licenses.map { .string($0) })),
      .init("content_sha256", .string(textDigest)), .init("source_sha1", .string(sourceDigest)),
      .init(
        "bytes",
        .array([
          .integer(Int64(sourceBytes.lowerBound)), .integer(Int64(sourceBytes.upperBound)),
        ])), .init("standing", standing.map { .string($0.rawValue) } ?? .null),
    ]
  }
}

extension PassageStanding {
  fileprivate var sentence: String {
    switch self {
    case .counts: "counts"
    case .replaced: "replaced; its page is there in another revision"
    case .removed: "removed; its page is gone"
    case .revoked: "revoked"
    }
  }
}
