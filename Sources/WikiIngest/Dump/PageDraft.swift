import WikiModel

/// A page as far as it has been read.
struct PageDraft {
  var location: PageLocation
  var title = ""
  var id: UInt64?
  var namespace: Int32?
  var isRedirect = false
  /// Set by the first fault; what follows is read past.
  var isBad = false
  /// The newest revision so far; its text is kept beside it.
  var newest: RevisionDraft?

  init(location: PageLocation) { self.location = location }
}

/// A revision as far as it has been read.
struct RevisionDraft {
  enum TextState {
    /// No `<text>`, or a stub that only tells the text's length and digest.
    case missing
    /// Hidden from the public.
    case deleted
    case present
  }

  var id: UInt64?
  var timestamp: Timestamp?
  var model = "wikitext"
  /// Who saved it, where that is asked for and told.
  var editor: String?
  var textState = TextState.missing
  /// `<sha1>`; nil where it is absent or empty.
  var digest: String?
  /// The `sha1` of `<text>`.
  var textDigest: String?
  var otherSlots: [ClaimedDigest.Slot] = []

  /// The digests to check the text against; nil where the dump gives none.
  var claim: ClaimedDigest? {
    guard textState == .present, isStoredAsText(model), digest != nil || textDigest != nil, let id
    else { return nil }
    return ClaimedDigest(
      revision: RevisionID(rawValue: id), ofRevision: digest, ofText: textDigest,
      otherSlots: otherSlots)
  }

  /// Newer by time; of two saved in one second, by number.
  func isNewer(than other: RevisionDraft) -> Bool {
    guard let timestamp, let id, let otherTimestamp = other.timestamp, let otherID = other.id
    else { return false }
    return (timestamp, id) > (otherTimestamp, otherID)
  }
}

/// A slot besides the main one, as far as it has been read.
struct SlotDraft {
  var role = ""
  var model = ""
  /// The `sha1` of its `<text>`.
  var digest: String?
  var text: [UInt8] = []
}

/// Whether a digest is of the text as it stands in the dump.
///
/// Text of these models is written as it is stored. Others, such as Wikibase's, are written anew
/// for each dump, and their digest is that of an older form.
/// Source: `XmlDumpWriter::writeText` in MediaWiki.
func isStoredAsText(_ model: String) -> Bool {
  switch model {
  case "wikitext", "css", "sanitized-css", "javascript", "text", "json", "Scribunto": true
  default: false
  }
}
