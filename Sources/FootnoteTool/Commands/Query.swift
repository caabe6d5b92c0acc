import Footnote
import Storage

extension Command {
  static let query = Command(
    name: "query",
    summary: "Find the passages that answer a question, with their attribution",
    discussion: """
      Finds the passages of INDEX that fit the question best. The words of the question may stand
      in one argument or in several. Each passage is shown with its title and section, the
      permalink to its revision, its licence, its credit line and what was changed; these must
      stay with the text wherever it goes.

      Each passage has a confidence: the probability that it answers, calibrated for questions of
      which every other one has no answer in the index. With --min-confidence, passages below P
      are left out. Where none is left, that is said plainly, and the exit status is that of a
      question without result.

      In the mode sparse, passages are found by the words of the question; in the mode dense by the
      likeness of vectors; in the mode hybrid by both, and ranked by both. An index has vectors
      where it was built with --embedding or --vectors. Of vectors that were made elsewhere, the
      question's own must be given with --vector.

      With --explain, each passage also says what its score is made of: the features that are
      known of it with their weights, and the question's words that the first stage found, with
      the title, section or text where they stand.

      With --pack, the passages are put together in a document of at most N characters for a
      language model, with the attribution of each: what they share is said once, and each keeps
      its own link. Passages that do not fit are left out whole, and later ones may still fit.

      With --batch, answers many questions: FILE holds one JSON object a line with the members
      "id" and "text". The answers are in the order of the questions.

      The flags that begin with --only, --since and --until narrow what may be found: the answers
      are the best of the passages that have what all of these flags ask for. A flag with several
      values asks for any of them.

      \(KeyFlags.meaning)
      """,
    operands: [index, question],
    flags: [
      count, format, language, minConfidence, explain, refuseHiddenText, pack, receiptFile, batch,
    ]
      + GenerationFlags.all + KeyFlags.all + [RevocationFlags.ignore] + VectorFlags.all
      + FilterFlags.all + AuditFlags.all + PolicyFlags.searching,
    examples: [
      Example(
        line: "footnote query enwiki.index \"who called himself an anarchist first?\"",
        meaning: "Ask a question"),
      Example(
        line: "footnote query enwiki.index -k 3 --format markdown origin of the word atlas",
        meaning: "The three best passages, in Markdown"),
      Example(
        line: "footnote query enwiki.index --min-confidence 0.5 who won the 2031 cup",
        meaning: "Rather no answer than a wrong one"),
      Example(
        line: "footnote query enwiki.index -k 1 --explain who painted the Sistine Chapel",
        meaning: "See why a passage is the best one"),
      Example(
        line: "footnote query enwiki.index --batch questions.jsonl -k 100 --format trec",
        meaning: "A run for trec_eval and the like"),
      Example(
        line: "footnote query enwiki.index --key index.key.pub who was Ada Lovelace",
        meaning: "Use nothing but what was signed"),
    ],
    run: { arguments, console throws(Failure) in try runQuery(arguments, console) })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let question = Operand(
  all: .text("QUESTION"), isRequired: false,
  "The question's words, 65536 bytes at most; none with --batch")

private let count = Flag(
  "count", short: "k", .integer("N", in: 1...10_000), default: 5,
  "How many passages to show for a question",
  "At most 10000. The best 64 by words are looked at closely, the others follow. In the mode "
    + "hybrid 200 are, or N where it is more, so that the order may be another.")

private let format = Flag(
  "format", ValueType<QueryFormat>.choice("FORMAT"), default: .text,
  "How to write the passages",
  "jsonl and trec are for --batch, jsonl its default; trec holds identifiers and scores only.")

private let language = Flag(
  "language", optional: .language("TAG"), fallback: "every language of the index",
  "The language of the question, as a BCP 47 tag",
  "In an index of several languages, candidates are then found by how rare words are among its "
    + "passages alone, unless most of the passages are in it.")

private let minConfidence = Flag(
  "min-confidence", optional: .probability("P"), fallback: "every passage is shown",
  "Leave out passages that answer with a probability below P",
  "Where none is left, the index does not seem to answer the question.")

private let explain = Flag(
  "explain", "Show what each score is made of",
  "For text, json and jsonl. Holds the question's words alone, none of the passage.")

private let refuseHiddenText = Flag(
  "refuse-hidden-text", "Leave out passages with characters that nobody sees",
  "Such as tag characters and bidirectional overrides, which can hide instructions to language "
    + "models. Without it such passages are shown and flagged.")

private let receiptFile = Flag(
  "receipt", optional: .file("FILE"), "Write the proof that the index published the passages",
  "The generation must be signed ('footnote sign'). FILE is made anew; 'footnote receipt' checks "
    + "it without the index.")

private let pack = Flag(
  "pack", optional: .integer("N", in: 1...Int(Article.identifierLimit)),
  "Put passages and their attribution into a document of at most N characters",
  "For text, markdown and json. Characters are Unicode code points, and all of the document "
    + "counts. The best \(packedCandidateCount) passages are tried, or as many as --count says.")

/// Passages that are tried for a document.
private let packedCandidateCount = 50

private let batch = Flag(
  "batch", optional: .file("FILE"), "Answer the questions of FILE; - is standard input")

/// How passages are written.
enum QueryFormat: String, Choice {
  case text, markdown, html, json, jsonl, trec

