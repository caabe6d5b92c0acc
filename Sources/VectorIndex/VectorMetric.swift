/// How near two vectors are; the score of each is greater for the nearer one.
public enum VectorMetric: UInt8, Sendable, CaseIterable {
  /// The sum of products.
  case innerProduct = 1
  /// The sum of products of the vectors brought to length 1; 0 where one of them is zero.
  case cosine = 2
  /// The negated sum of squared differences.
  case squaredDistance = 3
}

/// A document that a search of vectors found.
///
/// Results are ordered by score descending, then document ascending; scores within an index may
/// differ in digits that those given have not.
package struct FoundVector: Hashable, Sendable {
  package var document: UInt32
  /// Higher is better for every metric.
  package var score: Float

  package init(document: UInt32, score: Float) {
    self.document = document
    self.score = score
  }
}
