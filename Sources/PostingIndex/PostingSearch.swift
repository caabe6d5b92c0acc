import Numerics
import Storage

/// One search: the documents in windows, and in each window the terms that can still decide.
///
/// MaxScore (Turtle and Flood 1995) over windows whose scores are summed in an array: a document
/// that has none but the terms of the least bounds, together no more than the k-th best score so
/// far, cannot enter the results. So only the other terms are summed over the window; the small
/// ones are looked up for those documents that they can still lift above the k-th best.
struct PostingSearch {
  /// By ascending bound.
  private var cursors: [TermCursor]
  /// Element i is the sum of the bounds of the cursors before i.
  private let boundsBefore: [UInt32]
  private(set) var best: TopK
  private let dictionary: PostingDictionary
  var scratch: SearchScratch

  init(
    _ cursors: [TermCursor], k: Int, _ dictionary: PostingDictionary,
    scratch: SearchScratch
  ) {
    self.cursors = cursors.sorted { $0.bound < $1.bound }
    var sums: [UInt32] = [0]
    for cursor in self.cursors { sums.append(sums[sums.count - 1] &+ cursor.bound) }
    boundsBefore = sums
    best = TopK(k: k)
    self.dictionary = dictionary
    self.scratch = scratch
  }

  mutating func run() throws(StorageError) {
    let count = dictionary.documentCount
    let seed = try SearchSeed.threshold(cursors, k: best.k, dictionary)
    // Without a seed the first windows are small, since all of their documents are looked at.
    var windowCount = seed > 0 ? SearchScratch.windowCount : SearchScratch.firstWindowCount
    var start = 0
    while start < count {
      let end = min(start + windowCount, count)
      try search(start..<end, above: max(seed, best.threshold))
      start = end
      windowCount = min(2 * windowCount, SearchScratch.windowCount)
    }
  }

  /// Looks for results among the documents of a window, all of which come after those before it.
  ///
  /// Documents that score no more than the threshold are no results.
  private mutating func search(
    _ window: Range<Int>, above threshold: UInt32
  ) throws(StorageError) {
    // Terms before this one cannot make a result by themselves.
    var essential = (boundsBefore.firstIndex { $0 > threshold } ?? boundsBefore.count) - 1
    guard essential < cursors.count else { return }
    let touched = cursors[essential...].reduce(0) { $0 + $1.list.documentFrequency }
    // Where they are many, summing up another term is cheaper than looking it up for each.
    while essential > 0,
      cursors[essential - 1].isCheaperToScatter(
        than: touched, documentCount: dictionary.documentCount)
    {
      essential -= 1
    }
    let file = dictionary.file
    for index in essential..<cursors.count {
      try cursors[index].scatter(over: window, into: &scratch.scores, file)
    }
    scratch.candidates.collect(
      &scratch.scores, count: window.count, above: threshold - boundsBefore[essential],
      start: UInt32(window.lowerBound))
    for index in (0..<essential).reversed() where scratch.candidates.count > 0 {
      try cursors[index].lookUp(&scratch.candidates, file)
      scratch.candidates.retain(above: threshold - boundsBefore[index])
    }
    for index in 0..<scratch.candidates.count {
      best.insert(
        row: scratch.candidates.documents[index], score: scratch.candidates.sums[index])
    }
  }
}
