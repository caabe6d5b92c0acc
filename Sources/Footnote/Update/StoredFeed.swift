import Storage
import WikiIngest

/// Pages out of an index's segments, one after the other, with all their passages.
struct StoredFeed<Pages: PageSequence>: ArticleFeed {
  private let segments: SegmentSet
  private var pages: Pages
  /// Bytes of text that were read, and that there are.
  private(set) var bytesRead: UInt64 = 0
  let bytesTotal: UInt64?

  init(_ pages: Pages, of segments: SegmentSet, byteCount: UInt64?) {
    self.pages = pages
    self.segments = segments
    bytesTotal = byteCount
  }

  mutating func next() throws(FootnoteError) -> SourcedArticle? {
    do throws(StorageError) {
      while let element = try pages.next() {
        let store = segments.parts[element.part].segment.passages
        guard let (revision, records) = try store.contents(of: element.page) else { continue }
        let article = SourcedArticle.stored(revision, records)
        bytesRead += UInt64(article.byteCount)
        return article
      }
      return nil
    } catch {
      throw .storage(error)
    }
  }

  var skipped: [SkipReason: Int] { [:] }
  var faults: [IngestError] { [] }
}

/// Pages of an index in some order.
protocol PageSequence {
  mutating func next() throws(StorageError) -> PageMerge.Element?
}

extension PageMerge: PageSequence {}

/// Pages that were chosen one by one.
struct ChosenPages: PageSequence {
  private var pages: ArraySlice<PageMerge.Element>

  init(_ pages: [PageMerge.Element]) { self.pages = pages[...] }

  mutating func next() throws(StorageError) -> PageMerge.Element? { pages.popFirst() }
}
