import PassageStore
import Storage
import WikiIngest
import WikiModel

/// Where an update's changes come from, one after the other.
protocol ChangeFeed {
  /// The next change of a page; nil at the end.
  mutating func nextChange() throws(FootnoteError) -> PageChange?
  /// What reads the markup of the last change's text.
  mutating func openConverter() -> WikitextConverter
  /// How much was read, and what was left out; as of an ``ArticleFeed``.
  var bytesRead: UInt64 { get }
  var bytesTotal: UInt64? { get }
  var skipped: [SkipReason: Int] { get }
  var faults: [IngestError] { get }
  /// How far feeds of changes were read.
  var progress: FeedProgress { get }
  /// The names of namespaces that inputs tell; as of an ``ArticleFeed``.
  var namespaceNames: Manifest.NamespaceNames { get }
}

extension FileFeed: ChangeFeed {}

/// The revisions among changes that count for an index, one after the other.
struct UpdateFeed: ArticleFeed {
  private var changes: any ChangeFeed
  private let ledger: UpdateLedger
  private let segments: SegmentSet
  private let namespaces: Set<Int32>

  /// - Parameter namespaces: Those whose pages are wanted.
  init(
    _ changes: sending any ChangeFeed, _ ledger: UpdateLedger, _ segments: SegmentSet,
    namespaces: Set<Int32>
  ) {
    self.changes = changes
    self.ledger = ledger
    self.segments = segments
    self.namespaces = namespaces
  }

  mutating func next() throws(FootnoteError) -> SourcedArticle? {
    while let change = try changes.nextChange() {
      if let article = try article(change) { return article }
    }
    return nil
  }

  private func decide(
    on page: RawPage, of change: PageChange
  ) throws(StorageError) -> UpdateLedger.Verdict {
    if change.isOfOtherNamespace, try ledger.leavesAlone(page.article, reading: namespaces) {
      return .irrelevant
    }
    // A dump's redirects, and a feed's talk pages, would be remembered by the million.
    return try ledger.admit(
      page.article, restored: change.restored,
      isRemembered: !change.isOfDump && namespaces.contains(page.article.namespace))
  }

  private mutating func article(_ change: PageChange) throws(FootnoteError) -> SourcedArticle? {
    switch change.content {
    case .revision(let page):
      try page.article.validate()
      let verdict = try storing { () throws(StorageError) in try decide(on: page, of: change) }
      guard case .newest = verdict else { return nil }
      if let moment = change.happened { ledger.note(moment: moment) }
      guard !page.article.text.isEmpty else { return nil }
      return .read(page, changes.openConverter())
    case .notice(let notice):
      return try storing { () throws(StorageError) in
        let isMove = notice.kind == .moved
        let verdict = isMove ? try ledger.admitMove(notice) : try ledger.admit(notice)
        guard case .newest = verdict else { return nil }
        if let moment = change.happened { ledger.note(moment: moment) }
        return isMove ? try segments.retitled(notice) : nil
      }
    }
  }

  var bytesRead: UInt64 { changes.bytesRead }
  var bytesTotal: UInt64? { changes.bytesTotal }
  var skipped: [SkipReason: Int] { changes.skipped }
  var faults: [IngestError] { changes.faults }
  var progress: FeedProgress { changes.progress }
  var namespaceNames: Manifest.NamespaceNames { changes.namespaceNames }
}

extension SegmentSet {
  /// A page's passages under the title that a move gave it, as the revision that the move made.
  fileprivate func retitled(_ notice: PageNotice) throws(StorageError) -> SourcedArticle? {
    let name = PageName(wiki: notice.wiki, page: notice.page)
    guard let made = notice.revision, case .live(let part, let page) = try state(of: name),
      let contents = try parts[part].segment.passages.contents(of: page)
    else { return nil }
    var revision = contents.revision
    revision.url =
      notice.url ?? Project.address(revision.url, ofTitle: revision.title, with: notice.title)
    revision.title = notice.title
    revision.namespace = notice.namespace
    revision.revision = made
    revision.timestamp = notice.timestamp
    return .stored(revision, contents.records)
  }
}
