import PassageStore
import Storage

/// A page, and the segment's passages that it is among.
typealias StoredPage = (store: PassageStoreReader, page: PassageStoreReader.Page)

/// Pages of segments in some order.
protocol PageSequence {
  /// The next page; nil at the end.
  mutating func nextPage() throws(StorageError) -> StoredPage?
}

extension PageMerge: PageSequence {
  mutating func nextPage() throws(StorageError) -> StoredPage? {
    try next().map { segments.stored($0) }
  }
}

/// Pages that were chosen one by one.
struct ChosenPages: PageSequence {
  private let segments: SegmentSet
  private var pages: ArraySlice<PageMerge.Element>

  init(_ pages: [PageMerge.Element], of segments: SegmentSet) {
    self.segments = segments
    self.pages = pages[...]
  }

  mutating func nextPage() throws(StorageError) -> StoredPage? {
    pages.popFirst().map { segments.stored($0) }
  }
}

/// All pages of one segment's passages, the dead ones too, whatever the state of its other files.
struct AllPages: PageSequence {
  private let store: PassageStoreReader
  private var places: Range<Int>

  init(of store: PassageStoreReader) {
    self.store = store
    places = 0..<store.pageCount
  }

  mutating func nextPage() throws(StorageError) -> StoredPage? {
    guard let place = places.popFirst() else { return nil }
    return (store, try store.page(at: place))
  }
}

extension SegmentSet {
  fileprivate func stored(_ element: PageMerge.Element) -> StoredPage {
    (parts[element.part].segment.passages, element.page)
  }
}
