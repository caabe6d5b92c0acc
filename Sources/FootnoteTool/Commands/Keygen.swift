import Footnote
import JSON
import Storage

extension Command {
  static let keygen = Command(
    name: "keygen",
    summary: "Make a key to sign indexes with",
    discussion: """
      Writes a secret key to FILE, which its owner alone may read, and the public key to FILE.pub.
      Whoever has the secret key can sign; keep it away from the index. The public key goes to
      those who check, by a way that they trust. Both are Ed25519 keys in PEM, which openssl reads
      and writes, too.
      """,
    operands: [file],
    flags: [json, Flag.quiet],
    examples: [
      Example(line: "footnote keygen index.key", meaning: "Make index.key and index.key.pub")
    ],
    run: { arguments, console throws(Failure) in try runKeygen(arguments, console) })
}

private let file = Operand(.file("FILE"), "The secret key's file; none may be there")

private let json = Flag("json", "Write the public key's identifier as JSON")

private func runKeygen(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let path = arguments[file]
  let publicPath = path + ".pub"
  let key = SigningKey.generate()
  // Before the first is written, so that none is left without the other.
  for place in [path, publicPath] where Folder.exists(place) {
    throw Failure(
      .system, "\(place): exists already",
      nextStep: "Choose another name; a key that is lost cannot be made again.")
  }
  do throws(StorageError) {
    try Folder.writeFile(path, Array(key.pem.utf8), isSecret: true)
    try Folder.writeFile(publicPath, Array(key.verificationKey.pem.utf8))
  } catch {
    throw Failure(.system, "\(error)")
  }
  let identifier = key.verificationKey.identifier
  if arguments[json] {
    let report: JSONValue = [
      "identifier": .string(identifier), "public": .string(publicPath), "secret": .string(path),
    ]
    try console.print(report.document)
  } else if !arguments[Flag.quiet] {
    try console.print(
      "\(path): a secret key; keep it to yourself\n\(publicPath): its public key, \(identifier)\n")
  }
  return .done
}
