import Footnote
import JSON

extension ProgressSample {
  init(_ progress: BuildProgress) {
    switch progress.phase {
    case .reading:
      self.init(
        activity: "Reading", bytesDone: progress.bytesRead, bytesTotal: progress.bytesTotal,
        passages: UInt64(progress.passageCount))
    case .training:
      if let training = progress.training {
        self.init(training)
      } else {
        self.init(activity: "Training", bytesDone: 0)
      }
    case .writing:
      self.init(activity: "Writing the index", bytesDone: 0)
    }
  }
}

extension BuildReport {
  /// The report for people, with a line feed at its end.
  func summary(output: String, seconds: Double) -> String {
    let passages = HumanFigures.counted(passageCount, "passage", "passages")
    let pages = HumanFigures.counted(pageCount, "page", "pages")
    let text = HumanFigures.byteCount(Double(textByteCount))
    let isWritten = indexByteCount > 0
    var summary =
      "\(isWritten ? output : "Nothing written"): \(passages) from \(pages), \(text) of text"
    if isWritten { summary += ", \(HumanFigures.byteCount(Double(indexByteCount))) on disk" }
    summary += ", in \(HumanFigures.duration(seconds))\n"
    let reasons = skippedByName.map { "\($0.key) \(HumanFigures.grouped($0.value))" }
    if !reasons.isEmpty { summary += "Left out: \(reasons.joined(separator: ", "))\n" }
    return summary
  }

  /// The report for programs.
  func json(output: String) -> JSONValue {
    [
      "index": .string(output),
      "pages": .integer(Int64(pageCount)),
      "passages": .integer(Int64(passageCount)),
      "text_bytes": .integer(Int64(clamping: textByteCount)),
      "index_bytes": .integer(Int64(clamping: indexByteCount)),
      "left_out": .object(skippedByName.map { .init($0.key, .integer(Int64($0.value))) }),
      "faults": .array(faults.map { .string($0.finding) }),
    ]
  }

  private var skippedByName: [(key: String, value: Int)] {
    skipped.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}
