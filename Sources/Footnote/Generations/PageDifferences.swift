import PassageStore
import Storage
import WikiModel

/// The pages that differ between two generations, in the order of pages.
struct PageDifferences {
  private let before: SegmentSet
  private let after: SegmentSet
  private var oldPages: PageMerge
  private var newPages: PageMerge
  private var old: PageMerge.Element?
  private var new: PageMerge.Element?

  init(_ before: SegmentSet, _ after: SegmentSet) throws(StorageError) {
    self.before = before
    self.after = after
    oldPages = try PageMerge(before, parts: before.parts.indices)
    newPages = try PageMerge(after, parts: after.parts.indices)
    old = try oldPages.next()
    new = try newPages.next()
  }

  /// The next page that differs; nil at the end.
  mutating func next() throws(StorageError) -> PageDifference? {
    while old != nil || new != nil {
      let (first, second) = (old, new)
      if let first, second.map({ first.name < $0.name }) ?? true {
        old = try oldPages.next()
        return try difference(first.name, first, nil)
      }
      if let second, first.map({ second.name < $0.name }) ?? true {
        new = try newPages.next()
        return try difference(second.name, nil, second)
      }
      old = try oldPages.next()
      new = try newPages.next()
      if let first, let second, try !isSame(first, second) {
        return try difference(first.name, first, second)
      }
    }
    return nil
  }

  /// Whether nothing of a page differs.
  ///
  /// One that a later segment has is compared as a whole: it may have been compacted, or have come
  /// back as the revision that it was, under another title.
  private func isSame(
    _ old: PageMerge.Element, _ new: PageMerge.Element
  ) throws(StorageError) -> Bool {
    guard old.page.revision == new.page.revision, old.page.timestamp == new.page.timestamp,
      old.page.passages.count == new.page.passages.count
    else { return false }
    let segments = (before.parts[old.part].segment, after.parts[new.part].segment)
    guard segments.0.number != segments.1.number else { return true }
    let (before, after) = (try before.contents(of: old), try after.contents(of: new))
    return before?.revision == after?.revision && before?.records == after?.records
  }

  private func difference(
    _ name: PageName, _ old: PageMerge.Element?, _ new: PageMerge.Element?
  ) throws(StorageError) -> PageDifference {
    let oldContents = try old.flatMap { (element) throws(StorageError) in
      try before.contents(of: element)
    }
    let newContents = try new.flatMap { (element) throws(StorageError) in
      try after.contents(of: element)
    }
    return PageDifference(
      wiki: name.wiki, page: name.page,
      before: oldContents.map { PageDifference.State($0.revision, $0.records.count) },
      after: newContents.map { PageDifference.State($0.revision, $0.records.count) },
      removed: keys(of: oldContents, thatAreNotIn: newContents),
      added: keys(of: newContents, thatAreNotIn: oldContents))
  }

  private typealias Contents = (revision: RevisionRecord, records: [PassageRecord])

  /// The passages of a page whose text the other has not.
  private func keys(of page: Contents?, thatAreNotIn other: Contents?) -> [PassageKey] {
    guard let page else { return [] }
    let texts = Set(other?.records.map(\.passage.text) ?? [])
    return page.records.map(\.passage).filter { !texts.contains($0.text) }.map {
      PassageKey(
        wiki: page.revision.wiki, page: page.revision.page, revision: page.revision.revision,
        ordinal: $0.ordinal)
    }
  }
}

extension PageDifference.State {
  fileprivate init(_ revision: RevisionRecord, _ passageCount: Int) {
    self.init(
      title: revision.title, revision: revision.revision, timestamp: revision.timestamp,
      passageCount: passageCount)
  }
}
