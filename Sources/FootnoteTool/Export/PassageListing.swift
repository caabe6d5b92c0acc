import Footnote

/// All passages of an index in the order of their keys, some at a time.
struct PassageListing {
  private static let batchCount = 512

  let index: Index

  /// Calls `body` with each passage.
  func forEach(_ body: (AttributedPassage) throws(Failure) -> Void) throws(Failure) {
    let count = Int(clamping: index.summary.passageCount)
    for start in stride(from: 0, to: count, by: Self.batchCount) {
      for passage in try batch(start..<min(start + Self.batchCount, count)) { try body(passage) }
    }
  }

  /// Calls `body` with the first passage of each revision, and how many it has.
  func forEachRevision(
    _ body: (AttributedPassage, Int) throws(Failure) -> Void
  ) throws(Failure) {
    var open: (first: AttributedPassage, count: Int)?
    try forEach { (passage) throws(Failure) in
      if let (first, count) = open, first.attribution.isOfRevision(of: passage.attribution) {
        open = (first, count + 1)
      } else {
        if let (first, count) = open { try body(first, count) }
        open = (passage, 1)
      }
    }
    if let (first, count) = open { try body(first, count) }
  }

  private func batch(_ positions: Range<Int>) throws(Failure) -> [AttributedPassage] {
    do throws(FootnoteError) {
      return try index.passages(at: positions)
    } catch {
      throw Failure(error)
    }
  }
}

extension Attribution {
  fileprivate func isOfRevision(of other: Attribution) -> Bool {
    (page, revision) == (other.page, other.revision) && wiki == other.wiki
  }
}
