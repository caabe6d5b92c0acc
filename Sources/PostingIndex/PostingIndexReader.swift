package import Storage

/// Searches the sparse index of one segment in place; safe from any number of threads.
///
/// Opening reads a few dozen bytes. A search touches the lists of its terms, the larger ones only
/// where a document could still be among the results.
package final class PostingIndexReader: Sendable {
  let dictionary: PostingDictionary
  /// Memory of all searches, whichever the index: the one before has it in the cache.
  static let scratches = IdlePool<SearchScratch>()

  /// Opens an index file.
  ///
  /// - Throws: `StorageError`, a different one for a file that is not ours, of another kind, too
  /// new, too old, cut short, or damaged where that is seen without reading the postings.
  package init(path: String) throws(StorageError) {
    let file = try SectionFileReader(
      path: path, kind: PostingFormat.kind,
      versions: PostingFormat.version...PostingFormat.version)
    dictionary = try PostingDictionary(file)
  }

  /// Documents are numbered from 0 to this.
  package var documentCount: Int { dictionary.documentCount }
  /// Features that have a posting.
  package var featureCount: Int { dictionary.featureCount }
  package var postingCount: UInt64 { dictionary.postingCount }

  /// How many documents have each feature, in the features' order; O(log features) for each.
  package func documentFrequencies(of features: [UInt32]) throws(StorageError) -> [Int] {
    try dictionary.lists(of: features).map { $0?.documentFrequency ?? 0 }
  }

  /// The lists of all features, in the order of the features; for merging.
  package func forEachList(
    _ body: (PostingList) throws(StorageError) -> Void
  ) throws(StorageError) {
    for group in 0..<dictionary.groupCount {
      for list in try dictionary.lists(ofGroup: group) { try body(list) }
    }
  }

  /// Replaces two arrays by all documents and impacts of a list; documents ascend.
  package func decode(
    _ list: PostingList, documents: inout [UInt32], impacts: inout [UInt8]
  ) throws(StorageError) {
    try dictionary.decode(list, documents: &documents, impacts: &impacts)
  }
}
