import PassageStore
import Storage
import WikiModel

/// The living pages of some segments, one after the other in the order of their keys.
struct PageMerge {
  /// A page, and the part of the index that has it.
  struct Element {
    var part: Int
    var page: PassageStoreReader.Page

    var name: PageName { PageName(wiki: page.wiki, page: page.page) }
  }

  let segments: SegmentSet
  /// The next page of each part that has one left.
  private var heads: [(element: Element, next: Int)] = []

  /// - Parameter parts: The parts to read, by their places.
  init(_ segments: SegmentSet, parts: Range<Int>) throws(StorageError) {
    self.segments = segments
    for part in parts {
      if let head = try head(ofPart: part, from: 0) { heads.append(head) }
    }
  }

  /// The first living page of a part at or after a place in its page table.
  private func head(
    ofPart part: Int, from start: Int
  ) throws(StorageError) -> (element: Element, next: Int)? {
    let store = segments.parts[part].segment.passages
    for index in start..<max(start, store.pageCount) {
      let page = try store.page(at: index)
      if segments.parts[part].hasLiving(in: page.passages) {
        return (Element(part: part, page: page), index + 1)
      }
    }
    return nil
  }

  /// The next page; nil at the end.
  ///
  /// - Complexity: O(parts).
  mutating func next() throws(StorageError) -> Element? {
    guard let first = heads.indices.min(by: { heads[$0].element.name < heads[$1].element.name })
    else { return nil }
    let element = heads[first].element
    if let head = try head(ofPart: element.part, from: heads[first].next) {
      heads[first] = head
    } else {
      heads.remove(at: first)
    }
    return element
  }
}
