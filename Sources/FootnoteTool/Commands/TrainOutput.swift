import Footnote
import JSON

extension ProgressSample {
  init(_ progress: EmbeddingTrainingProgress) {
    switch progress.phase {
    case .reading:
      self.init(
        activity: "Reading", bytesDone: progress.bytesRead, bytesTotal: progress.bytesTotal,
        passages: UInt64(progress.passageCount))
    case .training:
      self.init(
        activity: "Training", bytesDone: UInt64(progress.stepCount),
        bytesTotal: progress.stepTotal.map { UInt64($0) }, countsSteps: true,
        note: progress.measures)
    case .writing:
      self.init(activity: "Writing the table", bytesDone: 0)
    }
  }
}

extension EmbeddingTrainingProgress {
  fileprivate var measures: String {
    let loss = "loss " + HumanFigures.decimal(loss, decimals: 3)
    guard let heldOutRecall else { return loss }
    return loss + ", recall " + HumanFigures.decimal(heldOutRecall, decimals: 3)
  }
}

extension EmbeddingTrainingReport {
  /// The report for people, with a line feed at its end.
  func summary(output: String, seconds: Double) -> String {
    let rows = HumanFigures.counted(rowCount, "row", "rows")
    let passages = HumanFigures.counted(passageCount, "passage", "passages")
    let steps = HumanFigures.counted(stepCount, "step", "steps")
    let before = HumanFigures.grouped(resumedStepCount)
    let taken = resumedStepCount == 0 ? "" : " (\(before) of them before)"
    let size = HumanFigures.byteCount(Double(byteCount))
    return """
      \(output): \(rows) of \(dimensions) dimensions, \(size), from \(passages), \
      \(steps)\(taken), in \(HumanFigures.duration(seconds))
      loss \(HumanFigures.decimal(loss, decimals: 3)), recall of held-out questions \
      \(HumanFigures.decimal(heldOutRecall, decimals: 3))
      sha256 \(digest)

      """
  }

  /// The report for programs.
  func json(output: String) -> JSONValue {
    [
      "table": .string(output),
      "sha256": .string(digest),
      "dimensions": .integer(Int64(dimensions)),
      "rows": .integer(Int64(rowCount)),
      "bytes": .integer(Int64(clamping: byteCount)),
      "passages": .integer(Int64(passageCount)),
      "steps": .integer(Int64(stepCount)),
      "resumed_steps": .integer(Int64(resumedStepCount)),
      "loss": .double(loss),
      "held_out_recall_at_10": .double(heldOutRecall),
      "left_out": .object(
        skipped.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
          .map { .init($0.key, .integer(Int64($0.value))) }),
    ]
  }
}
