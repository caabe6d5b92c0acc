import WikiModel

/// What is left of a page that is gone, so that an older revision does not bring it back.
struct Tombstone: Equatable, Sendable {
  /// Why a page is gone.
  enum Reason: UInt32, Sendable {
    /// It was deleted.
    case deleted = 1
    /// Its newest revision was hidden.
    case hidden = 2
    /// Its newest revision is no article with text: a redirect, empty, in another namespace.
    case withdrawn = 3
    /// It was restored; its text is yet to come, and may be what it was.
    case restored = 4
  }

  var name: PageName
  /// The newest revision that was known of it; the greatest number there is where none was.
  var revision: RevisionID
  /// When it went, or else when that revision was made; what brings it back must be newer.
  var timestamp: Timestamp
  var reason: Reason
}
