import Evaluation
import Footnote
import JSON
import Storage

extension EvaluationReport {
  /// The report for people, with a line feed at its end.
  var text: String {
    let count = HumanFigures.counted(questions.count, "question", "questions")
    let files = labels.files.map(Folder.name).joined(separator: ", ")
    var table = FigureTable(head: ["Measure", "Mean", "95 % from", "to"])
    for (metric, estimate) in estimates {
      table.add(
        [metric.name]
          + [estimate.mean, estimate.low, estimate.high].map {
            HumanFigures.decimal($0, decimals: 4)
          })
    }
    let times = [
      ("median", latency.median), ("p90", latency.p90), ("p99", latency.p99),
      ("max", latency.maximum),
    ].map { "\($0) \(HumanFigures.decimal($1, decimals: 0)) µs" }
    let unknown = labels.unknownQueryJudgementCount
    let note =
      unknown == 0
      ? ""
      : "Not used: \(HumanFigures.counted(unknown, "judgement", "judgements"))"
        + " of unknown queries\n"
    let calibration = calibrationError.map { error in
      let area = areaUnderROC.map { HumanFigures.decimal($0, decimals: 4) } ?? "none"
      return "First passage's confidence: calibration error "
        + "\(HumanFigures.decimal(error, decimals: 4)), area under ROC curve \(area)\n"
    }
    return "\(indexPath): \(count) of \(files)\(labels.leftOutNote)\n\(note)\(table.text)"
      + (calibration ?? "")
      + "Search, one thread: \(times.joined(separator: ", "))\n"
  }

  /// The report for programs, with every question's measures.
  var json: JSONValue {
    let names = RankingMetric.reported.map(\.name)
    return [
      "index": .string(indexPath),
      "manifest_sha256": .string(identity.manifestDigest),
      "embedder_sha256": .string(identity.embedderDigest),
      "labels": .array(labels.files.map { .string($0) }),
      "depth": .integer(Int64(Self.depth)),
      "questions": .integer(Int64(questions.count)),
      "left_out": .object(labels.leftOut.map { .init($0.name, .integer(Int64($0.count))) }),
      "unknown_query_judgements": .integer(Int64(labels.unknownQueryJudgementCount)),
      "metrics": .object(estimates.map { .init($0.metric.name, $0.estimate.json) }),
      "latency_microseconds": [
        "median": .double(latency.median), "p90": .double(latency.p90),
        "p99": .double(latency.p99), "max": .double(latency.maximum),
      ],
      "confidence": [
        "bins": .integer(Int64(Calibration.binCount)),
        "expected_calibration_error": calibrationError.map { .double($0) } ?? .null,
        "area_under_roc": areaUnderROC.map { .double($0) } ?? .null,
      ],
      "per_question": .array(
        questions.map { question in
          let values = zip(names, question.values).map { JSONValue.Member($0, .double($1)) }
          let confidence = JSONValue.Member(
            "confidence", question.confidence.map { .double($0.probability) } ?? .null)
          return .object([.init("id", .string(question.id))] + values + [confidence])
        }),
    ]
  }
}

extension LabelSet {
  /// ` (left out: 187 without an answer in range)`; empty when nothing was.
  var leftOutNote: String {
    let reasons = leftOut.map { "\(HumanFigures.grouped($0.count)) \($0.reason)" }
    return reasons.isEmpty ? "" : " (left out: \(reasons.joined(separator: ", ")))"
  }
}

extension Estimate {
  var json: JSONValue { ["mean": .double(mean), "low": .double(low), "high": .double(high)] }
}
