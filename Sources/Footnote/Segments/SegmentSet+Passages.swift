import Numerics
import PassageStore
import Storage
import WikiModel

extension SegmentSet {
  /// Passages with their revisions, in the order of the documents given.
  func passages(_ documents: [UInt32]) throws(StorageError) -> [StoredPassage] {
    guard parts.count > 1 else { return try parts[0].segment.passages.passages(documents) }
    let order = documents.indices.sorted { documents[$0] < documents[$1] }
    var sorted: [StoredPassage] = []
    for (part, numbers) in split(order.map { documents[$0] }) {
      sorted += try parts[part].segment.passages.passages(numbers)
    }
    return zip(order, sorted).sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// A page's revision and its living passages; nil for one without any.
  func contents(
    of element: PageMerge.Element
  ) throws(StorageError) -> (revision: RevisionRecord, records: [PassageRecord])? {
    let part = parts[element.part]
    guard part.hasLiving(in: element.page.passages),
      let (revision, records) = try part.segment.passages.contents(of: element.page)
    else { return nil }
    if part.live == nil { return (revision, records) }
    let living = zip(element.page.passages, records).filter { part.isAlive($0.0) }.map(\.1)
    return (revision, living)
  }

  /// Of each part, the living passages that pass a filter; nil where all do.
  func documents(passing filter: SearchFilter) throws(StorageError) -> [DocumentRanges?] {
    guard !filter.passesAll else { return parts.map(\.live) }
    var allowed: [DocumentRanges?] = []
    for part in parts {
      allowed.append(part.alive(try part.segment.passages.passages(passing: filter)))
    }
    return allowed
  }

  /// How many living passages pages of this number have, whichever their wikis.
  func passageCount(ofPage page: PageID) throws(StorageError) -> Int {
    try documents(passing: SearchFilter(pages: [page])).reduce(0) { $0 + ($1?.count ?? 0) }
  }

  /// How many living passages stand in a section of this title.
  func passageCount(inSection title: String) throws(StorageError) -> Int {
    var count = 0
    for part in parts {
      count += part.alive(try part.segment.passages.passages(inSection: title)).count
    }
    return count
  }

  /// The titles of sections with the most passages, most first.
  func commonSections(_ count: Int) throws(StorageError) -> [String] {
    if parts.count == 1, parts[0].live == nil {
      return try parts[0].segment.passages.commonSections(count)
    }
    var titles: Set<String> = []
    for part in parts { titles.formUnion(try part.segment.passages.commonSections(count)) }
    var counted: [(count: Int, title: String)] = []
    for title in titles { counted.append((try passageCount(inSection: title), title)) }
    counted.sort { ($1.count, $0.title) < ($0.count, $1.title) }
    return counted.prefix(count).filter { $0.count > 0 }.map(\.title)
  }

  /// Where the index has a page, in which segment and how; nil where it never had it.
  func state(of page: PageName) throws(StorageError) -> PageState? {
    for index in parts.indices.reversed() {
      let segment = parts[index].segment
      if let tombstone = try segment.changes?.tombstone(of: page) { return .gone(tombstone) }
      if let found = try segment.passages.page(page.page, ofWiki: page.wiki) {
        return .live(part: index, found)
      }
    }
    return nil
  }
}

/// What names a page for good, whatever its title.
struct PageName: Hashable, Comparable {
  var wiki: String
  var page: PageID

  static func < (a: Self, b: Self) -> Bool {
    if a.wiki != b.wiki { return a.wiki.utf8.lexicographicallyPrecedes(b.wiki.utf8) }
    return a.page < b.page
  }
}

/// What an index knows of a page.
enum PageState {
  /// Its newest revision has passages in one of the segments.
  case live(part: Int, PassageStoreReader.Page)
  /// It was there once, or said to be gone.
  case gone(Tombstone)
}
