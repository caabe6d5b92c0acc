import PassageStore
import Storage
import WikiIngest
import WikiModel

/// The revisions of files of articles and changes that count for an index, one after the other.
struct UpdateFeed: ArticleFeed {
  private var files: FileFeed
  private let ledger: UpdateLedger
  private let segments: SegmentSet

  init(_ files: FileFeed, _ ledger: UpdateLedger, _ segments: SegmentSet) {
    self.files = files
    self.ledger = ledger
    self.segments = segments
  }

  mutating func next() throws(FootnoteError) -> SourcedArticle? {
    while let change = try files.nextChange() {
      if let article = try article(change) { return article }
    }
    return nil
  }

  private mutating func article(_ change: PageChange) throws(FootnoteError) -> SourcedArticle? {
    switch change.content {
    case .revision(let page):
      try page.article.validate()
      let verdict = try storing { () throws(StorageError) in
        try ledger.admit(page.article, restored: change.restored)
      }
      guard case .newest = verdict, !page.article.text.isEmpty else { return nil }
      return .read(page, files.openConverter())
    case .notice(let notice):
      return try storing { () throws(StorageError) in
        guard notice.kind == .moved else {
          _ = try ledger.admit(notice)
          return nil
        }
        guard case .newest = try ledger.admitMove(notice) else { return nil }
        return try segments.retitled(notice)
      }
    }
  }

  var bytesRead: UInt64 { files.bytesRead }
  var bytesTotal: UInt64? { files.bytesTotal }
  var skipped: [SkipReason: Int] { files.skipped }
  var faults: [IngestError] { files.faults }
  var progress: FeedProgress { files.progress }
}

extension SegmentSet {
  /// A page's passages under the title that a move gave it, as the revision that the move made.
  fileprivate func retitled(_ notice: PageNotice) throws(StorageError) -> SourcedArticle? {
    let name = PageName(wiki: notice.wiki, page: notice.page)
    guard let made = notice.revision, case .live(let part, let page) = try state(of: name),
      let contents = try parts[part].segment.passages.contents(of: page)
    else { return nil }
    var revision = contents.revision
    revision.title = notice.title
    revision.namespace = notice.namespace
    revision.url = notice.url ?? revision.url
    revision.revision = made
    revision.timestamp = notice.timestamp
    return .stored(revision, contents.records)
  }
}

extension PassageStoreReader {
  /// A page's revision and all its passages; nil for one without any.
  func contents(
    of page: Page
  ) throws(StorageError) -> (revision: RevisionRecord, records: [PassageRecord])? {
    var revision: RevisionRecord?
    var records: [PassageRecord] = []
    records.reserveCapacity(page.passages.count)
    try forEachPassage(in: page.passages) { (_, stored) throws(StorageError) in
      if revision == nil { revision = stored.revision }
      records.append(stored.record)
    }
    return revision.map { ($0, records) }
  }
}
