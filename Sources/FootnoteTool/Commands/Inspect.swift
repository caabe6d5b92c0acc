import Footnote
import JSON

extension Command {
  static let inspect = Command(
    name: "inspect",
    summary: "Show which index a folder holds",
    discussion: """
      Shows the generation of INDEX and the digests that its passages name in their attribution.
      Only the index's description is read, so it takes no time on an index of any size; 'footnote
      verify' checks the rest.
      """,
    operands: [index],
    flags: [json],
    examples: [Example(line: "footnote inspect enwiki.index", meaning: "Look at an index")],
    run: { arguments, console throws(Failure) in
      let opened: Index
      do throws(FootnoteError) {
        opened = try Index(path: arguments[index])
      } catch {
        throw Failure(error)
      }
      let identity = opened.identity
      try console.print(
        arguments[json] ? identity.json.document : identity.text(path: opened.path))
      return .done
    })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let json = Flag("json", "Write JSON")

extension IndexIdentity {
  /// The identity for people, with a line feed at its end.
  fileprivate func text(path: String) -> String {
    """
    \(path)
      Generation  \(generation)
      Manifest    \(manifestDigest)
      Embedder    \(embedderDigest)

    """
  }

  /// The identity for programs.
  fileprivate var json: JSONValue {
    [
      "generation": .integer(Int64(clamping: generation)),
      "manifest_sha256": .string(manifestDigest),
      "embedder_sha256": .string(embedderDigest),
    ]
  }
}
