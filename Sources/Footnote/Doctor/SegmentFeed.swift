import PassageStore
import Storage
import WikiIngest

/// All pages of one segment's passages, the dead ones too, whatever the state of its other files.
struct SegmentFeed: ArticleFeed {
  private let store: PassageStoreReader
  private var pages: Range<Int>
  private(set) var bytesRead: UInt64 = 0

  init(_ store: PassageStoreReader) {
    self.store = store
    pages = 0..<store.pageCount
  }

  mutating func next() throws(FootnoteError) -> SourcedArticle? {
    do throws(StorageError) {
      while let index = pages.popFirst() {
        guard let contents = try store.contents(of: try store.page(at: index)) else { continue }
        let article = SourcedArticle.stored(contents.revision, contents.records)
        bytesRead += UInt64(article.byteCount)
        return article
      }
      return nil
    } catch {
      throw .storage(error)
    }
  }

  var bytesTotal: UInt64? { nil }
  var skipped: [SkipReason: Int] { [:] }
  var faults: [IngestError] { [] }
}
