import PassageStore
import Storage
import WikiIngest
import WikiModel

/// A move of a page, told without its text.
struct PageMove: Comparable {
  /// When a revision was saved, and its number; in this order revisions follow each other.
  struct Moment: Comparable {
    var timestamp: Timestamp
    var revision: RevisionID

    init(_ timestamp: Timestamp, _ revision: RevisionID) {
      self.timestamp = timestamp
      self.revision = revision
    }

    static func < (a: Self, b: Self) -> Bool {
      (a.timestamp, a.revision) < (b.timestamp, b.revision)
    }
  }

  var notice: PageNotice
  /// When it happened, where that is told.
  var happened: Timestamp?

  init(_ notice: PageNotice, happened: Timestamp?) {
    self.notice = notice
    self.happened = happened
  }

  var name: PageName { PageName(wiki: notice.wiki, page: notice.page) }

  /// Of the revision that the move made.
  var moment: Moment {
    Moment(notice.timestamp, notice.revision ?? RevisionID(rawValue: Article.identifierLimit))
  }

  static func < (a: Self, b: Self) -> Bool {
    a.moment == b.moment ? a.notice.title < b.notice.title : a.moment < b.moment
  }
}

extension RevisionRecord {
  /// Gives a page the title of a move, as the revision that the move made.
  fileprivate mutating func apply(_ move: PageMove) {
    let notice = move.notice
    url = notice.url ?? Project.address(url, ofTitle: title, with: notice.title)
    title = notice.title
    namespace = notice.namespace
    revision = move.moment.revision
    timestamp = notice.timestamp
  }
}

extension SegmentSet {
  /// A page's passages under the title that its moves have given it.
  func retitled(_ moves: [PageMove]) throws(StorageError) -> SourcedArticle? {
    guard let name = moves.first?.name, case .live(let part, let page) = try state(of: name),
      var contents = try parts[part].segment.passages.contents(of: page)
    else { return nil }
    for move in moves { contents.revision.apply(move) }
    return .stored(contents.revision, contents.records)
  }
}

/// Pages of a segment under the titles that moves have given them.
struct RetitledPages<Pages: PageSequence>: PageSequence {
  private var pages: Pages
  private let moves: [PageName: [PageMove]]

  init(_ pages: Pages, _ moves: [PageName: [PageMove]]) {
    self.pages = pages
    self.moves = moves
  }

  mutating func nextPage() throws(StorageError) -> StoredPage? {
    guard var page = try pages.nextPage() else { return nil }
    let name = PageName(wiki: page.revision.wiki, page: page.revision.page)
    for move in moves[name] ?? [] { page.revision.apply(move) }
    return page
  }
}
