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

      The only action is 'verify'.
      """,
    operands: [action, file],
    flags: [answer, json, Flag.quiet] + KeyFlags.signers,
    examples: [
      Example(
        line: "footnote receipt verify a.receipt --key index.key.pub",
        meaning: "Check a receipt"),
      Example(
        line: "footnote receipt verify a.receipt --key index.key.pub --answer a.json",
        meaning: "Check that an answer is what was proved"),
    ],
    run: { arguments, console throws(Failure) in try runReceipt(arguments, console) })
}

/// What can be done with a receipt.
private enum ReceiptAction: String, Choice {
  case verify

  var summary: String { "Check signatures and proofs" }
}

private let action = Operand(
  ValueType<ReceiptAction>.choice("ACTION"), "What to do: verify")

private let file = Operand(.file("FILE"), "The receipt; - is standard input")

private let answer = Flag(
  "answer", optional: .file("ANSWER"), "Compare the passages of this answer with the receipt",
  "As 'footnote query --format json' writes it.")

private let json = Flag("json", "Write what is proved as JSON")

private func runReceipt(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  guard let keys = try KeyFlags.keys(arguments) else {
    throw Failure(
      UsageError.contradiction(
        message: "receipt verify needs --key PUB", command: Command.receipt.name))
  }
  let path = arguments[file]
  let bytes = try SmallFile.bytes(path)
  if let history = try provedHistory(bytes, path, keys) {
    guard arguments[answer] == nil else {
      throw Failure(
        UsageError.contradiction(
          message: "--answer is for receipts of passages", command: Command.receipt.name))
    }
    return try write(history, path, arguments, console)
  }
  var answers: [(bytes: [UInt8], path: String)] = []
  if let answer = arguments[answer] { answers.append((try SmallFile.bytes(answer), answer)) }
  let proof: Receipt.Proof
  do throws(ProvenanceError) {
    let receipt = try Receipt(decoding: bytes, source: path)
    proof = try receipt.verify(by: keys, source: path)
    for answer in answers { try receipt.compare(answer: answer.bytes, source: answer.path) }
  } catch {
    throw Failure(.untrusted, "\(error)")
  }
  if arguments[json] {
    try console.print(proof.json.document)
  } else if !arguments[Flag.quiet] {
    try console.print(proof.text(path))
  }
  return .done
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
  fileprivate func text(_ path: String) -> String {
    let count = HumanFigures.counted(passages.count, "passage", "passages")
    return "\(path): proved: \(count) of generation \(generation) of the index \(index)\n"
      + passages.map {
        "\($0.key)  \($0.title)  \($0.licenses.joined(separator: ", "))\n"
          + "  text SHA-256 \($0.textDigest)\n"
      }.joined()
  }

  fileprivate var json: JSONValue {
    [
      "index": .string(index), "generation": .integer(Int64(clamping: generation)),
      "manifest_sha256": .string(manifestDigest), "is_proved": true,
      "passages": .array(
        passages.map {
          [
            "key": .string($0.key), "name": .string($0.title),
            "licenses": .array($0.licenses.map { .string($0) }),
            "content_sha256": .string($0.textDigest), "source_sha1": .string($0.sourceDigest),
            "bytes": .array([
              .integer(Int64($0.sourceBytes.lowerBound)),
              .integer(Int64($0.sourceBytes.upperBound)),
            ]),
          ]
        }),
    ]
  }
}
