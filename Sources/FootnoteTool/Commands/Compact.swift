import Footnote
import JSON

extension Command {
  static let compact = Command(
    name: "compact",
    summary: "Merge an index's segments and remove old generations",
    discussion: """
      Merges the segments of INDEX for which it is time, or all with --all, without what is dead in
      them, and removes all but the newest generations. Answers by words are the same before and
      after, and an index of one segment has the same as a fresh build of its revisions; codes of
      vectors are made anew. A generation that somebody reads is never removed. Searches go on
      meanwhile.

      What a merge needs on disk is said before it begins; --dry-run says that and does nothing.

      With --purge, removes the bytes of all that the list in place revokes (see 'footnote revoke'):
      where a segment has any, all are merged without it, and every older generation is removed. A
      signed statement of what was removed is left in INDEX. Where somebody reads an older
      generation, its bytes are left, the exit status is 1, and the next --purge goes on.
      """,
    operands: [index],
    flags: [mergeAll, GenerationFlags.kept, purge, key, ReadingFlags.threads, dryRun, json]
      + [Flag.quiet] + ResourceFlags.all + EmbeddingFlags.brought,
    examples: [
      Example(line: "footnote compact enwiki.index", meaning: "Tidy up where that is due"),
      Example(
        line: "footnote compact enwiki.index --all --keep 1",
        meaning: "One segment and one generation, as small as can be"),
    ],
    run: { arguments, console throws(Failure) in try await runCompact(arguments, console) })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let mergeAll = Flag("all", "Merge all segments into one")

private let purge = Flag("purge", "Remove the bytes of what is revoked, for good; needs --key")

private let key = Flag(
  "key", joined: .list(of: .file("KEY")), default: [],
  "The file of a secret key to sign the statement of a purge with",
  "As 'footnote keygen' writes it. May be given several times.")

private let dryRun = Flag("dry-run", "Say what would be merged, and do nothing")

private let json = Flag("json", "Write the closing report as JSON")

private func runCompact(
  _ arguments: Arguments, _ console: Console
) async throws(Failure) -> ExitStatus {
  var options = CompactionOptions(
    mergesAll: arguments[mergeAll], keptGenerationCount: arguments[GenerationFlags.kept],
    threads: arguments[ReadingFlags.threads])
  options.limits = ResourceFlags.limits(arguments)
  options.vectors = try EmbeddingFlags.broughtVectors(arguments, command: Command.compact.name)
  let path = arguments[index]
  let compactor = IndexCompactor(options: options)
  guard arguments[purge] == !arguments[key].isEmpty else {
    throw Failure(
      UsageError.contradiction(
        message: "--purge and --key KEY go together", command: Command.compact.name))
  }
  if arguments[purge] { return try await runPurge(compactor, arguments, console) }
  let plan: CompactionPlan
  do throws(FootnoteError) {
    plan = try compactor.plan(index: path)
  } catch {
    throw Failure(error)
  }
  if arguments[dryRun] {
    try console.print(
      arguments[json] ? plan.json.document : "\(path): \(plan.sentence(tense: "would be"))\n")
    return .done
  }
  if !arguments[Flag.quiet], !arguments[json], plan.mergedSegmentCount > 0 {
    console.messages.text("\(path): \(plan.sentence(tense: "are"))\n")
  }
  let report = try await console.cancellable(
    isQuiet: arguments[Flag.quiet],
    leftBehind: "what is then left behind, the next update or compaction removes."
  ) { (progress) throws(FootnoteError) in
    try await compactor.compact(index: path) { progress(ProgressSample($0)) }
  }
  console.messages.warn(recovered: report.recovered, in: path)
  console.messages.warn(collectionFailure: report.collectionFailure, in: path)
  if arguments[json] {
    try console.print(report.json(index: path).document)
  } else if !arguments[Flag.quiet] {
    try console.print(report.summary(index: path))
  }
  return .done
}

private func runPurge(
  _ compactor: IndexCompactor, _ arguments: Arguments, _ console: Console
) async throws(Failure) -> ExitStatus {
  guard !arguments[dryRun], !arguments[mergeAll], !arguments.isGiven(GenerationFlags.kept) else {
    throw Failure(
      UsageError.contradiction(
        message: "--purge merges all and keeps one generation; it excludes --all, --keep and "
          + "--dry-run", command: Command.compact.name))
  }
  var keys: [SigningKey] = []
  for path in arguments[key] { keys.append(try KeyFlags.secretKey(path)) }
  let (path, signers) = (arguments[index], keys)
  let report = try await console.cancellable(
    isQuiet: arguments[Flag.quiet],
    leftBehind: "what is then left behind, the next purge removes."
  ) { (progress) throws(FootnoteError) in
    try await compactor.purge(index: path, signedBy: signers, now: OperatingSystem.now()) {
      progress(ProgressSample($0))
    }
  }
  if arguments[json] {
    try console.print(report.json(index: path).document)
  } else if !arguments[Flag.quiet] {
    try console.print(report.summary(index: path))
  }
  if report.hasBytesLeft {
    let held = report.heldGenerations.map { "\($0)" }.joined(separator: ", ")
    console.messages.warning(
      "\(path): bytes of what is revoked are left, since somebody reads generation \(held)",
      nextStep: "Purge again when it is no longer read.")
  }
  return report.hasBytesLeft ? .nothingFound : .done
}

extension PurgeReport {
  /// The report for people, with a line feed at its end.
  fileprivate func summary(index: String) -> String {
    guard let statement, let statementName else {
      return hasBytesLeft
        ? "\(index): nothing could be removed yet\n"
        : "\(index): nothing of what is revoked was on disk\n"
    }
    let passages = HumanFigures.counted(statement.passageCount, "passage", "passages")
    let pages = HumanFigures.counted(statement.pageCount, "page", "pages")
    return "\(index): removed \(passages) of \(pages), generation \(statement.generation)\n"
      + "The statement of it is \(index)/\(statementName)\n"
  }