  var summary: String {
    switch self {
    case .text: "For reading in a terminal"
    case .markdown: "Markdown"
    case .html: "HTML"
    case .json: "One JSON document"
    case .jsonl: "One JSON object a question"
    case .trec: "One ranked passage a line, for trec_eval"
    }
  }

  /// The format has room for explanations.
  var canExplain: Bool { self == .text || self == .json || self == .jsonl }

  /// The format is for ``batch``.
  var isForBatches: Bool { self == .jsonl || self == .trec }
}

private func runQuery(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let words = arguments[question]
  var options = SearchOptions(
    count: arguments[pack] != nil && !arguments.isGiven(count)
      ? packedCandidateCount : arguments[count],
    languages: arguments[language].map { [$0] },
    filter: FilterFlags.filter(arguments), accuracy: FilterFlags.accuracy(arguments),
    explains: arguments[explain], refusesHiddenText: arguments[refuseHiddenText])
  VectorFlags.apply(arguments, to: &options)
  let vectors = try VectorFlags.vectors(arguments)
  if let file = arguments[batch] {
    return try answerBatch(of: file, options, vectors, arguments, console)
  }
  guard !words.isEmpty else { throw contradiction("query needs QUESTION..., or --batch FILE") }
  guard !arguments[format].isForBatches else {
    throw contradiction("--format \(arguments[format].rawValue) needs --batch FILE")
  }
  try checkExplanation(arguments, arguments[format])
  let packing = try packOptions(arguments)
  if let vectors {
    guard vectors.count == 1 else {
      throw VectorFlags.countFailure(expected: 1, found: vectors.count)
    }
    options = try vectors.options(options, at: 0)
  }
  let text = words.joined(separator: " ")
  let index = try open(&options, arguments, console)
  console.messages.warnOfLength(text, at: "QUESTION")
  let hasPassages = try FilterFlags.leavePassages(options.filter, of: index, console.messages)
  let answer = try Answer(
    to: text, from: index, options, minConfidence: arguments[minConfidence])
  let packed = packing.map { PackedContext(answer.passages, options: $0) }
  let shown = packed?.passages(of: answer) ?? answer.passages
  try answer.record(serving: shown)
  // First, since an answer without the proof that was asked for is none.
  if let file = arguments[receiptFile] {
    if shown.isEmpty {
      console.messages.warning(
        "\(file): no receipt was written, since no passage is shown",
        nextStep: "What may be there is of another answer.")
    } else {
      try write(receiptFor: shown, of: index, to: file)
    }
  }
  if let packed, let packing {
    try packed.write(answer, budget: packing.budget, to: console)
  } else {
    try QueryOutput(question: text, answer: answer).write(arguments[format], to: console)
  }
  if answer.passages.isEmpty || answer.refusedHiddenTextCount ?? 0 > 0 {
    console.messages.tell(of: answer, from: index, options, hasPassages: hasPassages)
  }
  return shown.isEmpty ? .nothingFound : .done
}

private func answerBatch(
  of file: String, _ options: SearchOptions, _ vectors: QuestionVectors?, _ arguments: Arguments,
  _ console: Console
) throws(Failure) -> ExitStatus {
  let batchFormat = arguments.isGiven(format) ? arguments[format] : .jsonl
  guard arguments[question].isEmpty else {
    throw contradiction("with --batch, questions come from FILE alone")
  }
  guard arguments[pack] == nil else {
    throw contradiction("--pack is for one question, not for --batch")
  }
  guard arguments[receiptFile] == nil else {
    throw contradiction("--receipt is for one question, not for --batch")
  }
  try checkExplanation(arguments, batchFormat)
  guard batchFormat.isForBatches else {
    throw contradiction(
      "--format \(batchFormat.rawValue) is for one question; --batch has jsonl and trec")
  }
  var options = options
  let index = try open(&options, arguments, console)
  _ = try FilterFlags.leavePassages(options.filter, of: index, console.messages)
  return try QueryBatch(
    index: index, options: options, vectors: vectors, minConfidence: arguments[minConfidence],
    format: batchFormat
  ).answer(questionsOf: file, console)
}

/// Opens the index, and adds where the search is logged and the policy that narrows it.
private func open(
  _ options: inout SearchOptions, _ arguments: Arguments, _ console: Console
) throws(Failure) -> Index {
  let opened = try OpenedIndex(arguments[index], arguments, for: .query, console)
  try VectorFlags.check(
    arguments, of: opened.index, for: .query,
    needsConfidence: arguments[minConfidence] != nil, console.messages)
  try FilterFlags.warn(ofLanguage: arguments[language], in: opened.index, console.messages)
  options.audit = try AuditFlags.audit(arguments, command: .query)
  try PolicyFlags.apply(arguments, to: &options, of: opened, console)
  return opened.index
}

private func write(
  receiptFor passages: [AttributedPassage], of index: Index, to file: String
) throws(Failure) {
  do throws(FootnoteError) {
    let receipt = try index.receipt(for: passages)
    do throws(StorageError) {
      try Folder.replaceNamedFile(file, with: receipt.encoded)
    } catch {
      throw FootnoteError.storage(error)
    }
  } catch {
    throw Failure(error)
  }
}

private func checkExplanation(
  _ arguments: Arguments, _ format: QueryFormat
) throws(Failure) {
  guard !arguments[explain] || format.canExplain else {
    throw contradiction("--explain has no place in --format \(format.rawValue)")
  }
}

private func packOptions(_ arguments: Arguments) throws(Failure) -> PackOptions? {
  guard let budget = arguments[pack] else { return nil }
  guard let form = PackOptions.Format(rawValue: arguments[format].rawValue) else {
    throw contradiction("--pack has no form in --format \(arguments[format].rawValue)")
  }
  guard !arguments[explain] else { throw contradiction("--explain has no place in --pack") }
  return PackOptions(budget: budget, format: form)
}

private func contradiction(_ message: String) -> Failure {
  Failure(UsageError.contradiction(message: message, command: Command.query.name))
}

extension Messages {
  /// Says what was refused, and why there is nothing where there is nothing.
  fileprivate func tell(
    of answer: Answer, from index: Index, _ options: SearchOptions, hasPassages: Bool
  ) {
    if let refused = answer.refusedHiddenTextCount, refused > 0 {
      warning(
        "\(index.path): \(HumanFigures.counted(refused, "passage", "passages")) with hidden text "
          + "left out",
        nextStep: "They are shown, and flagged, without --refuse-hidden-text.")
    }
    if answer.abstains {
      warning(
        "\(index.path): the index does not seem to answer this question: \(answer.abstention)",
        nextStep: "Ask in other words, or with a lower --min-confidence.")
    } else if hasPassages, answer.passages.isEmpty, answer.refusedHiddenTextCount ?? 0 == 0 {
      let isNarrowed = !options.filter.passesAll || options.policy != nil
      let which = isNarrowed ? "no passage that passes the filter" : "no passage"
      warning(
        "\(index.path): \(which) has a word of the question", nextStep: "Try other words.")
    }
  }

  /// Says so when a question is so long that not all of it counts.
  func warnOfLength(_ question: String, at place: String) {
    let limit = SearchOptions.questionByteLimit
    guard question.utf8.count > limit else { return }
    warning(
      "\(place): expected at most \(limit) bytes, found \(question.utf8.count)",
      nextStep: "The first \(limit) are the question; the rest is passed over.")
  }
}
