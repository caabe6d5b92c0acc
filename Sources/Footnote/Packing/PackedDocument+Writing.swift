import JSON
import WikiModel

extension PackedDocument {
  var writtenAsText: String {
    var lines: [String] = []
    for (index, passage) in passages.enumerated() {
      let attribution = passage.attribution
      lines.append("[\(index + 1)] \(attribution.heading)")
      lines.append("Source: \(attribution.citedURL), \(attribution.revisionNote)")
      if let note = passage.hiddenTextNote { lines.append("Hidden text: \(note)") }
      lines += passage.text.split(separator: "\n").map(String.init)
      lines.append("")
    }
    lines += notices(marks: Self.marks) {
      "\($0.name) <\($0.url)>"
    } credit: {
      withoutSteering($0.line)
    }
    return lines.map(withoutControls).joined(separator: "\n") + "\n"
  }

  var writtenAsMarkdown: String {
    var lines: [String] = []
    for (index, passage) in passages.enumerated() {
      let attribution = passage.attribution
      lines.append("### \\[\(index + 1)\\] \(markdownEscaped(attribution.heading))")
      lines.append("")
      for line in passage.text.split(separator: "\n") {
        lines.append(markdownQuoted(String(line)))
        lines.append(">")
      }
      lines.removeLast()
      lines.append("")
      let hidden = passage.hiddenTextNote.map { " Hidden text: \($0)." } ?? ""
      lines.append(
        "Source: \(markdownLink(attribution.shownTitle, attribution.citedURL)), "
          + "\(attribution.revisionNote).\(hidden)")
      lines.append("")
    }
    let notices = notices {
      markdownEscaped(Self.marks($0))
    } license: {
      markdownLink($0.name, $0.url)
    } credit: {
      markdownEscaped(withoutSteering($0.line))
        + ($0.historyURL.map { " (\(markdownLink("history", $0)))" } ?? "")
    }
    lines += notices.map { "- " + $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is said once of several passages, a line each.
  private func notices(
    marks: ([Int]) -> String, license: (License) -> String, credit: (Credit) -> String
  ) -> [String] {
    var lines = credits.map { "Credit \(marks($0.numbers)): \(credit($0.value))" }
    lines += licenses.map {
      "Licence \(marks($0.numbers)): \($0.value.map(license).joined(separator: " or "))"
    }
    lines += modifications.map {
      "Changes \(marks($0.numbers)): \($0.value.joined(separator: "; "))"
    }
    if !shareAlike.isEmpty {
      lines.append("Share alike \(marks(shareAlike)): \(Self.shareAlikeNotice)")
    }
    return lines
  }

  var json: JSONValue {
    func shared<Value>(
      _ list: [Shared<Value>], _ name: String, _ value: (Value) -> JSONValue
    ) -> JSONValue {
      .array(list.map { [name: value($0.value), "passages": Self.numbers($0.numbers)] })
    }
    return [
      "credits": shared(credits, "credit") {
        ["text": .string($0.line), "url": .optional($0.historyURL)]
      },
      "licenses": shared(licenses, "license") { .array($0.map(\.json)) },
      "modifications": shared(modifications, "modifications") {
        .array($0.map { .string($0) })
      },
      "passages": .array(passages.enumerated().map { Self.json($0 + 1, $1) }),
      "share_alike": [
        "notice": .string(Self.shareAlikeNotice), "passages": Self.numbers(shareAlike),
      ],
    ]
  }

  private static func numbers(_ numbers: [Int]) -> JSONValue {
    .array(numbers.map { .integer(Int64($0)) })
  }

  private static func json(_ number: Int, _ passage: AttributedPassage) -> JSONValue {
    let attribution = passage.attribution
    var members: [JSONValue.Member] = [
      .init("key", .string("\(attribution.key)")),
      .init("number", .integer(Int64(number))),
      .init("revised", .string("\(attribution.timestamp)")),
      .init("section", .array(attribution.sectionPath.map { .string($0) })),
      .init("text", .string(passage.text)),
      .init("title", .string(attribution.title)),
      .init("url", .string(attribution.citedURL)),
    ]
    let hidden = passage.hiddenText
    if !hidden.isEmpty {
      members.append(.init("hidden_text", .array(hidden.map(\.json))))
    }
    return .object(members)
  }
}
