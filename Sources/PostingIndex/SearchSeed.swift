import Numerics
import Storage

/// A first threshold for a search, from the documents that have its weightiest rare terms.
enum SearchSeed {
  /// A score that fewer than k documents fall short of: at least k documents exceed it.
  ///
  /// 0 when the rare terms have fewer than k documents. Sums up the shortest of the weightiest lists,
  /// and looks the other terms up for the best of the documents in them.
  static func threshold(
    _ cursors: [TermCursor], k: Int, _ dictionary: PostingDictionary
  ) throws(StorageError) -> UInt32 {
    let postingLimit = 2048 + 12 * k
    var chosen = Candidates(capacity: 0)
    var postingCount = 0
    var others: [TermCursor] = []
    var documents: [UInt32] = []
    var impacts: [UInt8] = []
    for cursor in cursors.reversed() {
      guard postingCount + cursor.list.documentFrequency <= postingLimit else {
        others.append(cursor)
        continue
      }
      postingCount += cursor.list.documentFrequency
      try dictionary.decode(cursor.list, documents: &documents, impacts: &impacts)
      chosen = merge(chosen, documents, impacts, weight: cursor.weight)
    }
    guard chosen.count >= k else { return 0 }
    var best = bestCandidates(of: chosen, count: k + k / 4 + 8)
    for index in others.indices { try others[index].lookUp(&best, dictionary.file) }
    return best.sums[0..<best.count].sorted(by: >)[k - 1] - 1
  }

  private static func merge(
    _ candidates: Candidates, _ documents: [UInt32], _ impacts: [UInt8], weight: UInt32
  ) -> Candidates {
    var merged = Candidates(capacity: candidates.count + documents.count)
    var next = 0
    for (document, impact) in zip(documents, impacts) {
      while next < candidates.count, candidates.documents[next] < document {
        merged.append(document: candidates.documents[next], sum: candidates.sums[next])
        next += 1
      }
      var sum = weight &* UInt32(impact)
      if next < candidates.count, candidates.documents[next] == document {
        sum &+= candidates.sums[next]
        next += 1
      }
      merged.append(document: document, sum: sum)
    }
    while next < candidates.count {
      merged.append(document: candidates.documents[next], sum: candidates.sums[next])
      next += 1
    }
    return merged
  }

  /// The candidates of the greatest sums, again by ascending document.
  private static func bestCandidates(of candidates: Candidates, count: Int) -> Candidates {
    var best = TopK(k: count)
    for index in 0..<candidates.count {
      best.insert(row: candidates.documents[index], score: candidates.sums[index])
    }
    let rows = best.sorted().sorted { $0.row < $1.row }
    var kept = Candidates(capacity: rows.count)
    for row in rows { kept.append(document: row.row, sum: row.score) }
    return kept
  }
}
