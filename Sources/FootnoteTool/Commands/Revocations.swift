import Footnote
import JSON
import Storage

extension Command {
  static let revocations = Command(
    name: "revocations",
    summary: "Make and sign a list of what may no longer be handed out",
    discussion: """
      Reads ENTRIES, one JSON object a line, and writes a signed list of them. Each has a member
      "reason", and one that says what it is about: "page" or "revision", an object with the wiki's
      name in "wiki" and the number; "passage", a key; "sha256", the digest of a text; or "editor",
      a name, of which the list only has a salted hash. With "action":"credit", the text stays and
      its authors are not named; else it goes.

      A list holds all that is revoked, not what is new alone. 'footnote revoke' puts it in place,
      and refuses one whose version is not higher than that of the one before.
      """,
    operands: [entries],
    flags: [output, version, expires, issued, key, salt, json, Flag.quiet],
    examples: [
      Example(
        line: "footnote revocations gone -o list --version 3 --expires 2027-01-31 --key k",
        meaning: "Sign a list of the lines of the file gone, which holds for some time")
    ],
    run: { arguments, console throws(Failure) in try runRevocations(arguments, console) })
}

private let entries = Operand(
  .file("ENTRIES"), "What is revoked, as JSON Lines; - is standard input")

private let output = Flag(
  "output", short: "o", required: .file("LIST"), "The file to write the list into",
  "One that is there is replaced.")

private let version = Flag(
  "version", required: .integer("N", in: 1...Int(Article.identifierLimit)),
  "The list's number, higher than that of the list before")

private let expires = Flag(
  "expires", required: .date("DATE", isEnd: true),
  "The last day on which the list can be put in place", "One that is in place goes on to hold.")

private let issued = Flag(
  "issued", optional: .date("DATE", isEnd: false), fallback: "now", "When the list was made")

private let key = Flag(
  "key", joined: .list(of: .file("KEY")), default: [], "The file of a secret key to sign with",
  "As 'footnote keygen' writes it. May be given several times.")

private let salt = Flag(
  "salt", optional: .salt("HEX"), fallback: "random numbers",
  "What editors' names are hashed with, as an even number of hexadecimal digits, 32 to 128")

private let json = Flag("json", "Write the report as JSON")

private func runRevocations(
  _ arguments: Arguments, _ console: Console
) throws(Failure) -> ExitStatus {
  guard !arguments[key].isEmpty else {
    throw Failure(
      UsageError.contradiction(
        message: "revocations needs --key KEY", command: Command.revocations.name))
  }
  var keys: [SigningKey] = []
  for path in arguments[key] { keys.append(try KeyFlags.secretKey(path)) }
  let list = try list(arguments)
  let bytes: [UInt8]
  do throws(ProvenanceError) {
    bytes = try list.signed(by: keys)
  } catch {
    throw Failure(.badInput, "\(error)")
  }
  do throws(StorageError) {
    try Folder.replaceNamedFile(arguments[output], with: bytes)
  } catch {
    throw Failure(.system, "\(error)")
  }
  let path = arguments[output]
  if arguments[json] {
    let report: JSONValue = [
      "list": .string(path), "version": .integer(Int64(clamping: list.version)),
      "entries": .integer(Int64(list.entries.count)),
      "issued": .string("\(list.issued)"), "expires": .string("\(list.expires)"),
    ]
    try console.print(report.document)
  } else if !arguments[Flag.quiet] {
    let count = HumanFigures.counted(list.entries.count, "entry", "entries")
    let signers = HumanFigures.counted(keys.count, "key", "keys")
    try console.print(
      "\(path): version \(list.version) with \(count), signed by \(signers), until "
        + "\(list.expires)\n")
  }
  return .done
}

private func list(_ arguments: Arguments) throws(Failure) -> RevocationList {
  let salt = arguments[salt] ?? randomSalt()
  let path = arguments[entries]
  var lines: LineReader
  do throws(StorageError) {
    lines = LineReader(path == "-" ? InputFile.standardInput : try InputFile(path: path))
  } catch {
    throw Failure(reading: error)
  }
  var entries: [RevocationList.Entry] = []
  var namesEditors = false
  while let line = try lines.nextFilled() {
    do throws(ProvenanceError) {
      let entry = try RevocationList.Entry(line: line, document: lines.place, salt: salt)
      if case .editor = entry.target { namesEditors = true }
      entries.append(entry)
    } catch {
      guard case .malformed(let line, let expected, let found) = error else {
        throw Failure(.badInput, "\(error)")
      }
      throw Failure(
        .badInput, "\(line): expected \(expected), found \(found)", nextStep: "Mend the line.")
    }
  }
  return RevocationList(
    version: UInt64(arguments[version]), issued: arguments[issued] ?? OperatingSystem.now(),
    expires: arguments[expires], salt: namesEditors ? salt : nil, entries: entries)
}

private func randomSalt() -> String {
  var generator = SystemRandomNumberGenerator()
  return hexadecimal((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
}

extension ValueType<String> {
  /// Hexadecimal digits, so many that names cannot be guessed for all lists at once.
  fileprivate static func salt(_ name: String) -> Self {
    matching(
      name, expected: "an even number of hexadecimal digits, 32 to 128",
      hasShape: { text in
        (32...128).contains(text.utf8.count) && text.utf8.count % 2 == 0
          && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
      })
  }
}
