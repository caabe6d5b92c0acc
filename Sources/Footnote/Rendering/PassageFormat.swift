import JSON
import WikiModel

/// A form in which a passage can be shown, always with its attribution.
public enum PassageFormat: String, CaseIterable, Sendable {
  /// Lines for a terminal or a log.
  case text
  /// CommonMark, every character of the text escaped where it would be markup.
  case markdown
  /// An HTML `article` element, every character escaped where it would be markup.
  case html
  /// One JSON object as `Documentation/passage.schema.json` describes it.
  case json
}

extension AttributedPassage {
  /// The passage with its attribution in a form of the caller's choice, without a final line feed.
  ///
  /// O(length of the text). Every form names the page, the revision, the licence with its address,
  /// the authors with theirs, and what was modified.
  public func rendered(as format: PassageFormat) -> String {
    switch format {
    case .text: renderedAsText
    case .markdown: renderedAsMarkdown
    case .html: renderedAsHTML
    case .json: String(decoding: json.canonical, as: UTF8.self)
    }
  }
}

extension Attribution {
  /// The title, and the section where there is one: `Title › Section › Subsection`.
  var heading: String { withoutSteering(([title] + sectionPath).joined(separator: " › ")) }

  /// ``title`` for a line that goes on after it.
  var shownTitle: String { withoutSteering(title) }

  /// ``credit`` for a line that goes on after it.
  var shownCredit: String { withoutSteering(credit) }

  /// What must be said about the revision where there is no permalink to it.
  var revisionNote: String {
    revisionIsSynthetic
      ? "the source does not tell the revision"
      : "revision \(revision.rawValue) of \(timestamp)"
  }

  /// The address to cite: the revision's where it is known, else the page's.
  var citedURL: String { permalink ?? url }
}

/// The text with what would reorder or break the line around it shown as U+FFFD.
///
/// That is embeddings, overrides and isolates of the bidirectional algorithm, whose effect goes on
/// to the paragraph's end, and the separators of lines and paragraphs. MediaWiki's titles never
/// hold them. Source: Unicode Standard Annex 9, section 2.
func withoutSteering(_ text: String) -> String {
  replacing(text) { scalar in
    switch scalar.value {
    case 0x2028...0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

/// The text with control characters (C0, DEL and C1) shown as U+FFFD, so that none can steer a
/// terminal; a tab as a space.
func withoutControls(_ text: String) -> String {
  replacing(text) { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
}

private func replacing(_ text: String, where isBad: (Unicode.Scalar) -> Bool) -> String {
  guard text.unicodeScalars.contains(where: isBad) else { return text }
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    shown.append(isBad(scalar) ? scalar == "\t" ? " " : "\u{FFFD}" : scalar)
  }
  return String(shown)
}
