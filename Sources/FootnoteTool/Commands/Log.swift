import Footnote
import JSON

extension Command {
  static let log = Command(
    name: "log",
    summary: "List the generations of an index",
    discussion: """
      Lists every generation of INDEX, oldest first: what made it, the moment of the newest change
      in it, how many pages it added, replaced and removed, and what can be found since. Those that
      'footnote compact' has not removed are marked with an asterisk; they can be read with
      --generation and --as-of, compared with 'footnote diff', and gone back to with
      'footnote rollback'.
      """,
    operands: [index],
    flags: [json],
    examples: [
      Example(line: "footnote log enwiki.index", meaning: "See what an index went through")
    ],
    run: { arguments, console throws(Failure) in try runLog(arguments, console) })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let json = Flag("json", "Write one JSON object a generation")

private func runLog(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let history = IndexHistory(path: arguments[index])
  let records: [GenerationRecord]
  let kept: Set<UInt64>
  do throws(FootnoteError) {
    records = try history.records()
    kept = Set(try history.keptGenerations())
  } catch {
    throw Failure(error)
  }
  if arguments[json] {
    for record in records {
      try console.print(record.json(isKept: kept.contains(record.generation)).line + "\n")
    }
    return .done
  }
  var table = FigureTable(
    head: ["generation", "by", "as of", "new", "changed", "gone", "pages", "passages", "segments"])
  for record in records { table.add(record.row(isKept: kept.contains(record.generation))) }
  try console.print(table.text)
  return .done
}

extension GenerationRecord {
  fileprivate func row(isKept: Bool) -> [String] {
    let maker = restored.map { "\(origin.rawValue) to \($0)" } ?? origin.rawValue
    let counts = [
      addedPageCount, replacedPageCount, removedPageCount, pageCount, passageCount, segmentCount,
    ]
    return ["\(generation)\(isKept ? "*" : "")", maker, asOf.map { "\($0)" } ?? "unknown"]
      + counts.map { HumanFigures.grouped($0) }
  }

  fileprivate func json(isKept: Bool) -> JSONValue {
    func count(_ value: UInt64) -> JSONValue { .integer(Int64(clamping: value)) }
    return [
      "generation": count(generation),
      "origin": .string(origin.rawValue),
      "restored_generation": restored.map(count) ?? .null,
      "as_of": asOf.map { .string("\($0)") } ?? .null,
      "manifest_sha256": .string(manifestDigest),
      "added_pages": count(addedPageCount),
      "replaced_pages": count(replacedPageCount),
      "removed_pages": count(removedPageCount),
      "pages": count(pageCount),
      "passages": count(passageCount),
      "segments": count(segmentCount),
      "is_kept": .bool(isKept),
    ]
  }
}
