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
  /// The moves that count of pages as the index has them; nil until all changes were read.
  private var moves: ArraySlice<[PageMove]>?

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
    while moves == nil, let change = try changes.nextChange() {
      if let article = try article(change) { return article }
    }
    return try storing { () throws(StorageError) in try nextMoved() }
  }

  private mutating func nextMoved() throws(StorageError) -> SourcedArticle? {
    var moves = if let moves { moves } else { try ledger.settleMoves()[...] }
    defer { self.moves = moves }
    while let next = moves.popFirst() {
      if let article = try segments.retitled(next) { return article }
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
      try storing { () throws(StorageError) in try take(notice, happened: change.happened) }
      return nil
    }
  }

  private func take(_ notice: PageNotice, happened: Timestamp?) throws(StorageError) {
    switch notice.kind {
    case .moved: ledger.keep(PageMove(notice, happened: happened))
    case .edited: try ledger.note(editWithoutText: notice)
    case .deleted, .hidden, .restored:
      let verdict = try ledger.admit(notice)
      if case .newest = verdict, let happened { ledger.note(moment: happened) }
    }
  }

  var bytesRead: UInt64 { changes.bytesRead }
  var bytesTotal: UInt64? { changes.bytesTotal }

  var skipped: [SkipReason: Int] {
    let count = ledger.counts.withoutText
    return changes.skipped.merging(count > 0 ? [.changeWithoutText: count] : [:]) { $0 + $1 }
  }

  var faults: [IngestError] { changes.faults }
  var progress: FeedProgress { changes.progress }
  var namespaceNames: Manifest.NamespaceNames { changes.namespaceNames }
}
