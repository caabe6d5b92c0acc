/// A kind of feature, whose number seeds the hash, so that equal bytes of two families differ.
///
/// Numbers are part of every index's identity: one is never changed nor used again.
package enum FeatureFamily: UInt64, Sendable, CaseIterable {
  /// A word's stem, or the word itself where its language has no stemmer.
  case stem = 1
  /// Neighbouring characters, where words are not separated or others are glued to them.
  case characters = 2
  /// A word without its accents, in languages whose stems keep them: Vietnamese.
  case unaccented = 3
  /// A word's normal form, before its stem is taken: looked at in the best candidates alone.
  case form = 4
  /// A word's first letters: looked at in the best candidates alone.
  case prefix = 5
}

/// How often a feature occurs in one passage.
package struct FeatureCount: Hashable, Sendable {
  /// The hashed feature: one of 2^32 dimensions.
  package var feature: UInt32
  /// Occurrences, from 1.
  package var count: UInt32

  package init(feature: UInt32, count: UInt32) {
    self.feature = feature
    self.count = count
  }
}

/// A feature of a query and how often the query asks for it.
package struct QueryFeature: Hashable, Sendable {
  /// The hashed feature, as in ``FeatureCount/feature``.
  package var feature: UInt32
  /// Occurrences in the query, from 1.
  package var multiplicity: UInt32

  package init(feature: UInt32, multiplicity: UInt32) {
    self.feature = feature
    self.multiplicity = multiplicity
  }
}
