import WikiModel

extension AttributedPassage {
  var renderedAsHTML: String {
    let attribution = attribution
    let paragraphs = text.split(separator: "\n").map { "<p>\(escaped(String($0)))</p>" }
    let licenses = attribution.licenses.map {
      "<a rel=\"license\" href=\"\(escaped($0.url))\">\(escaped($0.name))</a>"
    }
    let title = escaped(attribution.shownTitle)
    let named = escaped(attribution.shownCredit)
    let credit =
      attribution.historyURL.map { "<a href=\"\(escaped($0))\">\(named)</a>" } ?? named
    let hidden = hiddenTextNote.map { " Hidden text: \(escaped($0))." } ?? ""
    return """
      <article class="footnote-passage" lang="\(escaped(attribution.language))" dir="auto">
      <h3>\(rank). \(escaped(attribution.heading))</h3>
      <blockquote cite="\(escaped(attribution.citedURL))">\(paragraphs.joined())</blockquote>
      <footer lang="en" dir="ltr">
      <p>Source: <a href="\(escaped(attribution.citedURL))">\(title)</a>, \
      \(escaped(attribution.revisionNote)).
      Licence: \(licenses.joined(separator: " or ")).
      Credit: \(credit).
      Changes: \(escaped(attribution.modifications.joined(separator: "; "))).\(hidden)</p>
      </footer>
      </article>
      """
  }
}

/// The text with the characters that HTML gives a meaning as references.
///
/// Control characters become U+FFFD, and tabs spaces.
private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in withoutControls(text).unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
