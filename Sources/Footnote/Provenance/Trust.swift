public import Provenance

/// Whom to believe about an index, and where to remember what was seen of it.
public struct Trust: Hashable, Sendable {
  /// The keys that are trusted at first; rotations that they signed lead to others.
  public let keys: KeySet
  /// The file that remembers keys and the highest generation; nil where nothing is remembered, so
  /// that an older index cannot be told from the newest.
  public let memory: String?

  /// Says whom to believe.
  public init(keys: KeySet, memory: String? = nil) {
    self.keys = keys
    self.memory = memory
  }
}

/// What signatures say of an index that was found to be what was signed.
public struct TrustReport: Hashable, Sendable {
  /// What names the index: SHA-256 of its first manifest, as 64 hexadecimal digits.
  public let index: String
  /// The generation.
  public let generation: UInt64
  /// The identifiers of the keys in force.
  public let keys: [String]
  /// How many of them have to sign.
  public let threshold: Int
  /// The moment until which the statement holds; nil where it holds for good.
  public let expires: Timestamp?
  /// Whether that moment had passed, and the caller went on all the same.
  public let hasExpired: Bool
  /// SHA-256 over the generation's passages (RFC 6962), as 64 hexadecimal digits.
  public let root: String
  /// Files compared with what was signed.
  public let fileCount: Int
}
