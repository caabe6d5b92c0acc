import Footnote

/// All passages of an index in the order of their keys, some at a time.
struct PassageListing {
  private static let batchCount = 512

  let index: Index

  /// Calls `body` with each passage.
  func forEach(_ body: (AttributedPassage) throws(Failure) -> Void) throws(Failure) {
    let count = Int(clamping: index.summary.passageCount)
    for positions in batches(count) {
      for passage in try batch(positions) { try body(passage) }
    }
  }

  /// The same, and tells an audit log what leaves.
  func forEach(
    logged audit: SearchAudit?, as format: ExportFormat,
    _ body: (AttributedPassage) throws(Failure) -> Void
  ) throws(Failure) {
    guard let audit else { return try forEach(body) }
    let count = Int(clamping: index.summary.passageCount)
    var copy = try begin(audit, as: format, of: 0..<count)
    for positions in batches(count) {
      let passages = try batch(positions)
      copy.add(passages)
      for passage in passages { try body(passage) }
    }
    try end(copy)
  }

  /// Tells an audit log of a description that holds no passage.
  func logged(
    _ audit: SearchAudit?, as format: ExportFormat, _ body: () throws(Failure) -> Void
  ) throws(Failure) {
    guard let audit else { return try body() }
    let copy = try begin(audit, as: format, of: 0..<0)
    try body()
    try end(copy)
  }

  private func begin(
    _ audit: SearchAudit, as format: ExportFormat, of positions: Range<Int>
  ) throws(Failure) -> ExportAudit {
    do throws(FootnoteError) {
      return try ExportAudit(audit, as: format.rawValue, of: positions, from: index)
    } catch {
      throw Failure(error)
    }
  }

  private func end(_ copy: consuming ExportAudit) throws(Failure) {
    do throws(FootnoteError) { try copy.finish() } catch { throw Failure(error) }
  }

  private func batches(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: Self.batchCount).map {
      $0..<min($0 + Self.batchCount, count)
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
