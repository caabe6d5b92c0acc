/// Documents that a search may find, as ranges that ascend and do not touch.
///
/// Documents that pass a filter mostly stand in rows: pages, sections, whole wikis. So ranges take
/// less memory than a bit for each document of the index, and whole windows are passed over.
package struct DocumentRanges: Hashable, Sendable {
  package let ranges: [Range<UInt32>]
  /// Documents in all ranges.
  package let count: Int

  package init(_ documents: RangeSet<UInt32>) {
    ranges = Array(documents.ranges)
    count = ranges.reduce(0) { $0 + $1.count }
  }

  /// One more than the greatest document; 0 for none.
  package var upperBound: Int { Int(ranges.last?.upperBound ?? 0) }

  /// Whether a document is among them; O(log of the number of ranges).
  package func contains(_ document: UInt32) -> Bool {
    let position = position(endingAfter: Int(document), from: 0)
    return position < ranges.count && ranges[position].contains(document)
  }

  /// The first range at or after a position that ends after a document; O(log of the distance).
  package func position(endingAfter document: Int, from start: Int) -> Int {
    // Doubling steps, then halving ones: near ranges are found in few steps.
    var low = start
    var step = 1
    while low + step <= ranges.count, ranges[low + step - 1].upperBound <= document {
      low += step
      step *= 2
    }
    var high = min(low + step - 1, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= document { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension DocumentRanges {
  /// Of each range its first document and the one after its last.
  func withBounds(_ body: (UnsafeBufferPointer<UInt32>) -> Void) {
    unsafe ranges.withUnsafeBytes { unsafe body($0.bindMemory(to: UInt32.self)) }
  }
}

/// A search's way through the documents that it may find, window by window.
package struct DocumentRangesCursor: Sendable {
  package let allowed: DocumentRanges
  /// The first range that does not end before the window.
  private var position = 0

  package init(_ allowed: DocumentRanges) { self.allowed = allowed }

  /// The ranges that lie in a window at least in part; windows ascend from call to call.
  package mutating func ranges(in window: Range<Int>) -> ArraySlice<Range<UInt32>> {
    position = allowed.position(endingAfter: window.lowerBound, from: position)
    let end = allowed.position(endingAfter: window.upperBound - 1, from: position)
    guard end < allowed.ranges.count, allowed.ranges[end].lowerBound < window.upperBound else {
      return allowed.ranges[position..<end]
    }
    return allowed.ranges[position...end]
  }

  /// The first allowed document from another one on; nil when there is none.
  package mutating func first(from document: Int) -> Int? {
    position = allowed.position(endingAfter: document, from: position)
    guard position < allowed.ranges.count else { return nil }
    return max(document, Int(allowed.ranges[position].lowerBound))
  }
}

extension ArraySlice<Range<UInt32>> {
  /// How many documents of a window the ranges hold.
  package func count(in window: Range<Int>) -> Int {
    reduce(0) {
      let upper = Swift.min(Int($1.upperBound), window.upperBound)
      return $0 + Swift.max(0, upper - Swift.max(Int($1.lowerBound), window.lowerBound))
    }
  }
}
