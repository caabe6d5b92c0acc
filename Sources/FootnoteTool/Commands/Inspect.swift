extension Command {
  static let inspect = Command(
    name: "inspect",
    summary: "Show what an index holds and how it was made",
    discussion: """
      Shows the counts, languages, wikis, licences, options and digests of INDEX, and the size of
      its parts. Only the descriptions are read, so it takes no time on any index; 'footnote
      verify' checks the rest.
      """,
    operands: [index],
    flags: [json],
    examples: [Example(line: "footnote inspect enwiki.index", meaning: "Look at an index")],
    run: { arguments, console throws(Failure) in .done })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let json = Flag("json", "Write JSON")
