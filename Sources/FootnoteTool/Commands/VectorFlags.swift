import Footnote

/// The flags that say whether words or vectors find passages; `query` and `eval` share them.
enum VectorFlags {
  static let all: [any FlagDefinition] = [mode, fusion, recall, vector]

  private static let mode = Flag(
    "mode", optional: ValueType<SearchMode>.choice("MODE"),
    fallback: "hybrid with vectors of a table or model, else sparse",
    "Find passages by words, by vectors, or by both",
    "A confidence is known of the modes sparse and hybrid.")

  private static let fusion = Flag(
    "fusion", ValueType<FusionMethod>.choice("METHOD"), default: .weightedSum,
    "How words and vectors become one score, in the mode hybrid",
    "Sums of reciprocal ranks have no confidence.")

  private static let recall = Flag(
    "recall", .share("SHARE"), default: 0.99,
    "The share of the nearest vectors to find; less is faster, 1 looks at all of them",
    "Vectors are compared by their codes of eight bits, which find some .995 of the nearest.")

  private static let vector = Flag(
    "vector", optional: .file("FILE"),
    "The question as a vector, for an index whose vectors were made elsewhere",
    ".npy, .fvecs, .jsonl or .json; by the model that made the index's vectors. With several "
      + "questions, FILE has a row for each of them, in their order.")

  /// Puts what the arguments ask for into the options.
  static func apply(_ arguments: Arguments, to options: inout SearchOptions) {
    options.mode = arguments[mode]
    options.fusion = arguments[fusion]
    options.recall = arguments[recall]
  }

  /// Refuses flags that a search of an index leaves out of account, and says where its vectors
  /// are.
  ///
  /// - Parameter needsConfidence: whether passages are asked for by their confidence.
  static func check(
    _ arguments: Arguments, of index: Index, for command: Command,
    needsConfidence: Bool = false, _ messages: Messages
  ) throws(Failure) {
    let searched = arguments[mode] ?? index.usualMode(hasQuestionVector: arguments.isGiven(vector))
    if arguments.isGiven(fusion), searched != .hybrid {
      throw contradiction("--fusion is for the mode hybrid", searched, index, command)
    }
    if arguments.isGiven(recall), searched == .sparse {
      throw contradiction("--recall is for the modes dense and hybrid", searched, index, command)
    }
    if arguments.isGiven(recall), index.looksAtAllVectors {
      throw contradiction(
        "--recall is for vectors of a table or model, sketches are all looked at", searched, index,
        command)
    }
    if needsConfidence,
      searched == .dense || searched == .hybrid && arguments[fusion] == .reciprocalRank
    {
      throw contradiction(
        "--min-confidence is for searches whose confidence is known, by words or by the fitted sum "
          + "of both scores", searched, index, command)
    }
    if arguments[mode] == nil, searched == .sparse, index.needsQuestionVectors {
      messages.warning(
        "\(index.path): searched by words alone, since its vectors were made elsewhere",
        nextStep: "Give the question's vector with --vector FILE, or say --mode sparse.")
    }
  }

  private static func contradiction(
    _ message: String, _ mode: SearchMode, _ index: Index, _ command: Command
  ) -> Failure {
    Failure(
      UsageError.contradiction(
        message: "\(message); this search of \(index.path) has the mode \(mode.rawValue)",
        command: command.name))
  }

  /// The vectors of the questions; nil where the arguments name none.
  static func vectors(_ arguments: Arguments) throws(Failure) -> QuestionVectors? {
    guard let path = arguments[vector] else { return nil }
    return try footnoted { () throws(FootnoteError) in try QuestionVectors(path: path) }
  }

  /// Whether one of the flags stands on the command line.
  static func areGiven(_ arguments: Arguments) -> Bool {
    all.contains { arguments.flagTexts[$0.about.name] != nil }
  }

  /// The file of vectors has other rows than there are questions.
  ///
  /// - Parameter atLeast: whether there are more questions, as far as is known.
  static func countFailure(expected: Int, atLeast: Bool = false, found: Int) -> Failure {
    Failure(
      .badInput,
      "\(vector.about.spelling): expected \(expected) vectors\(atLeast ? " or more" : ""), one "
        + "for each question, found \(found)",
      nextStep: "Embed all questions of the file, in their order.")
  }
}

extension QuestionVectors {
  /// The options with the vector of a question by its position in the file.
  func options(_ options: SearchOptions, at position: Int) throws(Failure) -> SearchOptions {
    var options = options
    options.questionVector = try footnoted { () throws(FootnoteError) in try vector(at: position) }
    return options
  }
}

/// Runs something of the library whose errors the tool reports.
private func footnoted<Result>(
  _ body: () throws(FootnoteError) -> Result
) throws(Failure) -> Result {
  do throws(FootnoteError) { return try body() } catch { throw Failure(error) }
}

extension SearchMode: Choice {
  var summary: String {
    switch self {
    case .sparse: "The words of the question"
    case .dense: "The likeness of vectors"
    case .hybrid: "Both"
    }
  }
}

extension FusionMethod: Choice {
  var summary: String {
    switch self {
    case .weightedSum: "The fitted sum of both scores"
    case .reciprocalRank: "The sum of both reciprocal ranks"
    }
  }
}

extension ValueType<Double> {
  /// A part of a whole: a decimal number above 0, at most 1.
  fileprivate static func share(_ name: String) -> Self {
    Self(
      name: name, completion: .nothing,
      read: { text throws(ValueError) in
        guard let value = Double(text), value > 0, value <= 1 else {
          throw ValueError(expected: "a number above 0 and at most 1, such as 0.95")
        }
        return value
      },
      show: { String($0) })
  }
}
