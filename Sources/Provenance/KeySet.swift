/// Keys that are trusted, and how many of them have to sign.
public struct KeySet: Hashable, Sendable {
  /// In the order of their identifiers, each once.
  public let keys: [VerificationKey]
  /// How many different keys have to sign.
  public let threshold: Int

  /// Trusts one key.
  public init(_ key: VerificationKey) {
    keys = [key]
    threshold = 1
  }

  /// Makes a set.
  ///
  /// - Throws: `ProvenanceError.malformed` where no number of keys can reach the threshold.
  public init(_ keys: [VerificationKey], threshold: Int = 1) throws(ProvenanceError) {
    let distinct = Set(keys).sorted { $0.identifier < $1.identifier }
    guard threshold >= 1, threshold <= distinct.count else {
      throw .malformed(
        document: "the trusted keys", expected: "a threshold from 1 to the number of keys",
        found: "\(threshold) of \(distinct.count)")
    }
    self.keys = distinct
    self.threshold = threshold
  }
}
