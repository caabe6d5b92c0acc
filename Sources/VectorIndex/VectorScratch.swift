import Numerics

/// Memory that a search works in, used again by the next one.
///
/// A class, so that taking it and giving it back copies no list of its lists.
final class VectorScratch {
  /// Rows that are looked at together: their sums stay in the first-level cache.
  static let windowCount = 4_096

  var window = VectorWindowSums()
  /// Of the rows of a window that are looked at more closely.
  var closer = VectorWindowSums()
  var selected = SelectedRows(capacity: windowCount)
  var walks = VectorWalks()
  var lists = VectorListSearches()
}

/// What is known of the rows of a window.
struct VectorWindowSums: Sendable {
  var sums = [Int32](repeating: 0, count: VectorScratch.windowCount)
  /// The same of what the query's codes leave over.
  var rests = [Int32](repeating: 0, count: VectorScratch.windowCount)
  var factors = [Float](repeating: 0, count: VectorScratch.windowCount)
  var biases = [Float](repeating: 0, count: VectorScratch.windowCount)
}
