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
  var heading: String { ([title] + sectionPath).joined(separator: " › ") }

  /// What must be said about the revision where there is no permalink to it.
  var revisionNote: String {
    revisionIsSynthetic
      ? "the source does not tell the revision"
      : "revision \(revision.rawValue) of \(timestamp)"
  }

  /// The address to cite: the revision's where it is known, else the page's.
  var citedURL: String { permalink ?? url }
}
