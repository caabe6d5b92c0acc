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
      command is run again.
      """,
    operands: [inputs],
    flags: [
      output, dimensions, minutes, steps, seed, language, wiki, license, namespaces, threads,
      skipBadPages, json, Flag.quiet,
    ],
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
  "steps", optional: .integer("N", in: 1...100_000_000), fallback: "what the minutes allow",
  "How many steps to take, however long they last")

private let seed = Flag(
  "seed", .integer("N", in: 0...1_000_000_000), default: 1,
  "What all random choices follow from")

private let language = Flag(
  "language", optional: .language("TAG"), fallback: "what the input says",
  "The language of the articles, as a BCP 47 tag")

private let wiki = Flag(
  "wiki", optional: .wiki("NAME"), fallback: "what the input says",
  "The wiki's database name, such as enwiki")

private let license = Flag(
  "license", optional: .license("SPDX"), fallback: "the wiki's licence",
  "The licence of the articles, as an SPDX identifier")

private let namespaces = Flag(
  "namespaces", joined: .integers("N,...", in: 0...65_535), default: [0],
  "The namespaces to train on; 0 holds the articles")

private let threads = Flag(
  "threads", optional: .integer("N", in: 1...1_024), fallback: "one for each processor",
  "How many threads work; the table is the same for any number")

private let skipBadPages = Flag(
  "skip-bad-pages", "Leave out pages that cannot be read instead of stopping")

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
  let display = console.progress(isQuiet: arguments[Flag.quiet])
  let messages = console.messages
  let cancellation = Cancellation.fromSignals()
  let result: Result<EmbeddingTrainingReport, FootnoteError> = await cancellation.cancelling(
    whenSlow: {
      messages.warning(
        "still stopping", nextStep: "Ctrl-C again ends it at once, with what was learnt since.")
    },
    { checkpoint in
      do throws(FootnoteError) {
        return .success(
          try await trainer.train(files: files, output: path) { progress in
            checkpoint()
            display.update(ProgressSample(progress))
          })
      } catch {
        return .failure(error)
      }
    })
  display.finish()
  switch result {
  case .success(let report): return report
  case .failure where cancellation.isRequested:
    throw Failure(
      .interrupted,
      "interrupted. No table was written; run the same command again to go on from the last "
        + "checkpoint.")
  case .failure(let error): throw Failure(error)
  }
}

private func trainingOptions(_ arguments: Arguments) -> EmbeddingTrainingOptions {
  var options = EmbeddingTrainingOptions()
  options.dimensions = arguments[dimensions]
  options.duration = .seconds(60 * arguments[minutes])
  options.stepCount = arguments[steps]
  options.seed = UInt64(arguments[seed])
  options.reading.language = arguments[language]
  options.reading.wiki = arguments[wiki]
  options.reading.license = arguments[license]
  options.reading.namespaces = Set(arguments[namespaces].map { Int32($0) })
  options.reading.threads = arguments[threads]
  options.reading.skipsBadPages = arguments[skipBadPages]
  return options
}
