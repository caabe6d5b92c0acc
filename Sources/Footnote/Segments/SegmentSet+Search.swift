import Numerics
import PostingIndex
import Storage
import VectorIndex

extension SegmentSet {
  /// The exact best k living documents by score, then key.
  func search(
    _ terms: [PostingTerm], k: Int, in scope: SearchScope
  ) throws(StorageError) -> [ScoredDocument] {
    guard parts.count > 1 else {
      return try search(parts[0], terms, k: k, among: scope.allowed[0], scope, atLeast: 0)
    }
    var found: [ScoredDocument] = []
    // The largest first: what it finds lets the search of the others pass over more.
    for index in largestFirst {
      let least = found.count < k ? 0 : found[k - 1].score
      let more = try search(
        parts[index], terms, k: k, among: scope.allowed[index], scope, atLeast: least)
      guard !more.isEmpty else { continue }
      found += more
      found.sort { ($1.score, $0.document) < ($0.score, $1.document) }
    }
    let ordered = try inKeyOrder(found, score: \.score, document: \.document)
    return Array(ordered.prefix(k))
  }

  private func search(
    _ part: Part, _ terms: [PostingTerm], k: Int, among allowed: DocumentRanges?,
    _ scope: SearchScope, atLeast least: UInt32
  ) throws(StorageError) -> [ScoredDocument] {
    let postings = part.segment.postings
    let found = try postings.search(
      terms, k: k, among: allowed,
      postingLimit: scope.isExact ? .max : postings.documentCount / 2, atLeast: least)
    guard part.base > 0 else { return found }
    return found.map { ScoredDocument(document: part.base + $0.document, score: $0.score) }
  }

  /// The impacts of a feature in documents that ascend, 0 in those that lack it.
  func impacts(of feature: UInt32, in documents: [UInt32]) throws(StorageError) -> [UInt8] {
    var impacts: [UInt8] = []
    for (part, numbers) in split(documents) {
      impacts += try parts[part].segment.postings.impacts(of: feature, in: numbers)
    }
    return impacts
  }

  /// The nearest vectors, nearest first; equally near ones by key.
  func nearest(
    _ vector: [Float], k: Int, recall: Double, among allowed: [DocumentRanges?]
  ) throws(StorageError) -> [FoundVector] {
    var found: [FoundVector] = []
    for (part, allowed) in zip(parts, allowed) {
      guard let vectors = part.segment.vectors else { preconditionFailure("the mode was checked") }
      guard vectors.vectorCount > 0 else { continue }
      found += try vectors.search(vector.span, k: k, recall: recall, among: allowed).map {
        FoundVector(document: part.base + $0.document, score: $0.score)
      }
    }
    found.sort { ($1.score, $0.document) < ($0.score, $1.document) }
    let ordered = try inKeyOrder(found, score: \.score, document: \.document)
    return Array(ordered.prefix(k))
  }

  /// The exact similarities of some documents.
  func similarities(
    of vector: [Float], to documents: [UInt32]
  ) throws(StorageError) -> [FoundVector] {
    var allowed = [DocumentRanges?](repeating: DocumentRanges(RangeSet()), count: parts.count)
    for (part, numbers) in split(documents.sorted()) {
      allowed[part] = DocumentRanges(RangeSet(numbers.map { $0..<$0 + 1 }))
    }
    return try nearest(vector, k: documents.count, recall: 1, among: allowed)
  }
}
