import Footnote
import JSON

extension Command {
  static let sign = Command(
    name: "sign",
    summary: "Sign the newest generation of an index",
    discussion: """
      Signs what the newest generation of INDEX consists of (an in-toto statement in a DSSE
      envelope) and the root over its passages (a checkpoint), each in a file beside the index's
      own, which stay what they are. After an update or a merge, the new generation has to be
      signed again. Several people may sign, one after the other with a key each.

      With --rotate-to, signs instead which keys are to be trusted from now on: all public keys
      that are given so, of which --threshold have to sign. It counts when enough of the old keys
      and enough of the new ones have signed it; sign with each of them, at once or in turn.
      """,
    operands: [index],
    flags: [key, expires, rotation, threshold, json, Flag.quiet],
    examples: [
      Example(line: "footnote sign enwiki.index --key index.key", meaning: "Sign an index"),
      Example(
        line: "footnote sign enwiki.index --key a.key,b.key --expires 2027-01-31",
        meaning: "Sign with two keys, for some time"),
      Example(
        line: "footnote sign enwiki.index --rotate-to new.key.pub --key old.key,new.key",
        meaning: "Put a new key in the place of the old one"),
    ],
    run: { arguments, console throws(Failure) in try runSign(arguments, console) })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let key = Flag(
  "key", joined: .list(of: .file("KEY")), default: [], "The file of a secret key to sign with",
  "As 'footnote keygen' writes it. May be given several times.")

private let expires = Flag(
  "expires", optional: .date("DATE", isEnd: true), fallback: "for good",
  "The last day on which the signature holds",
  "Those who check an index whose signature is over are told that newer content may be kept from "
    + "them.")

private let rotation = Flag(
  "rotate-to", joined: .list(of: .file("PUB")), default: [],
  "The file of a public key that is trusted from now on")

private let threshold = Flag(
  "threshold", .integer("N", in: 1...64), default: 1,
  "With --rotate-to: how many of the new keys have to sign")

private let json = Flag("json", "Write the report as JSON")

private func runSign(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  guard !arguments[key].isEmpty else {
    throw Failure(
      UsageError.contradiction(message: "sign needs --key KEY", command: Command.sign.name))
  }
  var keys: [SigningKey] = []
  for path in arguments[key] { keys.append(try KeyFlags.secretKey(path)) }
  guard arguments[rotation].isEmpty else { return try rotate(arguments, keys, console) }
  guard !arguments.isGiven(threshold) else {
    throw Failure(
      UsageError.contradiction(
        message: "--threshold is for --rotate-to", command: Command.sign.name))
  }
  let path = arguments[index]
  let report: IndexSigner.Report
  do throws(FootnoteError) {
    report = try IndexSigner(path: path).sign(with: keys, expires: arguments[expires])
  } catch {
    throw Failure(error)
  }
  if arguments[json] {
    let document: JSONValue = [
      "index": .string(path), "generation": .integer(Int64(clamping: report.generation)),
      "keys": .array(report.keys.map { .string($0) }),
      "expires": report.expires.map { .string("\($0)") } ?? .null,
    ]
    try console.print(document.document)
  } else if !arguments[Flag.quiet] {
    let until = report.expires.map { " until \($0)" } ?? ""
    let signers = HumanFigures.counted(report.keys.count, "key", "keys")
    try console.print("\(path): generation \(report.generation) is signed by \(signers)\(until)\n")
  }
  return .done
}

private func rotate(
  _ arguments: Arguments, _ keys: [SigningKey], _ console: Console
) throws(Failure) -> ExitStatus {
  var trusted: [VerificationKey] = []
  for path in arguments[rotation] { trusted.append(try KeyFlags.publicKey(path)) }
  let set: KeySet
  do throws(ProvenanceError) {
    set = try KeySet(trusted, threshold: arguments[threshold])
  } catch {
    throw Failure(.usage, "\(error)")
  }
  let path = arguments[index]
  let version: UInt64
  do throws(FootnoteError) {
    version = try IndexSigner(path: path).rotate(
      to: set, with: keys, expires: arguments[expires])
  } catch {
    throw Failure(error)
  }
  if arguments[json] {
    let document: JSONValue = [
      "index": .string(path), "keys_version": .integer(Int64(clamping: version)),
      "keys": .array(set.keys.map { .string($0.identifier) }),
      "threshold": .integer(Int64(set.threshold)),
    ]
    try console.print(document.document)
  } else if !arguments[Flag.quiet] {
    let count = HumanFigures.counted(set.keys.count, "key", "keys")
    try console.print("\(path): change \(version) of keys, to \(count), is signed\n")
  }
  return .done
}
