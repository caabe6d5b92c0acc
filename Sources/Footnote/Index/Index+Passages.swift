import PassageStore
import Storage
import WikiModel

extension Index {
  /// The passages at positions from 0 on, in the order of their keys; for copying an index out.
  ///
  /// At the position of a passage that is revoked there is none, so that fewer may come than were
  /// asked for, and positions stay what they are whatever is revoked.
  /// Their rank is their position counted from 1, their score 0 and their confidence nil, since
  /// nothing was asked. Positions go up to `summary.passageCount`. Memory and time grow with the
  /// range alone: a caller that takes an index range by range, some hundred passages each, holds
  /// no more; but for 16 bytes a page where updates have made several segments.
  ///
  /// - Parameters:
  ///   - positions: From 0 up to `summary.passageCount`.
  ///   - audit: Where it is logged that these passages leave; nil where it is not. A copy of many
  ///     ranges is better told by ``ExportAudit``.
  /// - Throws: `FootnoteError.invalidOption` for positions that the index does not have, and
  ///   `.storage` when a file turns out to be damaged; where this cannot be logged and is to be,
  ///   what ``SearchAudit/record(_:serving:from:)`` throws.
  public func passages(
    at positions: Range<Int>, audit: SearchAudit? = nil
  ) throws(FootnoteError) -> [AttributedPassage] {
    let passages = try passages(positions)
    try audit?.record(passages, at: positions, of: self)
    return passages
  }

  /// Whether the generation has a passage, revoked or not.
  package func holds(_ key: PassageKey) throws(FootnoteError) -> Bool {
    try storing { () throws(StorageError) in
      guard
        case .live(let part, let page)? = try segments.state(
          of: PageName(wiki: key.wiki, page: key.page)),
        page.revision == key.revision
      else { return false }
      let store = segments.parts[part].segment.passages
      return try store.number(ofPassage: key.ordinal, in: page) != nil
    }
  }

  private func passages(_ positions: Range<Int>) throws(FootnoteError) -> [AttributedPassage] {
    let count = segments.documentCount
    guard positions.lowerBound >= 0, positions.upperBound <= count else {
      throw .invalidOption(
        "positions: expected a range within 0..<\(count), the passages of \(path), "
          + "found \(positions).")
    }
    var served = try served()
    return try storing { () throws(StorageError) in
      let documents = try self.positions.documents(at: positions)
      served = try narrowed(served, documents.filter { served.segments.isAlive($0) })
      let left = zip(positions, documents).filter { served.segments.isAlive($0.1) }
      let maker = attributions.take() ?? AttributionMaker(identity)
      defer { attributions.put(maker) }
      var passages: [AttributedPassage] = []
      passages.reserveCapacity(left.count)
      for (place, stored) in zip(left, try segments.passages(left.map(\.1))) {
        passages.append(
          AttributedPassage(
            stored, maker, rank: place.0 + 1, score: 0, confidence: nil,
            removesCredit: served.removesCredit(of: stored)))
      }
      return passages
    }
  }
}
