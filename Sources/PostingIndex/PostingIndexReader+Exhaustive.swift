package import Numerics
package import Storage

extension PostingIndexReader {
  /// The best k documents, found by scoring every posting of every term.
  ///
  /// The plain meaning of ``search(_:k:among:)``, which tests hold that to.
  package func exhaustiveSearch(
    _ terms: [PostingTerm], k: Int, among allowed: DocumentRanges? = nil
  ) throws(StorageError) -> [ScoredDocument] {
    var scores = [UInt32](repeating: 0, count: documentCount)
    var documents: [UInt32] = []
    var impacts: [UInt8] = []
    for term in terms.normalized() {
      guard let list = try dictionary.list(of: term.feature) else { continue }
      try dictionary.decode(list, documents: &documents, impacts: &impacts)
      for (document, impact) in zip(documents, impacts) {
        scores[Int(document)] += term.weight * UInt32(impact)
      }
    }
    if let allowed {
      var isAllowed = [Bool](repeating: false, count: documentCount)
      for document in allowed.ranges.joined() { isAllowed[Int(document)] = true }
      for document in scores.indices where !isAllowed[document] { scores[document] = 0 }
    }
    var found: [ScoredDocument] = []
    for (document, score) in scores.enumerated() where score > 0 {
      found.append(ScoredDocument(document: UInt32(document), score: score))
    }
    return Array(found.sorted().prefix(max(0, k)))
  }
}
