import WikiModel

extension AttributedPassage {
  var renderedAsText: String {
    var lines = ["\(rank). \(attribution.heading)  [score \(formattedScore)]", ""]
    lines += text.split(separator: "\n").map { "   " + $0 }
    lines.append("")
    lines.append("   Source:   \(attribution.citedURL)")
    lines.append("             \(attribution.revisionNote), page \(attribution.page.rawValue)")
    for (index, license) in attribution.licenses.enumerated() {
      lines.append(
        (index == 0 ? "   Licence:  " : "         or  ") + "\(license.name) <\(license.url)>")
    }
    lines.append("   Credit:   \(attribution.credit)")
    lines.append("   Changes:  \(attribution.modifications.joined(separator: "; "))")
    return lines.map(withoutControls).joined(separator: "\n")
  }

  /// The score with three decimals.
  var formattedScore: String {
    let thousandths = Int((score * 1_000).rounded())
    let fraction = String(thousandths % 1_000)
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}

/// The line with control characters shown as U+FFFD, so that none can steer a terminal.
private func withoutControls(_ line: String) -> String {
  func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
  guard line.unicodeScalars.contains(where: isControl) else { return line }
  var shown = String.UnicodeScalarView()
  for scalar in line.unicodeScalars { shown.append(isControl(scalar) ? "\u{FFFD}" : scalar) }
  return String(shown)
}
