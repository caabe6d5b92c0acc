import Footnote
import JSON

extension Command {
  static let train = Command(
    name: "train",
    summary: "Train an embedding table on articles, without labels or downloads",
    discussion: """
      Reads every INPUT as build does, and learns from the text alone which words stand for each
      other: words of a sentence are to find the passage that they were taken from. The result is a
      table for build --embedding, named by its digest.

      Training goes on for the given minutes, or takes the given number of steps: the same inputs,
      options and steps give the same table on one machine. While it works, TABLE.checkpoint holds
      what was learnt so far. A training that was interrupted goes on from there when the same
      command is run again, to the end that was planned when it began; the checkpoint of other
      inputs, dimensions, steps or another seed is refused, and stays.
      """,
    operands: [inputs],
    flags: [output, dimensions, minutes, steps, seed, json, Flag.quiet] + ReadingFlags.all,
    examples: [
      Example(
        line: "footnote train enwiki-latest-pages-articles.xml.bz2 -o enwiki.embedding",
        meaning: "Train for five minutes"),
      Example(
        line: "footnote train articles.jsonl -o small.embedding --dimensions 64 --steps 500",
        meaning: "Train a small table that can be made again"),
    ],
    run: { arguments, console throws(Failure) in try await runTrain(arguments, console) })
}

private let inputs = Operand(
  all: .file("INPUT"), isRequired: true, "A dump or a file of articles; - is standard input")

private let output = Flag(
  "output", short: "o", required: .file("TABLE"), "The file to write the table into",
  "It must not exist yet.")

private let dimensions = Flag(
  "dimensions", .integer("N", in: 16...1_024), default: 256,
  "Dimensions of the vectors, a multiple of 16")

private let minutes = Flag(
  "minutes", .integer("N", in: 1...10_000), default: 5, "How long to train, about")

private let steps = Flag(
  "steps", optional: .integer("N", in: 50...100_000_000), fallback: "what the minutes allow",
  "How many steps to take, 50 or more, however long they last")

private let seed = Flag(
  "seed", .integer("N", in: 0...1_000_000_000), default: 1,
  "What all random choices follow from")

private let json = Flag("json", "Write the closing report as JSON")

private func runTrain(
  _ arguments: Arguments, _ console: Console
) async throws(Failure) -> ExitStatus {
  if EmbeddingTableTrainer.matrixLibrary == nil {
    console.messages.warning(
      "only the reference BLAS is here, with which training takes some ten times as long",
      nextStep: "Install an optimised one; on Debian: apt-get install libopenblas-dev")
  }
  let start = OperatingSystem.monotonicSeconds()
  let report = try await train(arguments, console)
  if arguments[json] {
    try console.print(report.json(output: arguments[output]).document)
  } else if !arguments[Flag.quiet] {
    let seconds = OperatingSystem.monotonicSeconds() - start
    try console.print(report.summary(output: arguments[output], seconds: seconds))
  }
  return .done
}

private func train(
  _ arguments: Arguments, _ console: Console
) async throws(Failure) -> EmbeddingTrainingReport {
  let trainer = EmbeddingTableTrainer(options: trainingOptions(arguments))
  let files = arguments[inputs]
  let path = arguments[output]
  return try await console.cancellable(
    isQuiet: arguments[Flag.quiet], leftBehind: "with what was learnt since.",
    cancelled: Failure(
      .interrupted,
      "interrupted. No table was written; run the same command again to go on from the last "
        + "checkpoint.")
  ) { (progress) throws(FootnoteError) in
    try await trainer.train(files: files, output: path) { progress(ProgressSample($0)) }
  }
}

private func trainingOptions(_ arguments: Arguments) -> EmbeddingTrainingOptions {
  var options = EmbeddingTrainingOptions()
  options.dimensions = arguments[dimensions]
  options.duration = .seconds(60 * arguments[minutes])
  options.stepCount = arguments[steps]
  options.seed = UInt64(arguments[seed])
  ReadingFlags.apply(arguments, to: &options.reading)
  return options
}
