package import Storage
package import WikiModel

extension PassageStoreReader {
  /// The passages that pass a filter.
  ///
  /// Reads the page table at most: wikis and pages are found by binary search, the other pages are
  /// looked at only for languages, licences and moments that not all have; a section's passages
  /// are listed under its title. For namespaces, the passages themselves are read.
  /// - Throws: `StorageError.corrupt` where the tables contradict themselves. Damage that does not
  ///   is found by ``verify()`` alone.
  package func passages(
    passing filter: SearchFilter
  ) throws(StorageError) -> RangeSet<UInt32> {
    var others = filter
    others.sections = nil
    others.namespaces = nil
    var passages =
      others.passesAll
      ? RangeSet(0..<passageCount) : try passages(ofPagesPassing: filter)
    if let titles = filter.sections {
      var inSections = RangeSet<UInt32>()
      for title in titles { inSections.formUnion(try self.passages(inSection: title)) }
      passages = passages.intersection(inSections)
    }
    guard filter.namespaces != nil else { return passages }
    return try self.passages(of: passages, inNamespacesOf: filter)
  }

  /// Reads the passages of a set, since only they tell their namespaces.
  private func passages(
    of set: RangeSet<UInt32>, inNamespacesOf filter: SearchFilter
  ) throws(StorageError) -> RangeSet<UInt32> {
    var passing = PassageRuns()
    for range in set.ranges {
      try forEachPassage(in: range) { (number, stored) throws(StorageError) in
        if filter.passes(namespace: stored.revision.namespace) { passing.add(number..<number + 1) }
      }
    }
    return passing.set
  }

  private func passages(
    ofPagesPassing filter: SearchFilter
  ) throws(StorageError) -> RangeSet<UInt32> {
    let passing = try pageProperties().map {
      filter.passes(language: $0.language) && filter.passes(licenses: $0.licenses)
    }
    let looksAtEach =
      passing.contains(false) || filter.revisedFrom != nil || filter.revisedThrough != nil
    let wanted = filter.pages?.sorted()
    var passages = PassageRuns()
    for wiki in wikis.indices where filter.passes(wiki: wikis[wiki]) {
      let ofWiki = firstPage(of: wiki, 0)..<firstPage(of: wiki + 1, 0)
      if let wanted {
        for page in wanted {
          let index = firstPage(of: wiki, page.rawValue)
          guard ofWiki.contains(index) else { continue }
          let found = try self.page(at: index)
          if found.page == page, try passes(found, passing, filter) { passages.add(found.passages) }
        }
      } else if looksAtEach {
        for index in ofWiki {
          let page = try page(at: index)
          if try passes(page, passing, filter) { passages.add(page.passages) }
        }
      } else if let first = ofWiki.first, let last = ofWiki.last {
        let start = try page(at: first).passages.lowerBound
        let end = try page(at: last).passages.upperBound
        guard start <= end else {
          throw file.corrupt(pages.lowerBound, "passages from \(start) on", "up to \(end)")
        }
        passages.add(start..<end)
      }
    }
    return passages.set
  }

  private func passes(
    _ page: Page, _ passing: [Bool], _ filter: SearchFilter
  ) throws(StorageError) -> Bool {
    guard page.properties < passing.count else {
      throw file.corrupt(
        pages.lowerBound, "languages and licences below \(passing.count)", "\(page.properties)")
    }
    return passing[page.properties] && filter.passes(timestamp: page.timestamp)
  }

  /// The index of the first page that is not before a place in key order.
  func firstPage(of wiki: Int, _ number: UInt64) -> Int {
    let bytes = file.file.bytes
    var low = 0
    var high = pageCount
    while low < high {
      let middle = (low + high) / 2
      let offset = pages.lowerBound + middle * Format.pageEntryByteCount
      let place = (
        Int(bytes.integer(UInt32.self, at: offset + 24)),
        bytes.integer(UInt64.self, at: offset)
      )
      if place < (wiki, number) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Languages with licences, by the number that the page table gives.
  func pageProperties() throws(StorageError) -> [PageProperties] {
    var cursor = ByteCursor(file.bytes(properties))
    var found: [PageProperties] = []
    while !cursor.isAtEnd {
      guard let next = PageProperties(&cursor) else {
        throw file.corrupt(
          properties.lowerBound + cursor.offset, "a language and licences", "other bytes")
      }
      found.append(next)
    }
    return found
  }
}

/// Passages gathered in rising order, row after row.
struct PassageRuns {
  private var complete = RangeSet<UInt32>()
  private var open: Range<UInt32> = 0..<0

  mutating func add(_ passages: Range<UInt32>) {
    if passages.lowerBound == open.upperBound {
      open = open.lowerBound..<passages.upperBound
    } else {
      complete.insert(contentsOf: open)
      open = passages
    }
  }

  var set: RangeSet<UInt32> {
    var set = complete
    set.insert(contentsOf: open)
    return set
  }
}
