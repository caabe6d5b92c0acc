import Footnote
import JSON

extension Command {
  static let diff = Command(
    name: "diff",
    summary: "Show which pages changed between two generations of an index",
    discussion: """
      Lists the pages of INDEX that differ between the generations N and M, in the order of wikis
      and page numbers: + a new page, - one that is gone, ~ one in another revision, or in the same
      one with another title, language, licence or text, with the revisions and how many of its
      passages have the same text. --passages adds the keys of the
      passages whose text went (-) and came (+), which 'footnote export --format keys' writes too;
      a passage whose text stayed has the new revision's number in its key. The exit status is 1
      when nothing differs.
      """,
    operands: [index, old, new],
    flags: [passages, json],
    examples: [
      Example(line: "footnote diff enwiki.index 11 12", meaning: "See what generation 12 changed")
    ],
    run: { arguments, console throws(Failure) in try runDiff(arguments, console) })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let old = Operand(
  .integer("N", in: 1...Int(Article.identifierLimit)), "A generation that 'footnote log' marks")

private let new = Operand(.integer("M", in: 1...Int(Article.identifierLimit)), "Another one")

private let passages = Flag("passages", "Show the keys of the passages that went and came")

private let json = Flag("json", "Write one JSON object a page, keys of passages included")

private func runDiff(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let history = IndexHistory(path: arguments[index])
  var lines: [String] = []
  var failure: Failure?
  var isEmpty = true
  do throws(FootnoteError) {
    try history.forEachDifference(
      from: UInt64(arguments[old]), to: UInt64(arguments[new])
    ) { (page) throws(FootnoteError) in
      isEmpty = false
      lines.append(
        arguments[json] ? page.json.line + "\n" : page.lines(passages: arguments[passages]))
      guard lines.count >= 512, failure == nil else { return }
      do throws(Failure) { try console.print(lines.joined()) } catch { failure = error }
      lines = []
    }
  } catch {
    throw Failure(error)
  }
  if let failure { throw failure }
  try console.print(lines.joined())
  return isEmpty ? .nothingFound : .done
}

extension PageDifference {
  /// A line for people, and one for each passage that differs, with line feeds at their ends.
  fileprivate func lines(passages: Bool) -> String {
    guard passages else { return line }
    return line + removed.map { "    - \($0.description.harmlessLine)\n" }.joined()
      + added.map { "    + \($0.description.harmlessLine)\n" }.joined()
  }

  private var line: String {
    let name = "\(wiki.harmlessLine):\(page.rawValue)"
    switch (before, after) {
    case (nil, let after?):
      return "+ \(name) \(after.title.harmlessLine): revision \(after.revision.rawValue), "
        + "\(HumanFigures.counted(after.passageCount, "passage", "passages"))\n"
    case (let before?, nil):
      return "- \(name) \(before.title.harmlessLine): revision \(before.revision.rawValue), "
        + "\(HumanFigures.counted(before.passageCount, "passage", "passages"))\n"
    case (let before?, let after?):
      let revisions =
        before.revision == after.revision
        ? "\(after.revision.rawValue) again"
        : "\(before.revision.rawValue) to \(after.revision.rawValue)"
      return "~ \(name) \(after.title.harmlessLine): revision \(revisions), "
        + "\(commonPassageCount) of \(after.passageCount) passages as before\n"
    case (nil, nil): return ""
    }
  }

  /// The same for programs.
  fileprivate var json: JSONValue {
    [
      "wiki": .string(wiki), "page": .integer(Int64(clamping: page.rawValue)),
      "before": before.map(\.json) ?? .null, "after": after.map(\.json) ?? .null,
      "common_passages": .integer(Int64(commonPassageCount)),
      "removed_passages": .array(removed.map { .string($0.description) }),
      "added_passages": .array(added.map { .string($0.description) }),
    ]
  }
}

extension PageDifference.State {
  fileprivate var json: JSONValue {
    [
      "title": .string(title), "revision": .integer(Int64(clamping: revision.rawValue)),
      "timestamp": .string("\(timestamp)"), "passages": .integer(Int64(passageCount)),
    ]
  }
}
