import PassageStore
import Storage

extension Index {
  /// The passages at positions from 0 on, in the order of their keys; for copying an index out.
  ///
  /// Their rank is their position counted from 1, their score 0 and their confidence nil, since
  /// nothing was asked. Positions go up to `summary.passageCount`. Memory and time grow with the
  /// range alone: a caller that takes an index range by range, some hundred passages each, holds
  /// no more.
  ///
  /// - Throws: `FootnoteError.invalidOption` for positions that the index does not have, and
  ///   `.storage` when a file turns out to be damaged.
  public func passages(at positions: Range<Int>) throws(FootnoteError) -> [AttributedPassage] {
    let count = Int(passages.passageCount)
    guard positions.lowerBound >= 0, positions.upperBound <= count else {
      throw .invalidOption(
        "positions: expected a range within 0..<\(count), the passages of \(path), "
          + "found \(positions).")
    }
    var found: [AttributedPassage] = []
    found.reserveCapacity(positions.count)
    do throws(StorageError) {
      let range = UInt32(positions.lowerBound)..<UInt32(positions.upperBound)
      try passages.forEachPassage(in: range) { (number, stored) throws(StorageError) in
        found.append(
          AttributedPassage(
            stored, index: identity, rank: Int(number) + 1, score: 0, confidence: nil))
      }
    } catch {
      throw .storage(error)
    }
    return found
  }
}
