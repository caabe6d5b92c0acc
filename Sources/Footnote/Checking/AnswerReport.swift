public import WikiModel

/// What a check found of an answer's citations.
///
/// It holds no word of a passage: keys, places and counts alone.
public struct AnswerReport: Hashable, Sendable {
  /// What the answer calls itself; nil where it has no `id`.
  public let identifier: String?
  /// One for each citation, in the order of the answer.
  public let citations: [CitationReport]
  /// What is wrong with the answer as a whole.
  public let findings: [CitationFinding]

  /// Whether nothing was found that is an error.
  public var isSound: Bool {
    !(findings + citations.flatMap(\.findings)).contains { $0.rule.severity == .error }
  }
}

/// What a check found of one citation.
public struct CitationReport: Hashable, Sendable {
  /// Where the citation stands in the answer, as a JSON Pointer (RFC 6901).
  public let place: String
  /// The passage that it names; nil where it names none that is known.
  public let key: PassageKey?
  /// The generation of the index in which the passage was found.
  public let generation: UInt64?
  /// How its words agree with the passage; nil where there is none to compare.
  public let quotation: Quotation?
  /// What has become of the passage by the newest generation; nil where it was not found.
  public let succession: Succession?
  /// What is to be said of it, the graver first.
  public let findings: [CitationFinding]
}

/// What has become of a passage since the generation that it was cited from.
public struct Succession: Hashable, Sendable {
  /// What can become of a passage.
  public enum State: String, CaseIterable, Sendable {
    /// Its text stands where it stood.
    case unchanged
    /// Its text stands elsewhere on its page, or the page has another title.
    case moved
    /// The page no longer has its text.
    case changed
    /// The page is gone.
    case deleted
  }

  /// What has become of it.
  public let state: State
  /// The page's newest revision; nil where the page is gone.
  public let revision: RevisionID?
}
