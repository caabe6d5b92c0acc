package import WikiModel

/// What an input says has become of a page; changes come in the input's order.
package struct PageChange: Sendable {
  package enum Content: Sendable {
    /// The page has this revision; one without text is no article: a redirect, emptied, or in a
    /// namespace that is not wanted.
    case revision(RawPage)
    /// The page was deleted, hidden, restored, moved or edited, and its text does not come along.
    case notice(PageNotice)
  }

  package var content: Content
  /// When a revision came back that had been deleted or hidden; nil for any other.
  ///
  /// Such a revision counts although it is older than the deletion.
  package var restored: Timestamp?
  /// When what is no new revision happened, where the input tells: a deletion, a hiding, a return.
  package var happened: Timestamp?
  /// Where in its feed the change stands; nil for dumps and articles.
  package var position: FeedPosition?
  /// Whether it is a dump's page, of which the dump tells nothing more.
  package var isOfDump = false
  /// Whether the page was passed over for its namespace, which is none of those that are read.
  package var isOfOtherNamespace = false
  package var location: PageLocation

  /// The page has the revision that was read.
  package init(_ page: RawPage) {
    content = .revision(page)
    location = page.location
  }

  init(_ notice: PageNotice, at location: PageLocation) {
    content = .notice(notice)
    self.location = location
  }
}

extension PageChange {
  /// Whether it is an edit without its text, which was counted as such when it was read.
  var isEdit: Bool {
    if case .notice(let notice) = content { notice.kind == .edited } else { false }
  }

  /// The change as a revision, as it counts when only the newest revision of each page is wanted.
  ///
  /// A page that was deleted or hidden becomes a revision without text, which takes the place of
  /// all that were saved until then. Nil where the change tells nothing without an older state.
  var page: RawPage? {
    switch content {
    case .revision(let page): page
    case .notice(let notice):
      switch notice.kind {
      case .deleted, .hidden:
        RawPage(article: Article(withdrawnBy: notice), claimedDigest: nil, location: location)
      case .restored, .moved, .edited: nil
      }
    }
  }
}

extension Article {
  /// A revision without text that a notice tells of; it has no attribution.
  fileprivate init(withdrawnBy notice: PageNotice) {
    self.init(
      wiki: notice.wiki, page: notice.page,
      revision: notice.revision ?? RevisionID(rawValue: Self.identifierLimit),
      title: notice.title, namespace: notice.namespace, language: "", timestamp: notice.timestamp,
      url: notice.url ?? "", licenses: [], text: [])
  }
}
