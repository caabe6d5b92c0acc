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
  /// The first of the terms of which a result has at least one: 0, unless postings are limited.
  private let leading: Int
  private(set) var best: TopK
  /// Documents that score no more than this are not wanted.
  private let threshold: UInt32
  private let dictionary: PostingDictionary
  /// The documents that may be found; nil allows all.
  private var allowed: DocumentRangesCursor?
  var scratch: SearchScratch

  init(
    _ cursors: [TermCursor], k: Int, among allowed: DocumentRanges?, postingLimit: Int,
    _ dictionary: PostingDictionary, above threshold: UInt32, scratch: SearchScratch
  ) {
    self.cursors = cursors.sorted {
      ($0.bound, $0.list.feature) < ($1.bound, $1.list.feature)
    }
    leading = Self.leading(self.cursors, postingLimit: postingLimit)
    var sums: [UInt32] = [0]
    for cursor in self.cursors { sums.append(sums[sums.count - 1] &+ cursor.bound) }
    boundsBefore = sums
    best = TopK(k: k)
    self.threshold = threshold
    self.dictionary = dictionary
    self.allowed = allowed.map(DocumentRangesCursor.init)
    self.scratch = scratch
  }

  /// The first of the weightiest terms that have together no more postings than the limit, or the
  /// weightiest alone.
  private static func leading(_ cursors: [TermCursor], postingLimit: Int) -> Int {
    var first = cursors.count - 1
    var postingCount = cursors[first].list.documentFrequency
    while first > 0 {
      postingCount += cursors[first - 1].list.documentFrequency
      if postingCount > postingLimit { break }
      first -= 1
    }
    return first
  }

  mutating func run() throws(StorageError) {
    let lineCount = PostingFormat.bitmapLineCount
    let count = min(allowed?.allowed.upperBound ?? .max, dictionary.documentCount)
    // What another segment has found bounds this one better than a look at its own rare terms.
    let seed =
      threshold > 0
      ? threshold
      : try SearchSeed.threshold(
        cursors, leading: leading, k: best.k, among: allowed?.allowed, dictionary)
    // Without a seed the first windows are small, since all of their documents are looked at.
    var windowCount = seed > 0 ? SearchScratch.windowCount : SearchScratch.firstWindowCount
    var start = 0
    while start < count {
      if let next = allowed?.first(from: start) { start = next / lineCount * lineCount }
      let end = min(start + windowCount, dictionary.documentCount)
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
    let needed = (boundsBefore.firstIndex { $0 > threshold } ?? boundsBefore.count) - 1
    guard needed < cursors.count else { return }
    let essential = max(needed, leading)
    if let ranges = allowed?.ranges(in: window) {
      let allowedCount = ranges.count(in: window)
      guard allowedCount > 0 else { return }
      if isCheaperToLookUp(allowedCount, of: window, essential: essential) {
        try lookUp(ranges, in: window, above: threshold)
      } else {
        try scatter(
          window, from: essential, among: ranges,
          share: Double(allowedCount) / Double(window.count), above: threshold)
      }
    } else {
      try scatter(window, from: essential, among: nil, share: 1, above: threshold)
    }
    for index in 0..<scratch.candidates.count {
      best.insert(
        row: scratch.candidates.documents[index], score: scratch.candidates.sums[index])
    }
  }

  /// Whether looking so many documents of a window up costs less than summing the window up.
  private func isCheaperToLookUp(
    _ lookUpCount: Int, of window: Range<Int>, essential: Int
  ) -> Bool {
    let count = dictionary.documentCount
    var cost = 0
    for cursor in cursors[essential...] { cost += cursor.scatterCost(documentCount: count) }
    let lookUps = lookUpCount * (cursors.count - essential)
    return Double(lookUps) / Double(window.count) < Double(cost) / Double(count)
  }

  /// Leaves as candidates the allowed documents of a window that pass the threshold, each looked
  /// up in every term that it may need.
  private mutating func lookUp(
    _ ranges: ArraySlice<Range<UInt32>>, in window: Range<Int>, above threshold: UInt32
  ) throws(StorageError) {
    scratch.candidates.fill(ranges, in: UInt32(window.lowerBound)..<UInt32(window.upperBound))
    for index in cursors.indices.reversed() where scratch.candidates.count > 0 {
      try cursors[index].lookUp(&scratch.candidates, dictionary.file)
      if boundsBefore[index] <= threshold {
        scratch.candidates.retain(above: threshold - boundsBefore[index])
      } else if index == leading {
        scratch.candidates.retain(above: 0)
      }
    }
  }

  /// Leaves as candidates the documents of a window that pass the threshold: the essential terms
  /// are summed up for all, the others looked up for those that they can lift above it.
  ///
  /// `share` is that of the window's documents that are in `ranges`.
  private mutating func scatter(
    _ window: Range<Int>, from essential: Int, among ranges: ArraySlice<Range<UInt32>>?,
    share: Double, above threshold: UInt32
  ) throws(StorageError) {
    let file = dictionary.file
    var essential = essential
    let touched = cursors[essential...].reduce(0) { $0 + $1.list.documentFrequency }
    // Where most documents are allowed, those that are not are found among the fewest candidates.
    let areMostAllowed = share > 0.5
    let lookUpCount = areMostAllowed ? touched : Int(Double(touched) * share)
    // Where they are many, summing up another term is cheaper than looking it up for each.
    while essential > leading,
      cursors[essential - 1].scatterCost(documentCount: dictionary.documentCount) <= lookUpCount
    {
      essential -= 1
    }
    let least = needed(threshold, before: essential)
    scratch.dense.removeAll(keepingCapacity: true)
    let roomCount = SearchScratch.roomCount(of: window.count)
    var denseBound: UInt32 = 0
    for index in essential..<cursors.count {
      if let list = try cursors[index].dense(over: window, file) {
        scratch.dense.append(list)
        denseBound += cursors[index].bound
      } else {
        try cursors[index].scatter(
          over: window, into: &scratch.scores, roomCount: roomCount, file)
      }
    }
    scratch.candidates.collect(
      &scratch.scores, count: window.count, adding: scratch.dense, of: file.file.bytes,
      toAtLeast: least >= denseBound ? least - denseBound + 1 : 0, above: least,
      start: UInt32(window.lowerBound))
    scratch.clearScores(window.count..<roomCount)
    if let ranges, !areMostAllowed { scratch.candidates.retain(in: ranges) }
    for index in (0..<essential).reversed() where scratch.candidates.count > 0 {
      try cursors[index].lookUp(&scratch.candidates, file)
      scratch.candidates.retain(above: needed(threshold, before: index))
    }
    if let ranges, areMostAllowed { scratch.candidates.retain(in: ranges) }
  }

  /// What the terms from one on must make more than, for those before it to lift above a threshold.
  private func needed(_ threshold: UInt32, before index: Int) -> UInt32 {
    threshold > boundsBefore[index] ? threshold - boundsBefore[index] : 0
  }
}
