import PassageStore
import Storage
import WikiIngest

/// Pages out of an index's segments, one after the other.
struct StoredFeed<Pages: PageSequence>: ArticleFeed {
  private var pages: Pages
  /// Bytes of text that were read, and that there are.
  private(set) var bytesRead: UInt64 = 0
  let bytesTotal: UInt64?

  init(_ pages: Pages, byteCount: UInt64? = nil) {
    self.pages = pages
    bytesTotal = byteCount
  }

  mutating func next() throws(FootnoteError) -> SourcedArticle? {
    do throws(StorageError) {
      guard let page = try pages.nextPage() else { return nil }
      let article = SourcedArticle.stored(page.revision, page.records)
      bytesRead += UInt64(article.byteCount)
      return article
    } catch {
      throw .storage(error)
    }
  }

  var skipped: [SkipReason: Int] { [:] }
  var faults: [IngestError] { [] }
}
