public import WikiModel

/// What must be said wherever a passage is shown: its source, its licence, its authors, its
/// changes.
///
/// The names follow Wikimedia Enterprise's article schema and MediaWiki's own where these have one.
/// CC BY-SA 4.0, sections 3(a) and 3(b), says what a reuser owes; every part of it is here.
/// An attribution is made by an index alone and always belongs to one passage's text.
public struct Attribution: Hashable, Sendable {
  /// The wiki's database name, such as `enwiki`.
  public let wiki: String
  /// The text's language as a BCP 47 tag.
  public let language: String
  /// The page's title.
  public let title: String
  /// The page's namespace; 0 holds the articles.
  public let namespace: Int32
  /// The page's number within the wiki; it survives moves.
  public let page: PageID
  /// The revision's number within the wiki.
  public let revision: RevisionID
  /// True when the source made the revision number up; then there is no permalink.
  public let revisionIsSynthetic: Bool
  /// When the revision was saved.
  public let timestamp: Timestamp
  /// The page's address, which shows its newest revision.
  public let url: String
  /// The address that shows exactly this revision (`oldid`); nil for a synthetic revision.
  public let permalink: String?
  /// The address of the page's history, which names its authors.
  ///
  /// nil where the licensor asked that the credit be removed (CC BY-SA 4.0, 3(a)(3)).
  public let historyURL: String?
  /// The address of the passage in the page, as a URL text fragment that browsers scroll to.
  ///
  /// Source: WICG, URL Fragment Text Directives.
  public let textFragmentURL: String
  /// Titles of the sections that hold the passage, outermost first; empty in the lead.
  public let sectionPath: [String]
  /// The innermost section's anchor in the page's address; empty in the lead, and where the
  /// section's title has more than 1,024 bytes.
  public let sectionAnchor: String
  /// The licences that the text is offered under, at least one; any one may be chosen.
  public let licenses: [License]
  /// One line that names the authors and the revision, with the history's address.
  ///
  /// Where the licensor asked for it, it says that the credit was removed instead.
  public let credit: String
  /// What was changed between the source and the passage, in sentences' parts.
  public let modifications: [String]
  /// Where the passage's bytes stand in the revision's source.
  public let source: PassageSource
  /// The passage's position among the revision's passages, from 0.
  public let ordinal: UInt32
  /// SHA-256 of the passage's text in UTF-8, as 64 hexadecimal digits.
  public let contentDigest: String
  /// What made the index that the passage came from.
  public let index: IndexIdentity

  /// What names the passage for good.
  public var key: PassageKey {
    PassageKey(wiki: wiki, page: page, revision: revision, ordinal: ordinal)
  }
}

/// Where a passage's text stands in the source of its revision.
public struct PassageSource: Hashable, Sendable {
  /// A piece of the passage and the source bytes that it stands for.
  public struct Span: Hashable, Sendable {
    /// Bytes of the passage's text, in UTF-8.
    public let textByteCount: Int
    /// Byte offsets into the revision's source.
    public let sourceBytes: Range<Int>
    /// True for a copy byte for byte; false for a decoded entity, a list's bullet, a formula.
    public let isVerbatim: Bool
  }

  /// What the source is written in.
  public let format: Article.Format
  /// The file and its date.
  public let name: SourceName
  /// Bytes of the revision's whole source.
  public let byteCount: UInt64
  /// SHA-1 of the revision's source in base 36, as MediaWiki publishes it.
  public let sha1: String
  /// From the first source byte that the passage stands for to the last.
  public let bytes: Range<Int>
  /// The same stretch in characters, which are Unicode scalars (code points).
  public let characters: Range<Int>
  /// Consecutive pieces that cover the passage's text.
  public let spans: [Span]
}

/// Which index a passage came from: its generation and the digests that name its content.
public struct IndexIdentity: Hashable, Sendable {
  /// Counts the index's publications, from 1.
  public let generation: UInt64
  /// SHA-256 of the manifest, as 64 hexadecimal digits.
  public let manifestDigest: String
  /// SHA-256 of what turned text into features, as 64 hexadecimal digits.
  public let embedderDigest: String
}