  /// The report for programs.
  fileprivate func json(index: String) -> JSONValue {
    func count(_ value: Int?) -> JSONValue { .integer(Int64(value ?? 0)) }
    return [
      "index": .string(index),
      "statement": statementName.map { .string($0) } ?? .null,
      "generation": statement.map { .integer(Int64(clamping: $0.generation)) } ?? .null,
      "removed_pages": count(statement?.pageCount),
      "removed_revisions": count(statement?.revisionCount),
      "removed_passages": count(statement?.passageCount),
      "held_generations": .array(heldGenerations.map { .integer(Int64(clamping: $0)) }),
      "has_bytes_left": .bool(hasBytesLeft),
    ]
  }
}

extension CompactionPlan {
  /// What will be done, without a full stop.
  fileprivate func sentence(tense verb: String) -> String {
    guard mergedSegmentCount > 0 else { return "nothing is due to be merged" }
    let dead = HumanFigures.grouped(deadPassageCount)
    return "\(mergedSegmentCount) of \(segmentCount) segments \(verb) merged into one, with "
      + "\(HumanFigures.grouped(passageCount)) passages and without \(dead) dead ones; that takes "
      + "\(HumanFigures.byteCount(Double(extraByteCount))) more on disk meanwhile"
  }

  /// The plan for programs.
  fileprivate var json: JSONValue {
    [
      "merged_segments": .integer(Int64(mergedSegmentCount)),
      "segments": .integer(Int64(segmentCount)),
      "remaining_segments": .integer(Int64(remainingSegmentCount)),
      "passages": .integer(Int64(passageCount)),
      "dead_passages": .integer(Int64(deadPassageCount)),
      "extra_bytes": .integer(Int64(clamping: extraByteCount)),
    ]
  }
}

extension CompactionReport {
  /// The report for people, with a line feed at its end.
  func summary(index: String) -> String {
    var text = "\(index): "
    if plan.mergedSegmentCount > 0 {
      text += "merged \(plan.mergedSegmentCount) segments, generation \(generation), "
      text += "\(HumanFigures.byteCount(Double(byteCountBefore))) became "
      text += "\(HumanFigures.byteCount(Double(byteCountAfter)))\n"
    } else {
      text += "nothing was due to be merged\n"
    }
    if !removedGenerations.isEmpty {
      let count = HumanFigures.counted(
        removedGenerations.count, "old generation", "old generations")
      text += "Removed \(count)\n"
    }
    if !heldGenerations.isEmpty {
      let held = heldGenerations.map { "\($0)" }.joined(separator: ", ")
      text += "Kept, since somebody reads it: generation \(held)\n"
    }
    return text
  }

  /// The report for programs.
  func json(index: String) -> JSONValue {
    [
      "index": .string(index),
      "generation": .integer(Int64(clamping: generation)),
      "plan": plan.json,
      "bytes_before": .integer(Int64(clamping: byteCountBefore)),
      "bytes_after": .integer(Int64(clamping: byteCountAfter)),
      "removed_generations": .array(
        removedGenerations.map { .integer(Int64(clamping: $0)) }),
      "held_generations": .array(heldGenerations.map { .integer(Int64(clamping: $0)) }),
      "recovered": .array(recovered.map { .string($0) }),
      "collection_failure": collectionFailure.map { .string("\($0)") } ?? .null,
    ]
  }
}

extension Messages {
  /// Says that old generations could not be removed after a merge.
  func warn(collectionFailure: FootnoteError?, in path: String) {
    guard let collectionFailure else { return }
    warning(
      "\(path): the segments are merged, but old generations could not be removed: "
        + "\(collectionFailure)", nextStep: "The next compaction removes them.")
  }
}
