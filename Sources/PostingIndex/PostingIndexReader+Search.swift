package import Numerics
package import Storage

extension PostingIndexReader {
  /// The exact best k documents by score descending, then document ascending.
  ///
  /// A document's score is the sum over the terms of weight times impact; documents that have none
  /// of the terms are not found. Terms of one feature count as one with the sum of their weights;
  /// weights so large that a score could exceed `UInt32.max` are all halved until none can.
  ///
  /// - Parameters:
  ///   - allowed: where given, only its documents are found, with the scores that they have among
  ///     all.
  ///   - postingLimit: where given, only documents are found that have a leading term: one of those
  ///     with the greatest bounds (weight times greatest impact; of equal ones, the greatest
  ///     features) that together have so many postings at most, or the first of these alone.
  ///   - least: documents of lower scores may be left out, since the caller has k better ones.
  /// - Throws: `StorageError.corrupt` where the lists contradict themselves. Damage that does not
  ///   is found by ``verify()`` alone.
  package func search(
    _ terms: [PostingTerm], k: Int, among allowed: DocumentRanges? = nil,
    postingLimit: Int = .max, atLeast least: UInt32 = 0
  ) throws(StorageError) -> [ScoredDocument] {
    precondition((allowed?.upperBound ?? 0) <= documentCount, "documents beyond the index")
    let findable = allowed?.count ?? documentCount
    guard k > 0, findable > 0 else { return [] }
    let terms = terms.normalized()
    var cursors: [TermCursor] = []
    cursors.reserveCapacity(terms.count)
    for (term, list) in zip(terms, try dictionary.lists(of: terms.map(\.feature))) {
      guard let list else { continue }
      cursors.append(TermCursor(list, weight: term.weight, dictionary.file))
    }
    guard !cursors.isEmpty else { return [] }
    var search = PostingSearch(
      cursors, k: min(k, findable), among: allowed, postingLimit: postingLimit, dictionary,
      above: least == 0 ? 0 : least - 1, scratch: Self.scratches.take() ?? SearchScratch())
    try search.run()
    Self.scratches.put(search.scratch)
    return search.best.sorted().map { ScoredDocument(document: $0.row, score: $0.score) }
  }

  /// The impacts of one feature in documents that ascend, 0 in those that lack it.
  ///
  /// A score of ``search(_:k:)`` is the sum of the terms' weights times these.
  package func impacts(
    of feature: UInt32, in documents: [UInt32]
  ) throws(StorageError) -> [UInt8] {
    guard !documents.isEmpty, let list = try dictionary.list(of: feature) else {
      return [UInt8](repeating: 0, count: documents.count)
    }
    var candidates = Candidates(capacity: 0).merging(
      documents, [UInt8](repeating: 0, count: documents.count), weight: 0)
    var cursor = TermCursor(list, weight: 1, dictionary.file)
    try cursor.lookUp(&candidates, dictionary.file)
    return documents.indices.map { UInt8(truncatingIfNeeded: candidates.sums[$0]) }
  }
}
