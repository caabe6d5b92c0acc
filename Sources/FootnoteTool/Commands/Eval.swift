import Footnote

extension Command {
  static let eval = Command(
    name: "eval",
    summary: "Measure how well an index answers questions whose answers are known",
    discussion: """
      Asks the index each question, 100 passages deep, and prints the share of questions with a hit
      among the first 1, 5, 10 and 100, the mean reciprocal rank and nDCG of the first 10, and the
      recall of the first 100, each with its 95 % confidence interval (bootstrap), and the time
      that a search takes on one thread. Of the first passages' confidence, where it is known, it
      prints the expected calibration error (over 15 bins of equal mass) and the area under the ROC
      curve, which is the chance that a right first passage has more confidence than a wrong one.

      With --aligned, FILE holds one JSON object a line with the members "qid", "question",
      "answers", "page_id", "char_start", "char_end" (characters of the article's text, which are
      Unicode code points), "answer_in_range" and "is_impossible". A hit is a passage of the page
      that overlaps the range and contains one of the answers: byte for byte, or else without
      regard to case and with each run of white space as one space. A question has one relevant
      item, and its first hit counts. Questions that are impossible or have no answer in range are
      left out.

      With --queries and --qrels, the files are in BEIR's layout: one JSON object a line with the
      members "_id" (or "id") and "text", and lines of query-id, corpus-id and score with tabs
      between, with a header or without; TREC's qrels of four columns are read too. A corpus-id is
      a page's number or a passage's wiki:page:revision:ordinal, and a score above 0 is relevant.
      Where pages are judged, pages are ranked by their best passage, and each counts once.
      Queries that were not judged, or for which nothing is relevant, are left out.

      With --compare, the two arguments are results that --json wrote. Their questions are paired
      by id, and each measure's difference is printed with its 95 % confidence interval and the
      p-value of a paired randomisation test; it is significant below .05.

      The flags that begin with --only, --since and --until narrow the searches as in query, and
      --mode and its kin choose between words and vectors. With --vector, FILE has a row for each
      question of the labels' file, those that are left out included.

      \(KeyFlags.meaning)

      Files may be compressed with bzip2, gzip or zstd; a single - is standard input.
      """,
    operands: [paths],
    flags: [aligned, queries, qrels, compare, language, runFile, RevocationFlags.ignore, json]
      + KeyFlags.all + VectorFlags.all + FilterFlags.all,
    examples: [
      Example(
        line: "footnote eval enwiki.index --aligned squad.jsonl.gz",
        meaning: "Measure with answers' places"),
      Example(
        line: "footnote eval my.index --queries q.jsonl --qrels q.tsv --json > a.json",
        meaning: "Measure with relevance judgements and keep the result"),
      Example(
        line: "footnote eval --compare a.json b.json",
        meaning: "See whether two results differ"),
    ],
    run: { arguments, console throws(Failure) in
      if arguments[compare] {
        let (first, second) = try results(arguments)
        let (one, other) = (try EvaluationResult(path: first), try EvaluationResult(path: second))
        let comparison = try EvaluationComparison(one, other)
        warnOfOtherLabels(one, other, console)
        try console.print(arguments[json] ? comparison.json.document : comparison.text)
      } else {
        let report = try evaluate(arguments, console)
        try console.print(arguments[json] ? report.json.document : report.text)
        if !report.hasFound { return .nothingFound }
      }
      return .done
    })
}

private let paths = Operand(
  all: .file("PATH"), isRequired: true,
  "The folder that 'footnote build' wrote; with --compare, two results")

private let aligned = Flag(
  "aligned", optional: .file("FILE"), "Questions with the places of their answers")

private let queries = Flag(
  "queries", optional: .file("FILE"), "Questions in BEIR's layout; needs --qrels")

private let qrels = Flag(
  "qrels", optional: .file("FILE"), "Relevance judgements in BEIR's layout; needs --queries")

private let compare = Flag("compare", "Compare two results, question by question")

private let language = Flag(
  "language", optional: .language("TAG"), fallback: "every language of the index",
  "The language of the questions, as a BCP 47 tag",
  "In an index of several languages, candidates are then found by how rare words are among its "
    + "passages alone, unless most of the passages are in it.")

private let runFile = Flag(
  "run", optional: .file("FILE"), "Write what was found to FILE, for trec_eval and the like",
  "It must not exist yet. Holds identifiers and scores only.")

private let json = Flag("json", "Write JSON, with every question's measures")

