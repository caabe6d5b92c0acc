import Footnote

/// The flags of `build` that give the passages vectors.
enum EmbeddingFlags {
  static let all: [any FlagDefinition] = [embedding] + brought

  /// Those of vectors that were made elsewhere; `update` and `compact` have them, too.
  static let brought: [any FlagDefinition] = [vectors, vectorIDs, metric, model, modelVersion]

  private static let embedding = Flag(
    "embedding", .file("TABLE"), default: "none",
    "Give passages vectors by a table that 'footnote train' made",
    "auto trains one on the inputs first, which takes minutes and reads them twice; sketch makes "
      + "signs of the passages' words, untrained; none gives none. A file of such a name is "
      + "./auto.")

  private static let vectors = Flag(
    "vectors", optional: .file("FILE"),
    "Give passages vectors that were made elsewhere",
    ".npy (a matrix of floats), .fvecs, or .jsonl with the members \"id\" and \"vector\"; one "
      + "vector of 8 to 4096 numbers for each passage.")

  private static let vectorIDs = Flag(
    "vector-ids", optional: .file("FILE"),
    "The passages' keys, one a line for each row of the vectors",
    "As 'footnote export --format keys' writes them; .jsonl has its own.")

  private static let metric = Flag(
    "metric", ValueType<VectorMetric>.metric("METRIC"), default: .cosine,
    "How the likeness of the vectors is measured")

  private static let model = Flag(
    "model", optional: .text("NAME"), "The name of the model that made the vectors",
    "Needed with --vectors; questions must be embedded by the same one.")

  private static let modelVersion = Flag(
    "model-version", optional: .text("VERSION"), "The version of that model",
    "Needed with --vectors.")

  /// Vectors that were made elsewhere, for an index that has such; nil where none are given.
  static func broughtVectors(
    _ arguments: Arguments, command: String
  ) throws(Failure) -> BroughtVectors? {
    guard let path = arguments[vectors] else {
      let isAsked =
        arguments.isGiven(vectorIDs) || arguments.isGiven(metric) || arguments.isGiven(model)
        || arguments.isGiven(modelVersion)
      guard !isAsked else {
        throw contradiction(
          "--vector-ids, --metric, --model and --model-version need --vectors FILE", command)
      }
      return nil
    }
    guard let name = arguments[model], let version = arguments[modelVersion] else {
      throw contradiction("--vectors needs --model NAME and --model-version VERSION", command)
    }
    return BroughtVectors(
      path: path, idsPath: arguments[vectorIDs], metric: arguments[metric], model: name,
      modelVersion: version)
  }

  /// What gives the passages of a build vectors, by the arguments.
  static func source(_ arguments: Arguments) throws(Failure) -> EmbeddingSource {
    let command = Command.build.name
    switch (arguments[embedding], try broughtVectors(arguments, command: command)) {
    case ("none", nil): return .none
    case ("auto", nil): return .trained
    case ("sketch", nil): return .sketch
    case (let table, nil): return .table(path: table)
    case ("none", let brought?): return .vectors(brought)
    case (_, _?): throw contradiction("--embedding and --vectors exclude each other", command)
    }
  }

  private static func contradiction(_ message: String, _ command: String) -> Failure {
    Failure(UsageError.contradiction(message: message, command: command))
  }
}

extension ValueType<VectorMetric> {
  fileprivate static func metric(_ name: String) -> Self {
    let words = VectorMetric.allCases.map {
      CompletionKind.Word(text: $0.name, summary: $0.summary)
    }
    return Self(
      name: name, completion: .words(words),
      read: { text throws(ValueError) in
        guard let metric = VectorMetric(name: text) else {
          throw ValueError(expected: words.map(\.text).joined(separator: ", ", last: " or "))
        }
        return metric
      },
      show: { $0.name })
  }
}

extension VectorMetric {
  fileprivate var summary: String {
    switch self {
    case .innerProduct: "The sum of products"
    case .cosine: "The cosine of the angle"
    case .squaredDistance: "The square of the distance, negative"
    }
  }
}
