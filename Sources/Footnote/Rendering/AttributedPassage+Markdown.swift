import WikiModel

extension AttributedPassage {
  var renderedAsMarkdown: String {
    let attribution = attribution
    var lines = ["### \(rank). \(markdownEscaped(attribution.heading))", ""]
    for (index, line) in text.split(separator: "\n").enumerated() {
      if index > 0 { lines.append(">") }
      lines.append(markdownQuoted(String(line)))
    }
    let licenses = attribution.licenses.map { markdownLink($0.name, $0.url) }
    let history = attribution.historyURL.map { " (\(markdownLink("history", $0)))" } ?? ""
    lines.append("")
    lines.append(
      "Source: \(markdownLink(attribution.shownTitle, attribution.citedURL)), "
        + "\(attribution.revisionNote). "
        + "Licence: \(licenses.joined(separator: " or ")). "
        + "Credit: \(markdownEscaped(attribution.shownCredit))\(history). "
        + "Changes: \(attribution.modifications.joined(separator: "; "))."
        + (hiddenTextNote.map { " Hidden text: \($0)." } ?? ""))
    return lines.joined(separator: "\n")
  }
}

/// A link whose text and address are what they are, whatever characters they have.
func markdownLink(_ text: String, _ url: String) -> String {
  "[\(markdownEscaped(text))](<\(address(url))>)"
}

/// A line of a passage as a quotation's.
///
/// A space at the start is written out: four of them would make code, which shows escapes.
func markdownQuoted(_ line: String) -> String {
  let start = line.hasPrefix(" ") ? "&#32;" : ""
  return "> " + start + markdownEscaped(String(line.dropFirst(start.isEmpty ? 0 : 1)))
}

/// The text with a backslash before each ASCII character that CommonMark may read as markup.
///
/// Control characters become U+FFFD. Source: CommonMark 0.31, section 2.4.
func markdownEscaped(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in withoutControls(text).unicodeScalars {
    switch scalar {
    case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "(", ")", "#", "+", "-", ".", "!", "|",
      "~", "&", "=", ":", "\"", "'", "@":
      result.append("\\")
      result.append(scalar)
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// The address with what could end or change a link's destination as percent escapes.
///
/// Source: CommonMark 0.31, section 6.3.
private func address(_ url: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in withoutControls(url).unicodeScalars {
    switch scalar {
    case " ": result.append(contentsOf: "%20".unicodeScalars)
    case "<": result.append(contentsOf: "%3C".unicodeScalars)
    case ">": result.append(contentsOf: "%3E".unicodeScalars)
    case "\\": result.append(contentsOf: "%5C".unicodeScalars)
    default: result.append(scalar)
    }
  }
  return String(result)
}
