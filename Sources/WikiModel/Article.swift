/// One revision of a page: the unit that is ingested, replaced and taken back.
public struct Article: Sendable {
  /// What an article's text is written in.
  public enum Format: Sendable {
    /// MediaWiki's markup, which becomes readable text before it is cut into passages.
    case wikitext
    /// Text without markup; each line is a paragraph.
    case plainText
  }

  /// The wiki's database name, such as `enwiki`.
  public var wiki: String
  /// The page's number.
  public var page: PageID
  /// The revision's number.
  public var revision: RevisionID
  /// True when the source made the revision number up, so that it must not be cited.
  public var revisionIsSynthetic: Bool
  /// The title without its fragment, with spaces rather than underscores; at most 4,096 bytes.
  public var title: String
  /// The namespace's number; 0 holds the articles.
  public var namespace: Int32
  /// The language of the text as a BCP 47 tag, such as `en` or `zh-Hant`.
  public var language: String
  /// When the revision was saved.
  public var timestamp: Timestamp
  /// The page's address of http or https; at most 16,384 bytes.
  public var url: String
  /// The licences that the text is offered under; any one of them may be chosen.
  public var licenses: [License]
  /// What ``text`` is written in.
  public var format: Format
  /// The text in UTF-8.
  public var text: [UInt8]
  /// Where the article was read from.
  public var source: SourceName

  /// Makes an article; each part is documented on its property.
  public init(
    wiki: String, page: PageID, revision: RevisionID, revisionIsSynthetic: Bool = false,
    title: String, namespace: Int32 = 0, language: String, timestamp: Timestamp, url: String,
    licenses: [License], format: Format = .wikitext, text: [UInt8],
    source: SourceName = SourceName(name: "", date: nil)
  ) {
    self.wiki = wiki
    self.page = page
    self.revision = revision
    self.revisionIsSynthetic = revisionIsSynthetic
    self.title = title
    self.namespace = namespace
    self.language = language
    self.timestamp = timestamp
    self.url = url
    self.licenses = licenses
    self.format = format
    self.text = text
    self.source = source
  }
}

extension Article {
  /// The largest page or revision number: JSON's numbers hold integers exactly up to 2^53 - 1.
  public static let identifierLimit: UInt64 = (1 << 53) - 1
}

/// The name and date of the dump or feed that an article came from.
public struct SourceName: Hashable, Sendable {
  /// The file's name without its folders; empty when the articles did not come from a file.
  public let name: String
  /// The dump's date as `YYYY-MM-DD`, when its name tells.
  public let date: String?

  /// Names a source.
  public init(name: String, date: String?) {
    self.name = name
    self.date = date
  }
}
