import Evaluation
import JSON

/// Two results over the questions that both have.
struct EvaluationComparison {
  struct Row {
    let metric: RankingMetric
    let first: Estimate
    let second: Estimate
    let paired: PairedComparison
  }

  let paths: (first: String, second: String)
  /// Questions in both results.
  let pairedCount: Int
  /// Questions in one result alone.
  let unpairedCount: (first: Int, second: Int)
  let rows: [Row]

  /// Pairs the questions by id; none in common is a failure.
  init(_ first: EvaluationResult, _ second: EvaluationResult) throws(Failure) {
    var pairs: [(first: [Double], second: [Double])] = []
    for id in first.ids {
      if let one = first.values[id], let other = second.values[id] { pairs.append((one, other)) }
    }
    guard !pairs.isEmpty else {
      throw Failure(
        .nothingFound, "\(first.path), \(second.path): no question is in both",
        nextStep: "Compare results of the same labels.")
    }
    paths = (first.path, second.path)
    pairedCount = pairs.count
    unpairedCount = (first.ids.count - pairs.count, second.ids.count - pairs.count)
    rows = RankingMetric.reported.enumerated().map { position, metric in
      let one = pairs.map { $0.first[position] }
      let other = pairs.map { $0.second[position] }
      return Row(
        metric: metric, first: Resampling.estimate(one), second: Resampling.estimate(other),
        paired: Resampling.compare(one, other))
    }
  }

  /// The comparison for people, with a line feed at its end.
  var text: String {
    func figure(_ value: Double) -> String { HumanFigures.decimal(value, decimals: 4) }
    var table = FigureTable(
      head: ["Measure", "A", "B", "B - A", "95 % from", "to", "p", "Significant"])
    for row in rows {
      let difference = row.paired.difference
      table.add(
        [row.metric.name]
          + [
            row.first.mean, row.second.mean, difference.mean, difference.low, difference.high,
            row.paired.pValue,
          ].map(figure) + [row.paired.isSignificant ? "yes" : "no"])
    }
    let unpaired = [(unpairedCount.first, "A"), (unpairedCount.second, "B")]
      .filter { $0.0 > 0 }.map { "\(HumanFigures.grouped($0.0)) only in \($0.1)" }
    let note = unpaired.isEmpty ? "" : " (left out: \(unpaired.joined(separator: ", ")))"
    return "A: \(paths.first)\nB: \(paths.second)\n"
      + "\(HumanFigures.counted(pairedCount, "question", "questions")) in both\(note)\n"
      + table.text
  }

  /// The comparison for programs.
  var json: JSONValue {
    [
      "a": .string(paths.first),
      "b": .string(paths.second),
      "questions": .integer(Int64(pairedCount)),
      "left_out": [
        "only_in_a": .integer(Int64(unpairedCount.first)),
        "only_in_b": .integer(Int64(unpairedCount.second)),
      ],
      "metrics": .object(
        rows.map { row in
          .init(
            row.metric.name,
            [
              "a": row.first.json, "b": row.second.json,
              "difference": row.paired.difference.json, "p_value": .double(row.paired.pValue),
              "is_significant": .bool(row.paired.isSignificant),
            ])
        }),
    ]
  }
}
