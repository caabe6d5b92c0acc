import PassageStore
import Storage
import WikiModel

extension SegmentSet {
  /// What orders documents of different segments; the living of one page are in one segment.
  private struct Place {
    var wiki: String
    var page: PageID
    var passage: UInt32

    func precedes(_ other: Place) -> Bool {
      if wiki != other.wiki {
        return wiki.utf8.lexicographicallyPrecedes(other.wiki.utf8)
      }
      return (page, passage) < (other.page, other.passage)
    }
  }

  private func place(of document: UInt32) throws(StorageError) -> Place {
    let part = parts[partIndex(of: document)]
    let passage = document - part.base
    let page = try part.segment.passages.page(containing: passage)
    return Place(wiki: page.wiki, page: page.page, passage: passage)
  }

  /// A ranking whose runs of equal scores are put in the order of keys.
  ///
  /// In one segment they are in that order already, since documents are numbered by it.
  func inKeyOrder<Ranked, Score: Equatable>(
    _ ranking: [Ranked], score: (Ranked) -> Score, document: (Ranked) -> UInt32
  ) throws(StorageError) -> [Ranked] {
    guard parts.count > 1 else { return ranking }
    var ordered = ranking
    var start = 0
    while start < ranking.count {
      var end = start + 1
      while end < ranking.count, score(ranking[end]) == score(ranking[start]) { end += 1 }
      if end - start > 1 {
        var run: [(place: Place, ranked: Ranked)] = []
        for ranked in ranking[start..<end] {
          run.append((try place(of: document(ranked)), ranked))
        }
        run.sort { $0.place.precedes($1.place) }
        ordered.replaceSubrange(start..<end, with: run.map(\.ranked))
      }
      start = end
    }
    return ordered
  }
}
