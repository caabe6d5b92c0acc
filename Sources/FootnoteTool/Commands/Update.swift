import Footnote
import JSON

extension Command {
  static let update = Command(
    name: "update",
    summary: "Bring an index up to date with dumps, articles or change events",
    discussion: """
      Reads every INPUT and takes in what is newer than INDEX has it: a newer revision replaces its
      page's passages, an older one is refused and counted, a deleted or hidden page goes. An INPUT
      is a dump, articles as JSON Lines, or change events as JSON Lines: those of Wikimedia
      Enterprise, or the stream mediawiki.page_change. A single - is standard input.

      Events of a feed that were taken in before are passed over, so that reading a feed again
      changes nothing. Each update that changes something makes a new generation; searches under
      way keep theirs, and 'footnote rollback' goes back to one. Where segments have grown too many,
      they are merged afterwards, and all but the newest generations are removed, as 'footnote
      compact' does: --keep says how many stay.

      An update that fails, is interrupted or is cut off by a crash leaves the index as it was; what
      a crash has left behind is removed by the next update, which says so.
      """,
    operands: [index, inputs],
    flags: [noCompact, GenerationFlags.kept, json, Flag.quiet] + ReadingFlags.all
      + ResourceFlags.all + EmbeddingFlags.brought + [PolicyFlags.policy],
    examples: [
      Example(
        line: "footnote update enwiki.index changes.jsonl", meaning: "Take in a feed of changes"),
      Example(
        line: "footnote update enwiki.index enwiki-20260201-pages-articles.xml.bz2",
        meaning: "Take in what a newer dump has changed"),
      Example(
        line: "curl -N https://feed.example/ | footnote update my.index -",
        meaning: "Follow what another program writes, until it ends"),
    ],
    run: { arguments, console throws(Failure) in try await runUpdate(arguments, console) })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let inputs = Operand(
  all: .file("INPUT"), isRequired: true, "A dump, articles or change events; - is standard input")

private let noCompact = Flag("no-compact", "Leave the segments as they are")

private let json = Flag("json", "Write the closing report as JSON")

private func runUpdate(
  _ arguments: Arguments, _ console: Console
) async throws(Failure) -> ExitStatus {
  guard !arguments[noCompact] || !arguments.isGiven(GenerationFlags.kept) else {
    throw Failure(
      UsageError.contradiction(
        message: "--keep counts the generations that stay when segments are merged; it excludes "
          + "--no-compact", command: Command.update.name))
  }
  var options = UpdateOptions()
  ReadingFlags.apply(arguments, to: &options.reading)
  options.reading.limits = ResourceFlags.limits(arguments)
  options.vectors = try EmbeddingFlags.broughtVectors(arguments, command: Command.update.name)
  options.compacts = !arguments[noCompact]
  options.keptGenerationCount = arguments[GenerationFlags.kept]
  options.reading.policy = try PolicyFlags.read(arguments)
  let (path, files) = (arguments[index], arguments[inputs])
  let updater = IndexUpdater(options: options)
  let report = try await console.cancellable(
    isQuiet: arguments[Flag.quiet],
    leftBehind: "what is then left behind, the next update removes."
  ) { (progress) throws(FootnoteError) in
    try await updater.update(index: path, files: files) { progress(ProgressSample($0)) }
  }
  console.messages.warn(recovered: report.recovered, in: path)
  for fault in report.faults { console.messages.warning("left out: \(fault.finding)") }
  var status = ExitStatus.done
  if case .cancelled = report.compactionFailure {
    console.messages.warning(
      "\(path): the update is in; merging its segments was interrupted",
      nextStep: "Run 'footnote compact' to merge them.")
    status = .interrupted
  } else if let failure = report.compactionFailure {
    console.messages.warning(
      "\(path): the update is in, but its segments could not be merged: \(failure)",
      nextStep: "Run 'footnote compact' when that is mended.")
  }
  console.messages.warn(collectionFailure: report.compaction?.collectionFailure, in: path)
  if arguments[json] {
    try console.print(report.json(index: path).document)
  } else if !arguments[Flag.quiet] {
    try console.print(report.summary(index: path))
  }
  return status
}

extension Messages {
  /// Says what a writer that did not come to its end had left.
  func warn(recovered: [String], in path: String) {
    guard !recovered.isEmpty else { return }
    warning(
      "\(path): a writer had not come to its end; removed \(recovered.joined(separator: ", "))",
      nextStep: "Nothing that was published is lost; run again what was cut off.")
  }
}

extension UpdateReport {
  /// The report for people, with a line feed at its end.
  fileprivate func summary(index: String) -> String {
    let changed = [
      ("new", addedPageCount), ("changed", replacedPageCount), ("gone", removedPageCount),
    ].map { "\(HumanFigures.grouped($0.1)) \($0.0)" }.joined(separator: ", ")
    var text = "\(index): generation \(generation), pages: \(changed)"
    text += "; \(HumanFigures.counted(passageCount, "passage", "passages")) in all\n"
    var left = [("as it was", unchangedCount), ("older", olderCount)]
    left += [("about pages that are not here", irrelevantCount)]
    left += skipped.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { ($0.key, $0.value) }
    let reasons = left.filter { $0.1 > 0 }.map { "\($0.0) \(HumanFigures.grouped($0.1))" }
    if !reasons.isEmpty { text += "Left out: \(reasons.joined(separator: ", "))\n" }
    if let compaction { text += compaction.summary(index: index) }
    return text
  }

  /// The report for programs.
  fileprivate func json(index: String) -> JSONValue {
    [
      "index": .string(index),
      "generation": .integer(Int64(clamping: generation)),
      "added_pages": .integer(Int64(addedPageCount)),
      "replaced_pages": .integer(Int64(replacedPageCount)),
      "removed_pages": .integer(Int64(removedPageCount)),
      "unchanged": .integer(Int64(unchangedCount)),
      "older": .integer(Int64(olderCount)),
      "irrelevant": .integer(Int64(irrelevantCount)),
      "passages": .integer(Int64(passageCount)),
      "left_out": .object(
        skipped.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
          .map { .init($0.key, .integer(Int64($0.value))) }),
      "faults": .array(faults.map { .string($0.finding) }),
      "recovered": .array(recovered.map { .string($0) }),
      "compaction_failure": compactionFailure.map { .string("\($0)") } ?? .null,
      "compaction": compaction.map { $0.json(index: index) } ?? .null,
    ]
  }
}
