package import Storage
package import WikiModel

extension PassageStoreReader {
  /// A page by its wiki and number; nil where the store has none.
  ///
  /// - Complexity: O(log pages).
  package func page(
    _ number: PageID, ofWiki name: String
  ) throws(StorageError) -> Page? {
    guard let wiki = wikis.firstIndex(of: name) else { return nil }
    let index = firstPage(of: wiki, number.rawValue)
    guard index < pageCount else { return nil }
    let found = try page(at: index)
    return found.wiki == name && found.page == number ? found : nil
  }

  /// The page that a passage below ``passageCount`` is from; O(log pages).
  package func page(containing passage: UInt32) throws(StorageError) -> Page {
    var low = 0
    var high = pageCount
    while high - low > 1 {
      let middle = (low + high) / 2
      if try page(at: middle).passages.lowerBound <= passage { low = middle } else { high = middle }
    }
    guard low < pageCount else { throw noPage(of: passage) }
    let found = try page(at: low)
    guard found.passages.contains(passage) else { throw noPage(of: passage) }
    return found
  }

  private func noPage(of passage: UInt32) -> StorageError {
    file.corrupt(pages.lowerBound, "the page of passage \(passage)", "none")
  }
}

extension PassageStoreReader {
  /// The pages that some passages are from, in order; they are whole pages.
  package func pages(of passages: RangeSet<UInt32>) throws(StorageError) -> [Page] {
    var pages: [Page] = []
    for range in passages.ranges {
      var next = range.lowerBound
      while next < range.upperBound {
        let page = try page(containing: next)
        pages.append(page)
        next = page.passages.upperBound
      }
    }
    return pages
  }
}

extension PassageStoreReader {
  /// A page's revision and all its passages; nil for one without any.
  package func contents(
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
