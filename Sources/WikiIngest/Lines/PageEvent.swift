import WikiModel

/// A change event as it was read, in the words of neither feed.
struct PageEvent {
  enum Kind {
    /// The page has a new revision.
    case revision
    case deletion
    /// A revision's text, comment or author was hidden or shown.
    case visibility
    /// A deleted page is back.
    case restoration
    case move
  }

  var kind: Kind
  var wiki: String
  var page: PageID
  var title: String
  var namespace: Int32 = 0
  var url: String?
  /// The page's revision; only a deletion may not tell it, or when it was saved.
  var revision: RevisionID?
  var saved: Timestamp?
  /// The revision that was moved; nil of other events, and where it is not told.
  var parent: RevisionID?
  /// When the event happened.
  var date: Timestamp?
  var isTextVisible = true
  var isRedirect = false
  var model = "wikitext"
  /// The revision's wikitext, where the event carries it.
  var text: [UInt8]?
  /// The language that the caller says.
  var language: String?
  /// The one that the event says; what a wiki of Wikimedia is known for goes before it.
  var claimedLanguage: String?
  /// Those that the event names, or the caller; nil where the wiki must tell.
  var licenses: [License]?
  var position: FeedPosition?
  /// Who saved the revision, where that is told.
  var editor: String?

  init(_ kind: Kind, wiki: String, page: UInt64, title: String) {
    self.kind = kind
    self.wiki = wiki
    self.page = PageID(rawValue: page)
    self.title = title
  }
}

/// What an event comes to: a change, or a reason to leave it out, or both where the page was an
/// article and is none now.
struct EventOutcome {
  var change: PageChange?
  var skipped: SkipReason?
}

extension PageEvent {
  func outcome(
    _ members: borrowing LineMembers, _ options: IngestOptions, _ source: SourceName
  ) throws(IngestError) -> EventOutcome {
    var outcome = try outcomeOfContents(members, options, source)
    outcome.change?.position = position
    if kind != .revision { outcome.change?.happened = date }
    return outcome
  }

  private func outcomeOfContents(
    _ members: borrowing LineMembers, _ options: IngestOptions, _ source: SourceName
  ) throws(IngestError) -> EventOutcome {
    if kind == .deletion {
      guard let date = date ?? saved else { throw members.fault("the date of a deletion", "none") }
      return EventOutcome(change: notice(.deleted, date, members))
    }
    guard let revision, let saved else { throw members.fault("a revision and its date", "none") }
    if !isTextVisible { return EventOutcome(change: notice(.hidden, saved, members)) }
    if let reason = reasonAgainst(options) {
      let article = Article(
        wiki: wiki, page: page, revision: revision, title: title, namespace: namespace,
        language: language ?? claimedLanguage ?? "", timestamp: saved, url: url ?? "",
        licenses: licenses ?? [], text: [], source: source)
      var change = change(article, members)
      change.isOfOtherNamespace = reason == .otherNamespace
      return EventOutcome(change: change, skipped: reason)
    }
    guard let text else {
      switch kind {
      case .move: return EventOutcome(change: notice(.moved, saved, members))
      case .restoration, .visibility:
        return EventOutcome(change: notice(.restored, date ?? saved, members))
      case .revision, .deletion:
        return EventOutcome(change: notice(.edited, saved, members), skipped: .changeWithoutText)
      }
    }
    if let reason = options.exclusion?.reason(wiki, page, revision, editor) {
      return EventOutcome(skipped: reason)
    }
    let article = try article(text, revision, saved, members, source)
    return EventOutcome(change: change(article, members))
  }

  private func notice(
    _ kind: PageNotice.Kind, _ timestamp: Timestamp, _ members: borrowing LineMembers
  ) -> PageChange {
    PageChange(
      PageNotice(
        kind, wiki: wiki, page: page, title: title, namespace: namespace, url: url,
        revision: revision, parent: parent, timestamp: timestamp),
      at: members.location)
  }

  private func change(_ article: Article, _ members: borrowing LineMembers) -> PageChange {
    var change = PageChange(
      RawPage(article: article, claimedDigest: nil, location: members.location))
    if kind == .restoration || kind == .visibility { change.restored = date ?? article.timestamp }
    return change
  }

  /// Why the page is no article now; nil where it is one, as far as the event tells.
  private func reasonAgainst(_ options: IngestOptions) -> SkipReason? {
    if !options.namespaces.contains(namespace) { return .otherNamespace }
    if isRedirect { return .redirect }
    if model != "wikitext" { return .otherModel }
    guard let text else { return nil }
    if text.isEmpty { return .emptyText }
    return RedirectWords.startRedirect(text) ? .redirect : nil
  }

  private func article(
    _ text: [UInt8], _ revision: RevisionID, _ saved: Timestamp, _ members: borrowing LineMembers,
    _ source: SourceName
  ) throws(IngestError) -> Article {
    guard text.count <= IngestLimit.revisionByteCount else {
      throw members.fault(
        "a text of at most \(IngestLimit.revisionByteCount) bytes", "one of \(text.count)")
    }
    guard let project else {
      throw members.fault("the address of a page of \(quoted(wiki))", url.map(quoted) ?? "none")
    }
    guard
      let licenses = licenses
        ?? License.offered(by: project, namespace: namespace, savedAt: saved)
    else {
      throw members.fault("the licence of \(quoted(wiki)) (or --license SPDX)", "none")
    }
    let claimed = project.family == nil ? claimedLanguage : nil
    return Article(
      wiki: wiki, page: page, revision: revision, title: title, namespace: namespace,
      language: language ?? claimed ?? project.language, timestamp: saved,
      url: url ?? project.address(ofTitle: title), licenses: licenses, text: text, source: source)
  }

  private var project: Project? {
    guard let url else { return Project(databaseName: wiki) }
    return Project(pageAddress: url, wiki: wiki, language: language)
  }
}