private func evaluate(
  _ arguments: Arguments, _ console: Console
) throws(Failure) -> EvaluationReport {
  guard arguments[paths].count == 1 else {
    throw contradiction("eval measures one INDEX; two results need --compare")
  }
  let labels = try labels(arguments)
  let index = try OpenedIndex(arguments[paths][0], arguments, for: .eval, console).index
  try VectorFlags.check(arguments, of: index, for: .eval, console.messages)
  try FilterFlags.warn(ofLanguage: arguments[language], in: index, console.messages)
  var options = SearchOptions(
    count: EvaluationReport.depth, languages: arguments[language].map { [$0] },
    filter: FilterFlags.filter(arguments),
    accuracy: FilterFlags.accuracy(arguments))
  VectorFlags.apply(arguments, to: &options)
  let vectors = try VectorFlags.vectors(arguments)
  if let vectors, vectors.count != labels.lineCount {
    throw VectorFlags.countFailure(expected: labels.lineCount, found: vectors.count)
  }
  try warnOfAbsentPages(labels, index, console)
  try warnOfAbsentPassages(labels, index, console)
  _ = try FilterFlags.leavePassages(options.filter, of: index, console.messages)
  for question in labels.questions {
    console.messages.warnOfLength(question.text, at: question.place)
  }
  return try EvaluationReport(
    of: index, labels: labels, options: options, vectors: vectors, runPath: arguments[runFile],
    cancellation: .fromSignals())
}

/// Says where two results are of labels of other names: the same ids may ask for other answers.
private func warnOfOtherLabels(
  _ one: EvaluationResult, _ other: EvaluationResult, _ console: Console
) {
  guard one.labels != other.labels, !one.labels.isEmpty, !other.labels.isEmpty else { return }
  console.messages.warning(
    "\(one.path) is of the labels \(one.labels.joined(separator: ", ").harmlessLine), "
      + "\(other.path) of \(other.labels.joined(separator: ", ").harmlessLine)",
    nextStep: "Differences mean something only where the labels are the same.")
}

/// Says how many of the labels' pages the index lacks: questions about them cannot be answered.
private func warnOfAbsentPages(
  _ labels: LabelSet, _ index: Index, _ console: Console
) throws(Failure) {
  let pages = labels.pages
  let absent: [UnknownFilterValue]
  do throws(FootnoteError) {
    absent = try index.unknownValues(of: SearchFilter(pages: pages))
  } catch {
    throw Failure(error)
  }
  guard let first = absent.first else { return }
  console.messages.warning(
    "\(absent.count) of \(pages.count) pages with answers are not in \(index.path), "
      + "such as \(first.value)",
    nextStep: "Questions about them count as missed; check that the labels are of this index.")
}

/// Says how many of the judged passages the index lacks: newer revisions have others instead.
private func warnOfAbsentPassages(
  _ labels: LabelSet, _ index: Index, _ console: Console
) throws(Failure) {
  let passages = labels.relevantPassages
  var absent: [PassageKey] = []
  do throws(FootnoteError) {
    for key in passages where try !index.holds(key) { absent.append(key) }
  } catch {
    throw Failure(error)
  }
  guard let first = absent.first else { return }
  console.messages.warning(
    "\(absent.count) of \(passages.count) relevant passages are not in \(index.path), "
      + "such as \(first)",
    nextStep: "They count as missed. Labels of passages are of one revision of each page; those of "
      + "pages outlast it.")
}

/// Reads the labels, after the flags that name them were checked.
private func labels(_ arguments: Arguments) throws(Failure) -> LabelSet {
  let labels: LabelSet
  switch (arguments[aligned], arguments[queries], arguments[qrels]) {
  case (let file?, nil, nil):
    labels = try LabelSet(aligned: file)
  case (nil, let queries?, let qrels?):
    guard queries != "-" || qrels != "-" else {
      throw contradiction("standard input cannot be --queries and --qrels at once")
    }
    labels = try LabelSet(queries: queries, qrels: qrels)
  case (.some, _, _):
    throw contradiction("--aligned stands without --queries and --qrels")
  case (nil, _, _):
    throw contradiction("eval needs --aligned FILE, or both --queries FILE and --qrels FILE")
  }
  if labels.questions.isEmpty {
    throw Failure(
      .nothingFound,
      "\(labels.files.joined(separator: ", ")): no question to evaluate\(labels.leftOutNote)",
      nextStep: "Check that the labels belong together and have answers.")
  }
  if arguments[runFile] != nil {
    for question in labels.questions {
      try TRECRun.checkQuery(question.id, at: question.place, otherwise: "leave out --run")
    }
  }
  return labels
}

private func results(_ arguments: Arguments) throws(Failure) -> (String, String) {
  let isAlone =
    !arguments.isGiven(aligned) && !arguments.isGiven(queries) && !arguments.isGiven(qrels)
    && !arguments.isGiven(language) && !arguments.isGiven(runFile)
    && !VectorFlags.areGiven(arguments) && !KeyFlags.areGiven(arguments)
    && !arguments.isGiven(RevocationFlags.ignore)
    && FilterFlags.all.allSatisfy { arguments.flagTexts[$0.about.name] == nil }
  guard isAlone else { throw contradiction("--compare goes with --json alone") }
  let files = arguments[paths]
  guard files.count == 2 else { throw contradiction("--compare needs two results") }
  guard files != ["-", "-"] else {
    throw contradiction("standard input cannot be both results")
  }
  return (files[0], files[1])
}

private func contradiction(_ message: String) -> Failure {
  Failure(UsageError.contradiction(message: message, command: Command.eval.name))
}
