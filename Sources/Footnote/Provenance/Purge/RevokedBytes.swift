import PassageStore
import Storage
import WikiModel

/// Which segments on disk hold passages that are revoked, the dead ones too.
struct RevokedBytes {
  /// Of each segment that holds any, the keys.
  private(set) var keys: [String: Set<PassageKey>] = [:]

  /// Looks through the passages of every segment in an index's folder, whichever generations need
  /// it.
  ///
  /// - Complexity: O(pages); O(bytes of the texts) where texts are revoked.
  init(in folder: IndexFolder, by list: RevocationList) throws(StorageError) {
    let rules = RevocationRules(list, .remove)
    for name in try Folder.names(in: folder.path) where IndexFolder.isSegmentName(name) {
      let path = folder.file(IndexFolder.passagesName, inSegment: name)
      // Of a segment whose removal was cut off, the passages may have gone first.
      guard Folder.exists(path) else { continue }
      let store = try PassageStoreReader(path: path)
      var passages = try rules.passages(of: store)
      passages.formUnion(try rules.passagesByText(of: store))
      var found: Set<PassageKey> = []
      for range in passages.ranges {
        try store.forEachPassage(in: range) { (_, stored) throws(StorageError) in
          found.insert(stored.key)
        }
      }
      if !found.isEmpty { keys[name] = found }
    }
  }

  /// Whether any of some segments holds such bytes.
  func areHeld(by segments: [Manifest.Segment]) -> Bool {
    segments.contains { keys[$0.name] != nil }
  }

  /// What is gone, now that some segments are there no more.
  ///
  /// - Parameter more: What was removed before, and not told of.
  func removed(remaining: Set<String>, and more: Set<PassageKey>) -> [RemovalStatement.Removed] {
    var gone = more
    for (name, keys) in keys where !remaining.contains(name) { gone.formUnion(keys) }
    for (name, keys) in keys where remaining.contains(name) { gone.subtract(keys) }
    var removed: [RemovalStatement.Removed] = []
    var open: [PassageKey] = []
    func close() {
      guard let first = open.first else { return }
      removed.append(
        .init(
          wiki: first.wiki, page: first.page, revision: first.revision,
          ordinals: open.map(\.ordinal)))
    }
    for key in gone.sorted() {
      if let first = open.first,
        (first.wiki, first.page, first.revision) != (key.wiki, key.page, key.revision)
      {
        close()
        open = []
      }
      open.append(key)
    }
    close()
    return removed
  }
}

extension RemovalStatement {
  /// The keys of what was removed.
  var keys: Set<PassageKey> {
    Set(
      removed.flatMap { removed in
        removed.ordinals.map {
          PassageKey(
            wiki: removed.wiki, page: removed.page, revision: removed.revision, ordinal: $0)
        }
      })
  }
}
