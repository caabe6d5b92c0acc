import Numerics
import Storage

/// A first threshold for a search, from the documents that have its weightiest rare terms.
enum SearchSeed {
  /// More terms than a question has, unless it is a document.
  private static let lookUpLimit = 64

  /// A score that at least k of the allowed documents with a leading term exceed; 0 when none is
  /// found cheaply.
  ///
  /// Sums the weightiest lists up as long as they are short, takes somewhat more than k of the best
  /// documents in them, and looks the other terms up for these.
  static func threshold(
    _ cursors: [TermCursor], leading: Int, k: Int, among allowed: DocumentRanges?,
    _ dictionary: PostingDictionary
  ) throws(StorageError) -> UInt32 {
    // With so many results there is little to pass over.
    guard k <= (allowed?.count ?? dictionary.documentCount) / 32 else { return 0 }
    let postingLimit = 2048 + 12 * k
    var chosen = Candidates(capacity: 0)
    var postingCount = 0
    var others: [TermCursor] = []
    var documents: [UInt32] = []
    var impacts: [UInt8] = []
    for (index, cursor) in cursors.enumerated().reversed() {
      guard index >= leading, postingCount + cursor.list.documentFrequency <= postingLimit else {
        others.append(cursor)
        continue
      }
      postingCount += cursor.list.documentFrequency
      try dictionary.decode(cursor.list, documents: &documents, impacts: &impacts)
      chosen = chosen.merging(documents, impacts, weight: cursor.weight)
    }
    let share = allowed.map { Double($0.count) / Double(dictionary.documentCount) } ?? 1
    // Where most documents are allowed, so are most of the best: what is not is found among these.
    let areMostAllowed = share > 0.5
    if let allowed, !areMostAllowed { chosen.retain(in: allowed.ranges[...]) }
    guard chosen.count >= k else { return 0 }
    let wantedCount = k + k / 4 + 8
    let least = chosen.sum(
      ofRank: areMostAllowed ? Int(Double(wantedCount) / share) : wantedCount)
    chosen.retain(above: max(least, 1) - 1)
    if let allowed, areMostAllowed { chosen.retain(in: allowed.ranges[...]) }
    // The terms left out here only make the threshold lower than it could be.
    for index in others.indices.prefix(lookUpLimit) {
      try others[index].lookUp(&chosen, dictionary.file)
    }
    return max(chosen.sum(ofRank: k), 1) - 1
  }
}
