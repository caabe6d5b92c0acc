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

      With --actions, lists instead what was done with what INDEX may hand out: lists of what is
      revoked that were put in place, purges, and searches that passed over the list.

      With --prove, writes instead the proof that the history up to the newest generation goes on
      from that up to generation N, where both were signed; 'footnote receipt verify' checks it
      without the index.
      """,
    operands: [index],
    flags: [actions, proof, json],
    examples: [
      Example(line: "footnote log enwiki.index", meaning: "See what an index went through"),
      Example(
        line: "footnote log enwiki.index --prove 12 > history.json",
        meaning: "Prove that nothing was rewritten since generation 12"),
    ],
    run: { arguments, console throws(Failure) in try runLog(arguments, console) })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let actions = Flag("actions", "List revocations, purges and overrides instead")

private let proof = Flag(
  "prove", optional: .integer("N", in: 1...Int(Article.identifierLimit)),
  "Write the proof that the history goes on from generation N")

private let json = Flag("json", "Write one JSON object a generation or action")

private func runLog(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  guard !arguments[actions] else { return try listActions(arguments, console) }
  if let older = arguments[proof] { return try prove(UInt64(older), arguments, console) }
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

private func prove(
  _ older: UInt64, _ arguments: Arguments, _ console: Console
) throws(Failure) -> ExitStatus {
  let history = IndexHistory(path: arguments[index])
  let proof: ConsistencyProof
  do throws(FootnoteError) {
    let newest = try history.records().last?.generation ?? older
    proof = try history.consistency(from: older, to: newest)
  } catch {
    throw Failure(error)
  }
  try console.print(String(decoding: proof.encoded, as: UTF8.self))
  return .done
}

private func listActions(
  _ arguments: Arguments, _ console: Console
) throws(Failure) -> ExitStatus {
  let records: [ActionRecord]
  do throws(FootnoteError) {
    records = try IndexRevoker(path: arguments[index]).actions()
  } catch {
    throw Failure(error)
  }
  var table = FigureTable(head: ["number", "at", "action", "list", "generation", "for"])
  for record in records {
    if arguments[json] {
      try console.print(record.json.line + "\n")
    } else {
      table.add(record.row)
    }
  }
  if !arguments[json] { try console.print(table.text) }
  return .done
}

extension ActionRecord {
  fileprivate var row: [String] {
    let whom = [caller, purpose].compactMap { $0?.harmlessLine }.joined(separator: ", ")
    return [
      "\(number)", "\(moment)", action.rawValue, listVersion.map { "\($0)" } ?? "none",
      generation.map { "\($0)" } ?? "", whom,
    ]
  }

  fileprivate var json: JSONValue {
    func count(_ value: UInt64?) -> JSONValue {
      value.map { .integer(Int64(clamping: $0)) } ?? .null
    }
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return [
      "number": count(number), "previous_sha256": .string(previous), "at": .string("\(moment)"),
      "action": .string(action.rawValue), "list_version": count(listVersion),
      "list_sha256": text(listDigest), "generation": count(generation),
      "statement_sha256": text(statementDigest), "caller": text(caller), "purpose": text(purpose),
    ]
  }
}

extension GenerationRecord {
  fileprivate func row(isKept: Bool) -> [String] {
    let maker = restored.map { "\(origin.rawValue) to \($0)" } ?? origin.rawValue
    let counts: [UInt64?] = [
      addedPageCount, replacedPageCount, removedPageCount, pageCount, passageCount, segmentCount,
    ]
    return ["\(generation)\(isKept ? "*" : "")", maker, asOf.map { "\($0)" } ?? "unknown"]
      + counts.map { $0.map { HumanFigures.grouped($0) } ?? "-" }
  }

  fileprivate func json(isKept: Bool) -> JSONValue {
    func count(_ value: UInt64?) -> JSONValue {
      value.map { .integer(Int64(clamping: $0)) } ?? .null
    }
    return [
      "generation": count(generation),
      "origin": .string(origin.rawValue),
      "restored_generation": count(restored),
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
