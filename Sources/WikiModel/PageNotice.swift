/// What became of a page, told without its text.
package struct PageNotice: Hashable, Sendable {
  package enum Kind: Hashable, Sendable, CaseIterable {
    /// The page was deleted.
    case deleted
    /// The revision's text was hidden from the public.
    case hidden
    /// The page was undeleted, or the revision's text can be read again.
    case restored
    /// The page has another title; its number is the same, and so is its text.
    case moved
    /// The page has a new revision.
    case edited
  }

  package var kind: Kind
  /// The wiki's database name, such as `enwiki`.
  package var wiki: String
  package var page: PageID
  /// The page's title, with spaces rather than underscores; of one that was moved, the new one.
  package var title: String
  /// The namespace's number; 0 holds the articles.
  package var namespace: Int32
  /// The page's address; nil where it was not told.
  package var url: String?
  /// The revision that was hidden, or else the page's newest one; only a deletion may not tell it.
  package var revision: RevisionID?
  /// The revision whose text the page had before, where that is told; of a page that was moved.
  package var parent: RevisionID?
  /// When the revision was saved that was hidden, or made by a move or an edit; else when the page
  /// was deleted or restored.
  ///
  /// So a deletion takes back all revisions saved until then, and a hiding leaves newer ones alone.
  package var timestamp: Timestamp

  package init(
    _ kind: Kind, wiki: String, page: PageID, title: String, namespace: Int32 = 0,
    url: String? = nil, revision: RevisionID?, parent: RevisionID? = nil, timestamp: Timestamp
  ) {
    self.kind = kind
    self.wiki = wiki
    self.page = page
    self.title = title
    self.namespace = namespace
    self.url = url
    self.revision = revision
    self.parent = parent
    self.timestamp = timestamp
  }
}
