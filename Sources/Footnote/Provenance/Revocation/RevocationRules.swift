import PassageStore
import Storage
import WikiModel

/// The entries of a list that ask for one action, as they are looked up.
struct RevocationRules: Sendable {
  private(set) var pages: [String: Set<UInt64>] = [:]
  private(set) var revisions: [String: Set<UInt64>] = [:]
  /// The ordinals of passages, by wiki, page and revision.
  private(set) var passages: [PageName: [RevisionID: Set<UInt32>]] = [:]
  private(set) var texts: Set<SHA256Digest> = []
  private(set) var editors: Set<SHA256Digest> = []
  private(set) var salt: String?

  init(_ list: RevocationList, _ action: RevocationList.Action) {
    for entry in list.entries where entry.action == action {
      switch entry.target {
      case .page(let wiki, let page): pages[wiki, default: []].insert(page.rawValue)
      case .revision(let wiki, let revision):
        revisions[wiki, default: []].insert(revision.rawValue)
      case .passage(let key):
        passages[PageName(wiki: key.wiki, page: key.page), default: [:]][key.revision, default: []]
          .insert(key.ordinal)
      case .text(let sha256): SHA256Digest(hexadecimal: sha256).map { _ = texts.insert($0) }
      case .editor(let sha256): SHA256Digest(hexadecimal: sha256).map { _ = editors.insert($0) }
      }
    }
    salt = editors.isEmpty ? nil : list.salt
  }

  var isEmpty: Bool {
    pages.isEmpty && revisions.isEmpty && passages.isEmpty && texts.isEmpty && editors.isEmpty
  }

  /// Whether they name a passage.
  func name(_ stored: StoredPassage) -> Bool {
    let key = stored.key
    return pages[key.wiki]?.contains(key.page.rawValue) ?? false
      || revisions[key.wiki]?.contains(key.revision.rawValue) ?? false
      || passages[PageName(wiki: key.wiki, page: key.page)]?[key.revision]?.contains(key.ordinal)
        ?? false
      || !texts.isEmpty && texts.contains(stored.textDigest)
  }

  /// The passages of a store that they name; those named by their texts are not looked for.
  ///
  /// - Complexity: O(pages), and the passages of pages of which passages are named.
  func passages(of store: PassageStoreReader) throws(StorageError) -> RangeSet<UInt32> {
    var found = try store.passages(ofRevisions: revisions)
    for (wiki, pages) in pages {
      for page in pages {
        if let page = try store.page(PageID(rawValue: page), ofWiki: wiki) {
          found.insert(contentsOf: page.passages)
        }
      }
    }
    for (name, revisions) in passages {
      guard let page = try store.page(name.page, ofWiki: name.wiki),
        let ordinals = revisions[page.revision]
      else { continue }
      try store.forEachPassage(in: page.passages) { (number, stored) throws(StorageError) in
        if ordinals.contains(stored.record.passage.ordinal) {
          found.insert(contentsOf: number..<number + 1)
        }
      }
    }
    return found
  }

  /// The passages of a store whose texts they name.
  ///
  /// - Complexity: O(bytes of the texts).
  func passagesByText(of store: PassageStoreReader) throws(StorageError) -> RangeSet<UInt32> {
    var found = RangeSet<UInt32>()
    guard !texts.isEmpty else { return found }
    try store.forEachPassage(in: 0..<store.passageCount) { (number, stored) throws(StorageError) in
      if texts.contains(stored.textDigest) { found.insert(contentsOf: number..<number + 1) }
    }
    return found
  }
}

extension StoredPassage {
  /// SHA-256 of the text.
  var textDigest: SHA256Digest {
    var hasher = SHA256Hasher()
    return hasher.digest(record.passage.text.rawBytes)
  }
}
