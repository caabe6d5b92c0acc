import Footnote
import JSON

extension Command {
  static let anchor = Command(
    name: "anchor",
    summary: "Prove that passages derive from the very bytes of a revision",
    discussion: """
      Takes the receipt in FILE, which 'footnote query --receipt' wrote, and the wikitext of a
      revision as Wikimedia publishes it. Compares the wikitext's SHA-1 with that of the receipt,
      makes its passages once more, and compares them with the receipt's. Says of each passage of
      that revision which bytes of the wikitext it stands for. With --key, the receipt's
      signatures and proofs are checked first, as 'footnote receipt verify' does.
      """,
    operands: [file],
    flags: [wikitext, json, Flag.quiet] + KeyFlags.signers,
    examples: [
      Example(
        line: "footnote anchor answer.receipt --wikitext page.txt --key index.key.pub",
        meaning: "Prove where a passage is from")
    ],
    run: { arguments, console throws(Failure) in try runAnchor(arguments, console) })
}

private let file = Operand(.file("FILE"), "The receipt; - is standard input")

private let wikitext = Flag(
  "wikitext", required: .file("SOURCE"), "The revision's wikitext, byte for byte",
  "What a wiki gives for index.php?oldid=N&action=raw, or a dump has in <text>.")

private let json = Flag("json", "Write the places as JSON")

private func runAnchor(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let (path, sourcePath) = (arguments[file], arguments[wikitext])
  let keys = try KeyFlags.keys(arguments)
  let bytes = try SmallFile.bytes(path)
  let source = try SmallFile.bytes(sourcePath)
  let receipt: Receipt
  do throws(ProvenanceError) {
    receipt = try Receipt(decoding: bytes, source: path)
    if let keys { _ = try receipt.verify(by: keys, source: path) }
  } catch {
    throw Failure(.untrusted, "\(error)")
  }
  let anchors: [SourceAnchor]
  do throws(FootnoteError) {
    anchors = try receipt.anchors(in: source, document: sourcePath)
  } catch {
    throw Failure(error)
  }
  if arguments[json] {
    try console.print(JSONValue.object([.init("anchors", .array(anchors.map(\.json)))]).document)
  } else if !arguments[Flag.quiet] {
    try console.print(anchors.map(\.text).joined())
  }
  return .done
}

extension SourceAnchor {
  fileprivate var text: String {
    let pieces = spans.map { span in
      "\(span.sourceBytes.lowerBound)–\(span.sourceBytes.upperBound)"
        + (span.isVerbatim ? "" : " (decoded)")
    }
    return "\(key): derives from bytes \(bytes.lowerBound)–\(bytes.upperBound) of the source\n"
      + TextLayout.reflow("  " + pieces.joined(separator: ", "), width: 80)
      .map { $0 + "\n" }.joined()
  }

  fileprivate var json: JSONValue {
    [
      "key": .string(key),
      "bytes": .array([
        .integer(Int64(bytes.lowerBound)), .integer(Int64(bytes.upperBound)),
      ]),
      "spans": .array(
        spans.map {
          [
            "start": .integer(Int64($0.sourceBytes.lowerBound)),
            "end": .integer(Int64($0.sourceBytes.upperBound)),
            "text_bytes": .integer(Int64($0.textByteCount)),
            "is_verbatim": .bool($0.isVerbatim),
          ]
        }),
    ]
  }
}
