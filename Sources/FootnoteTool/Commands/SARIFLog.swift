import Footnote
import JSON

/// The findings of checks as one document of the Static Analysis Results Interchange Format,
/// written piece by piece.
///
/// Source: OASIS, SARIF Version 2.1.0, sections 3.13 to 3.27.
final class SARIFLog {
  private let path: String
  private var isFirst = true

  /// - Parameter path: The file that the answers are from; `-` is standard input.
  init(path: String) { self.path = path }

  /// All before the first result.
  var start: String {
    let rules = CitationRule.allCases.map { rule -> JSONValue in
      [
        "id": .string(rule.rawValue), "shortDescription": ["text": .string(rule.summary)],
        "defaultConfiguration": ["level": .string(rule.severity.rawValue)],
      ]
    }
    let driver: JSONValue = [
      "name": "footnote", "semanticVersion": .string(Version.number), "rules": .array(rules),
    ]
    return "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
      + "\"runs\":[{\"tool\":{\"driver\":\(driver.line)},\"columnKind\":\"unicodeCodePoints\","
      + "\"results\":["
  }

  /// The results of an answer, each after a line feed.
  func results(_ report: AnswerReport, line: Int?) -> String {
    var results = report.findings.map { result($0, at: "", line) }
    for citation in report.citations {
      results += citation.findings.map { result($0, at: citation.place, line) }
    }
    return results.map { value in
      defer { isFirst = false }
      return (isFirst ? "\n" : ",\n") + value.line
    }.joined()
  }

  /// All after the last result.
  var end: String { "\n]}]}\n" }

  private func result(_ finding: CitationFinding, at place: String, _ line: Int?) -> JSONValue {
    var physical: [JSONValue.Member] = [
      .init("artifactLocation", ["uri": .string(uri)])
    ]
    if let line { physical.append(.init("region", ["startLine": .integer(Int64(line))])) }
    return [
      "ruleId": .string(finding.rule.rawValue),
      "ruleIndex": .integer(
        Int64(CitationRule.allCases.firstIndex(of: finding.rule) ?? 0)),
      "level": .string(finding.rule.severity.rawValue),
      "message": ["text": .string(finding.message)],
      "locations": [
        [
          "physicalLocation": .object(physical),
          "logicalLocations": [["fullyQualifiedName": .string(place)]],
        ]
      ],
    ]
  }

  /// The path as a URI reference (RFC 3986).
  private var uri: String {
    guard path != "-" else { return "stdin" }
    return path.hasPrefix("/") ? "file://" + percentEncoded(path) : percentEncoded(path)
  }
}
