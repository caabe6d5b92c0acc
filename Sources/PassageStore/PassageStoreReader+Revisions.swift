package import Storage

extension PassageStoreReader {
  /// The passages of some revisions, by the wikis that these are of.
  ///
  /// - Complexity: O(pages): the page table is read once.
  package func passages(
    ofRevisions wanted: [String: Set<UInt64>]
  ) throws(StorageError) -> RangeSet<UInt32> {
    var passages = PassageRuns()
    for wiki in wikis.indices {
      guard let revisions = wanted[wikis[wiki]], !revisions.isEmpty else { continue }
      let bytes = file.file.bytes
      for index in firstPage(of: wiki, 0)..<firstPage(of: wiki + 1, 0) {
        let offset = pages.lowerBound + index * Format.pageEntryByteCount
        guard revisions.contains(bytes.integer(UInt64.self, at: offset + 8)) else { continue }
        passages.add(try page(at: index).passages)
      }
    }
    return passages.set
  }
}
