import PassageStore
import Storage

/// A page's revision and passages of it.
typealias StoredPage = (revision: RevisionRecord, records: [PassageRecord])

/// Pages of segments in some order.
protocol PageSequence {
  /// The next page that has passages; nil at the end.
  mutating func nextPage() throws(StorageError) -> StoredPage?
}

extension PageMerge: PageSequence {
  /// The next page with its living passages.
  mutating func nextPage() throws(StorageError) -> StoredPage? {
    while let element = try next() {
      if let page = try segments.contents(of: element) { return page }
    }
    return nil
  }
}

/// Pages that were chosen one by one, with all their passages.
struct ChosenPages: PageSequence {
  private let segments: SegmentSet
  private var pages: ArraySlice<PageMerge.Element>

  init(_ pages: [PageMerge.Element], of segments: SegmentSet) {
    self.segments = segments
    self.pages = pages[...]
  }

  mutating func nextPage() throws(StorageError) -> StoredPage? {
    while let element = pages.popFirst() {
      let store = segments.parts[element.part].segment.passages
      if let page = try store.contents(of: element.page) { return page }
    }
    return nil
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
    while let place = places.popFirst() {
      if let page = try store.contents(of: try store.page(at: place)) { return page }
    }
    return nil
  }
}
