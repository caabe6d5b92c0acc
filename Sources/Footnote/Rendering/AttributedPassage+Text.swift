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
    lines.append("   Credit:   \(attribution.shownCredit)")
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
