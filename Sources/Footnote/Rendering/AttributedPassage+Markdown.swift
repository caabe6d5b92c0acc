import WikiModel

extension AttributedPassage {
  var renderedAsMarkdown: String {
    let attribution = attribution
    var lines = ["### \(rank). \(escaped(attribution.heading))", ""]
    for (index, line) in text.split(separator: "\n").enumerated() {
      if index > 0 { lines.append(">") }
      lines.append("> " + escaped(String(line)))
    }
    let licenses = attribution.licenses.map { "[\(escaped($0.name))](<\($0.url)>)" }
    lines.append("")
    lines.append(
      "Source: [\(escaped(attribution.title))](<\(attribution.citedURL)>), "
        + "\(attribution.revisionNote). "
        + "Licence: \(licenses.joined(separator: " or ")). "
        + "Credit: \(escaped(attribution.credit)) ([history](<\(attribution.historyURL)>)). "
        + "Changes: \(attribution.modifications.joined(separator: "; ")).")
    return lines.joined(separator: "\n")
  }
}

/// The text with a backslash before each ASCII character that CommonMark may read as markup.
///
/// Control characters become U+FFFD. Source: CommonMark 0.31, section 2.4.
private func escaped(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "(", ")", "#", "+", "-", ".", "!", "|",
      "~", "&", "=", ":", "\"", "'", "@":
      result.append("\\")
      result.append(scalar)
    case _ where scalar.value < 0x20 || scalar.value == 0x7F: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}
