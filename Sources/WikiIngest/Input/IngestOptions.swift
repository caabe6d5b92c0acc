package import WikiModel

/// What the reader of an input is told by its caller.
package struct IngestOptions: Sendable {
  /// The wiki's database name, in place of the one that the input says.
  package var wiki: String?
  /// The language as a BCP 47 tag, in place of the one that the input says.
  package var language: String?
  /// The licences, in place of those that the input says or the wiki is known for.
  package var licenses: [License]?
  /// The namespaces whose pages are wanted.
  package var namespaces: Set<Int32> = [0]
  /// Whether a page or line at fault is noted and left out, rather than thrown.
  package var skipsBadPages = false
  /// Whether a dump's page that is no article now is handed on without text.
  ///
  /// That is a redirect, a page that is hidden, emptied or in another namespace. It then takes the
  /// place of an older revision of it in another input. Of lines, which may hold a page several
  /// times, articles without text and such pages of change events are always handed on.
  package var handsOnWithdrawnPages = false
  /// How far feeds were taken in before; events up to there are counted and left out.
  package var progress = FeedProgress()
  /// Which revisions are left out though they are articles; nil for none.
  package var exclusion: RevisionExclusion?

  package init() {}
}

/// Decides which revisions are left out, by what names them and by who saved them.
package struct RevisionExclusion: Sendable {
  /// Why a revision is left out; nil where it is not.
  ///
  /// Its editor is nil where that is not known.
  package typealias Reason =
    @Sendable (
      _ wiki: String, _ page: PageID, _ revision: RevisionID, _ editor: String?
    ) -> SkipReason?

  package let reason: Reason

  package init(_ reason: @escaping Reason) { self.reason = reason }
}

/// The bounds on what is read, each with its reason.
package enum IngestLimit {
  /// The longest text of one revision, in bytes.
  ///
  /// MediaWiki's own limit (`$wgMaxArticleSize`) is 2 MiB. A thread needs some eight times a page's
  /// size to turn it into passages, so that a page of this size still fits in 256 MB.
  package static let revisionByteCount = 16 << 20
  /// The longest line of JSON Lines, in bytes: the parser holds it in four copies.
  package static let lineByteCount = 32 << 20
  /// The most partitions of feeds in one input; Wikimedia's feeds have a few dozen.
  static let feedPartitionCount = 1_024
  /// The longest name of a feed, in bytes: that of a topic in Kafka.
  static let feedNameByteCount = 249
  /// The longest title, timestamp or other short element, in bytes; titles have at most 255.
  static let fieldByteCount = Article.titleByteLimit
  /// The most slots of a revision besides its text; a wiki's revisions have one or two.
  static let slotCount = 64
  /// The deepest nesting of elements; a dump's deepest is 6.
  static let elementDepth = 32
  /// The longest tag, comment or other markup, in bytes; the parser must hold it whole, and scans
  /// it again with each piece that arrives.
  static let markupByteCount = 1 << 20
  /// The most namespaces that a wiki can name; the largest wikis have a few dozen.
  static let namespaceCount = 4_096
  /// The most faults that are kept with their description; all are counted.
  static let faultCount = 1_000
}
