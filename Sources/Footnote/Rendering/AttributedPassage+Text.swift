import WikiModel

extension AttributedPassage {
  var renderedAsText: String {
    let chance = confidence.map { ", confidence \(decimal($0))" } ?? ""
    var lines = ["\(rank). \(attribution.heading)  [score \(decimal(score))\(chance)]", ""]
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
    if let hiddenTextNote { lines.append("   Hidden:   \(hiddenTextNote)") }
    if let explanation { lines += explanation.lines }
    return lines.map(withoutControls).joined(separator: "\n")
  }
}
