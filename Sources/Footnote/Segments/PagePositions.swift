import PassageStore
import Storage
import Synchronization

/// Where the passages of an index stand in the order of keys, when several segments have them.
///
/// Made when it is first asked for, by a pass over the page tables; some 16 bytes a page.
final class PagePositions: Sendable {
  /// Passages in a row of one part.
  fileprivate struct Row: Sendable {
    var part: UInt32
    var first: UInt32
    /// The position of the first.
    var position: Int
  }

  private let segments: SegmentSet
  private let rows = Mutex<[Row]?>(nil)

  init(_ segments: SegmentSet) { self.segments = segments }

  /// The documents at positions, which are below the number of living passages.
  func documents(at positions: Range<Int>) throws(StorageError) -> [UInt32] {
    if segments.parts.count == 1, segments.parts[0].live == nil {
      return positions.map { UInt32($0) }
    }
    let rows = try orderedRows()
    var documents: [UInt32] = []
    documents.reserveCapacity(positions.count)
    var index = rows.partitioningIndex { $0.position > positions.lowerBound } - 1
    for position in positions {
      while index + 1 < rows.count, rows[index + 1].position <= position { index += 1 }
      let row = rows[index]
      let base = segments.parts[Int(row.part)].base
      documents.append(base + row.first + UInt32(position - row.position))
    }
    return documents
  }

  private func orderedRows() throws(StorageError) -> [Row] {
    if let known = rows.withLock({ $0 }) { return known }
    var made: [Row] = []
    var position = 0
    var pages = try PageMerge(segments, parts: segments.parts.indices)
    while let element = try pages.next() {
      made.append(
        Row(
          part: UInt32(element.part), first: element.page.passages.lowerBound,
          position: position))
      position += element.page.passages.count
    }
    guard position == segments.livingCount else {
      throw .corrupt(
        path: segments.parts[0].segment.passages.path, offset: 0,
        expected: "this and other segments' page tables to have \(segments.livingCount) passages",
        found: "\(position)")
    }
    rows.withLock { $0 = made }
    return made
  }
}

extension [PagePositions.Row] {
  /// The index of the first row that fulfils a condition, which all after it fulfil, too.
  fileprivate func partitioningIndex(_ isAfter: (PagePositions.Row) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
