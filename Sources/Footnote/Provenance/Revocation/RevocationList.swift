import Storage
public import WikiModel

/// What may no longer be handed out of an index, and whose names no longer be named.
///
/// A list holds all that is revoked, not what is new alone; each has a higher version than the one
/// before. `Documentation/Format-revocations.md` gives its form as a signed document.
public struct RevocationList: Hashable, Sendable {
  /// What an entry is about.
  public enum Target: Hashable, Sendable {
    /// A page, in every revision.
    case page(wiki: String, PageID)
    /// One revision.
    case revision(wiki: String, RevisionID)
    /// One passage.
    case passage(PassageKey)
    /// Every passage whose text has this SHA-256, as 64 hexadecimal digits.
    case text(sha256: String)
    /// Every revision that an editor saved, by the hash that ``editorDigest(of:salt:)`` gives.
    case editor(sha256: String)
  }

  /// What an entry asks for.
  public enum Action: String, CaseIterable, Sendable {
    /// The text is not handed out, and not read in again.
    case remove
    /// The text stays, and its authors are not named.
    case credit
  }

  /// One thing that is revoked, and why.
  public struct Entry: Hashable, Sendable {
    /// What it is about.
    public var target: Target
    /// What it asks for.
    public var action: Action
    /// Why, in a few words.
    public var reason: String

    /// Makes an entry.
    public init(_ target: Target, _ action: Action = .remove, reason: String) {
      self.target = target
      self.action = action
      self.reason = reason
    }
  }

  /// Rises from list to list.
  public var version: UInt64
  /// When the list was made.
  public var issued: Timestamp
  /// When a newer list should have come.
  public var expires: Timestamp
  /// What the names of editors are hashed with, as 32 to 128 hexadecimal digits; nil without any.
  public var salt: String?
  /// What is revoked.
  public var entries: [Entry]

  /// Makes a list.
  public init(
    version: UInt64, issued: Timestamp, expires: Timestamp, salt: String? = nil, entries: [Entry]
  ) {
    self.version = version
    self.issued = issued
    self.expires = expires
    self.salt = salt
    self.entries = entries
  }

  /// The hash of an editor's name that an entry has: SHA-256 of the salt's bytes and the name.
  ///
  /// - Parameters:
  ///   - name: As the wiki shows it; underscores are taken for spaces.
  ///   - salt: Hexadecimal digits, an even number of them.
  public static func editorDigest(of name: String, salt: String) -> String {
    let name = name.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }
    return hexadecimal(digest(.sha256, of: (bytes(ofHexadecimal: salt) + name).rawBytes))
  }

  /// The bytes of lower-case digits that were checked to be such.
  static func bytes(ofHexadecimal text: String) -> [UInt8] {
    let digits = text.utf8.map { $0 <= UInt8(ascii: "9") ? $0 &- 0x30 : $0 &- 0x57 }
    return stride(from: 0, to: digits.count - digits.count % 2, by: 2).map {
      digits[$0] << 4 | digits[$0 + 1] & 15
    }
  }
}
