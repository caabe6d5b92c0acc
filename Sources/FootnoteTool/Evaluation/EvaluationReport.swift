import Evaluation
import Footnote
import Storage

/// How well an index answered labelled questions, and how fast.
struct EvaluationReport {
  /// How many passages are asked for.
  static let depth = 100

  /// One question's measures, in the order of ``RankingMetric/reported``.
  struct QuestionValues: Equatable {
    let id: String
    let values: [Double]
    /// The confidence of the first passage, 0 where there is none, and whether it is a hit.
    ///
    /// nil where the search knows no confidence.
    let confidence: Forecast?
  }

  let indexPath: String
  let identity: IndexIdentity
  let labels: LabelSet
  let questions: [QuestionValues]
  /// Whether a question found a passage, be it no answer.
  let hasFound: Bool
  let latency: Latency

  /// Asks each question once, in order and on this thread, after one question to warm up.
  ///
  /// What was found is written to `runPath`, which is made at the end.
  ///
  /// - Parameter cancellation: looked at before each question.
  init(
    of index: Index, labels: LabelSet, options: SearchOptions, vectors: QuestionVectors? = nil,
    runPath: String?, cancellation: Cancellation
  ) throws(Failure) {
    let run = try runPath.map { path throws(Failure) in try RunFile(path: path) }
    var questions: [QuestionValues] = []
    var microseconds: [Double] = []
    var hasFound = false
    do throws(Failure) {
      if let first = labels.questions.first {
        _ = try index.timedSearch(first, options, vectors)
      }
      for question in labels.questions {
        if cancellation.isRequested { throw Failure(FootnoteError.cancelled) }
        let (found, duration) = try index.timedSearch(question, options, vectors)
        microseconds.append(duration.microseconds)
        hasFound = hasFound || !found.isEmpty
        let outcome = question.outcome(of: found)
        questions.append(
          QuestionValues(
            id: question.id, values: RankingMetric.reported.map { $0.value(of: outcome) },
            confidence: Self.forecast(
              found.first, isTrue: RankingMetric.hit(1).value(of: outcome) == 1)))
        try run?.append(
          TRECRun.lines(query: question.id, found, as: question.documentName))
      }
      try run?.finish()
    } catch {
      run?.remove()
      throw error
    }
    indexPath = index.path
    identity = index.identity
    self.labels = labels
    self.questions = questions
    self.hasFound = hasFound
    latency = Latency(microseconds: microseconds)
  }

  /// What the confidence of a first passage, or nothing found, foretold.
  private static func forecast(_ first: AttributedPassage?, isTrue: Bool) -> Forecast? {
    guard let first else { return Forecast(probability: 0, isTrue: isTrue) }
    return first.confidence.map { Forecast(probability: $0, isTrue: isTrue) }
  }

  /// The first passages' confidence; empty where the search knows none.
  private var forecasts: [Forecast] {
    let known = questions.compactMap(\.confidence)
    return known.count == questions.count ? known : []
  }

  /// Each measure's mean over the questions, with its interval.
  var estimates: [(metric: RankingMetric, estimate: Estimate)] {
    RankingMetric.reported.enumerated().map { position, metric in
      (metric, Resampling.estimate(questions.map { $0.values[position] }))
    }
  }

  /// How far the first passages' confidence can be believed.
  var calibrationError: Double? {
    forecasts.isEmpty ? nil : Calibration.expectedError(forecasts)
  }

  /// How well confidence tells right first passages from wrong ones; nil without both.
  var areaUnderROC: Double? { Calibration.areaUnderROC(forecasts) }
}

/// The times that searches took, in microseconds.
struct Latency: Equatable {
  let median: Double
  let p90: Double
  let p99: Double
  let maximum: Double

  init(microseconds: [Double]) {
    let sorted = microseconds.sorted()
    median = percentile(0.5, ofSorted: sorted)
    p90 = percentile(0.9, ofSorted: sorted)
    p99 = percentile(0.99, ofSorted: sorted)
    maximum = sorted.last ?? 0
  }
}

extension Index {
  fileprivate func timedSearch(
    _ question: LabelledQuestion, _ options: SearchOptions, _ vectors: QuestionVectors?
  ) throws(Failure) -> (found: [AttributedPassage], duration: Duration) {
    let options = try vectors?.options(options, at: question.position) ?? options
    let clock = ContinuousClock()
    let start = clock.now
    do throws(FootnoteError) {
      let found = try search(question.text, options: options)
      return (found, start.duration(to: clock.now))
    } catch {
      throw Failure(error)
    }
  }
}

extension Duration {
  fileprivate var microseconds: Double {
    Double(components.seconds) * 1e6 + Double(components.attoseconds) / 1e12
  }
}

/// A file that a run is written to in large pieces.
private final class RunFile {
  private static let pieceByteCount = 1 << 16
  private let path: String
  private let file: OutputFile
  private var piece: [UInt8] = []

  init(path: String) throws(Failure) {
    self.path = path
    file = try stored { () throws(StorageError) in
      try Folder.checkIsFree(path)
      return try OutputFile(creating: Folder.temporaryName(for: path))
    }
  }

  func append(_ text: String) throws(Failure) {
    piece += text.utf8
    if piece.count >= Self.pieceByteCount { try writePiece() }
  }

  private func writePiece() throws(Failure) {
    try stored { () throws(StorageError) in try file.append(piece) }
    piece.removeAll(keepingCapacity: true)
  }

  /// Writes what is still held, and gives the file its name.
  func finish() throws(Failure) {
    try writePiece()
    try stored { () throws(StorageError) in
      try Folder.checkIsFree(path)
      try Folder.rename(file.path, to: path)
    }
  }

  /// Removes the file; the failure that led here is the one to tell of.
  func remove() { try? Folder.removeFile(file.path) }
}

/// Runs something that writing a file may fail.
private func stored<Result>(
  _ body: () throws(StorageError) -> Result
) throws(Failure) -> Result {
  do throws(StorageError) { return try body() } catch { throw Failure(.storage(error)) }
}
