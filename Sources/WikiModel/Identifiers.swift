/// The number of a page within one wiki; it survives moves.
public struct PageID: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number as MediaWiki gives it.
  public let rawValue: UInt64

  /// Wraps MediaWiki's number.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Orders by number.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The number of one revision within one wiki, the `oldid` of a permalink.
public struct RevisionID: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number as MediaWiki gives it.
  public let rawValue: UInt64

  /// Wraps MediaWiki's number.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Orders by number.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// What names a passage for good: wiki, page, revision, and its place in the revision.
///
/// Keys order by wiki, then page, then revision, then ordinal; equal scores are ordered by key.
public struct PassageKey: Hashable, Comparable, Sendable {
  /// The wiki's database name, such as `enwiki`.
  public let wiki: String
  /// The page.
  public let page: PageID
  /// The revision of the page.
  public let revision: RevisionID
  /// The passage's position among the revision's passages, from 0.
  public let ordinal: UInt32

  /// Makes a key from its four parts.
  public init(wiki: String, page: PageID, revision: RevisionID, ordinal: UInt32) {
    self.wiki = wiki
    self.page = page
    self.revision = revision
    self.ordinal = ordinal
  }

  /// Orders by wiki, page, revision and ordinal, in this order.
  public static func < (a: Self, b: Self) -> Bool {
    if a.wiki != b.wiki { return a.wiki.utf8.lexicographicallyPrecedes(b.wiki.utf8) }
    return (a.page, a.revision, a.ordinal) < (b.page, b.revision, b.ordinal)
  }
}

extension PassageKey: LosslessStringConvertible {
  /// The key as one word: `wiki:page:revision:ordinal`, such as `enwiki:12:1167219203:0`.
  public var description: String {
    "\(wiki):\(page.rawValue):\(revision.rawValue):\(ordinal)"
  }

  /// Reads what ``description`` writes; nil for anything else.
  public init?(_ description: String) {
    let parts = description.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 4, !parts[0].isEmpty, let page = UInt64(parts[1]),
      let revision = UInt64(parts[2]), let ordinal = UInt32(parts[3])
    else { return nil }
    self.init(
      wiki: String(parts[0]), page: PageID(rawValue: page),
      revision: RevisionID(rawValue: revision), ordinal: ordinal)
    // A number has one spelling: not +5, not 05.
    guard self.description.utf8.elementsEqual(description.utf8) else { return nil }
  }
}
