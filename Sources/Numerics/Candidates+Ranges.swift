extension Candidates {
  /// Keeps the candidates that lie in one of some ranges, which ascend.
  package mutating func retain(in ranges: ArraySlice<Range<UInt32>>) {
    var kept = 0
    var position = ranges.startIndex
    for index in 0..<count {
      let document = documents[index]
      while position < ranges.endIndex, ranges[position].upperBound <= document { position += 1 }
      guard position < ranges.endIndex else { break }
      if ranges[position].lowerBound <= document {
        documents[kept] = document
        sums[kept] = sums[index]
        kept += 1
      }
    }
    count = kept
  }

  /// Takes as candidates, with sums of 0, the documents of a window that lie in one of some ranges.
  ///
  /// The ranges ascend, and the window has at most as many documents as there is room for.
  package mutating func fill(_ ranges: ArraySlice<Range<UInt32>>, in window: Range<UInt32>) {
    precondition(window.count <= capacity)
    count = 0
    for range in ranges {
      for document in range.clamped(to: window) {
        documents[count] = document
        sums[count] = 0
        count += 1
      }
    }
  }
}
