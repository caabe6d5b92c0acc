import Footnote
import JSON

/// Writes what a check found, an answer at a time.
struct CheckOutput {
  let format: CheckFormat
  private let log: SARIFLog
  private let console: Console
  private(set) var answerCount = 0
  private(set) var unsoundCount = 0
  private var citationCount = 0

  /// - Parameter uri: The file that the answers are from.
  init(format: CheckFormat, uri: String, console: Console) {
    self.format = format
    self.console = console
    log = SARIFLog(path: uri)
  }

  func begin() throws(Failure) {
    if format == .sarif { try console.print(log.start) }
  }

  mutating func write(_ report: AnswerReport, of answer: AnswerFeed.Answer) throws(Failure) {
    answerCount += 1
    citationCount += report.citations.count
    if !report.isSound { unsoundCount += 1 }
    switch format {
    case .text: try console.print(lines(report, answer).map { $0 + "\n" }.joined())
    case .json: try console.print(report.json + "\n")
    case .sarif: try console.print(log.results(report, line: answer.line))
    }
  }

  mutating func end() throws(Failure) {
    switch format {
    case .text where answerCount > 0:
      try console.print(
        "\(HumanFigures.counted(answerCount, "answer", "answers")), "
          + "\(HumanFigures.counted(citationCount, "citation", "citations")): "
          + (unsoundCount == 0
            ? "all hold" : "\(HumanFigures.grouped(unsoundCount)) with errors") + "\n")
    case .sarif: try console.print(log.end)
    default: break
    }
  }

  /// A line for the answer where something was found, and one for each finding.
  private func lines(_ report: AnswerReport, _ answer: AnswerFeed.Answer) -> [String] {
    var lines: [String] = []
    func add(_ findings: [CitationFinding], _ about: String) {
      for finding in findings {
        let rule = finding.rule
        lines.append("  \(rule.severity.rawValue): \(about)\(rule.rawValue): \(finding.message)")
      }
    }
    add(report.findings, "")
    for citation in report.citations {
      add(citation.findings, "\(citation.place): ")
    }
    guard !lines.isEmpty else { return [] }
    let name = report.identifier.map { " (\($0))" } ?? ""
    let verdict = report.isSound ? "holds" : "does not hold"
    return (["\(answer.place)\(name): \(verdict)"] + lines).map(\.harmlessLine)
  }
}
