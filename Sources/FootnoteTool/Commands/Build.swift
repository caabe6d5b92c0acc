import Footnote

extension Command {
  static let build = Command(
    name: "build",
    summary: "Make an index from Wikipedia dumps or article files",
    discussion: """
      Reads every INPUT, cuts its articles into passages, and writes an index into a new folder.
      An INPUT is a dump in MediaWiki's export format (XML), plain or compressed with bzip2, gzip
      or zstd, or articles as JSON Lines; a single - is standard input. Redirects are left out,
      and of several revisions of a page the newest is kept.

      With --embedding or --vectors, passages get vectors too, and questions can be answered by the
      likeness of vectors (see the modes of 'footnote query'). Vectors of your own model: build
      without, 'footnote export' the passages, embed them, and build again from the same inputs.

      The same inputs and options give the same index, byte for byte, whatever the number of
      threads. A build that fails or is interrupted leaves nothing behind.
      """,
    operands: [inputs],
    flags: [
      output, passageTarget, passageLimit, passageOverlap, dryRun, json, Flag.quiet,
    ] + ReadingFlags.all + ResourceFlags.all + EmbeddingFlags.all + [exclusion, PolicyFlags.policy]
      + KeyFlags.signers,
    examples: [
      Example(
        line: "footnote build enwiki-latest-pages-articles.xml.bz2 -o enwiki.index",
        meaning: "Index a dump"),
      Example(
        line: "bzcat dump.bz2 | footnote build - -o my.index --wiki dewiki --language de",
        meaning: "Index what another program unpacks"),
      Example(
        line: "footnote build dump.xml.bz2 -o my.index --embedding my.table",
        meaning: "Search by words and by vectors"),
      Example(
        line: "footnote build a.jsonl -o i --vectors v.jsonl --model m --model-version 2",
        meaning: "Bring vectors of another model"),
      Example(
        line: "footnote build articles.jsonl -o my.index --dry-run",
        meaning: "See what an input holds without writing anything"),
    ],
    run: { arguments, console throws(Failure) in try await runBuild(arguments, console) })
}

private let inputs = Operand(
  all: .file("INPUT"), isRequired: true, "A dump or a file of articles; - is standard input")

private let output = Flag(
  "output", short: "o", required: .folder("INDEX"), "The folder to write the index into",
  "It must not exist yet.")

private let passageTarget = Flag(
  "passage-target", .integer("N", in: 40...100_000), default: 550,
  "Characters that a passage aims at")

private let passageLimit = Flag(
  "passage-limit", .integer("N", in: 40...100_000), default: 1_200,
  "Characters that no passage goes over")

private let passageOverlap = Flag(
  "passage-overlap", .integer("N", in: 0...100_000), default: 0,
  "Characters at a passage's start that may repeat the end of the one before")

private let exclusion = Flag(
  "exclude", optional: .file("LIST"), fallback: "nothing is left out",
  "Leave out the pages, revisions and editors that a signed list removes",
  "As 'footnote revocations' makes it; needs --key. The index then has the list in place.")

private let dryRun = Flag(
  "dry-run", "Read and cut everything, but write nothing",
  "Files of vectors are read, too, but not whether every passage has one.")

private let json = Flag("json", "Write the closing report as JSON")

private func runBuild(
  _ arguments: Arguments, _ console: Console
) async throws(Failure) -> ExitStatus {
  let isQuiet = arguments[Flag.quiet]
  let start = OperatingSystem.monotonicSeconds()
  let report = try await build(arguments, console)
  for fault in report.faults { console.messages.warning("left out: \(fault.finding)") }
  if arguments[json] {
    try console.print(report.json(output: arguments[output]).document)
  } else if !isQuiet {
    let seconds = OperatingSystem.monotonicSeconds() - start
    try console.print(report.summary(output: arguments[output], seconds: seconds))
  }
  return .done
}

private func build(
  _ arguments: Arguments, _ console: Console
) async throws(Failure) -> BuildReport {
  let builder = IndexBuilder(options: try buildOptions(arguments))
  let files = arguments[inputs]
  let path = arguments[output]
  return try await console.cancellable(
    isQuiet: arguments[Flag.quiet], leftBehind: "\(path).building-… is then left behind."
  ) { (progress) throws(FootnoteError) in
    try await builder.build(files: files, output: path) { progress(ProgressSample($0)) }
  }
}

private func buildOptions(_ arguments: Arguments) throws(Failure) -> BuildOptions {
  var options = BuildOptions()
  ReadingFlags.apply(arguments, to: &options)
  options.limits = ResourceFlags.limits(arguments)
  options.passageTarget = arguments[passageTarget]
  options.passageLimit = arguments[passageLimit]
  options.passageOverlap = arguments[passageOverlap]
  options.embedding = try EmbeddingFlags.source(arguments)
  options.isDryRun = arguments[dryRun]
  options.policy = try PolicyFlags.read(arguments)
  if let list = arguments[exclusion] {
    options.exclusions = try RevocationFlags.verified(
      list, arguments, needing: Command.build.name)
  } else if arguments.isGiven(KeyFlags.trusted) {
    throw Failure(
      UsageError.contradiction(
        message: "--key is for --exclude LIST", command: Command.build.name))
  }
  return options
}
