import WikiModel

/// Which row of a file holds which passage's vector, in the order of the passages' keys.
///
/// Takes 32 bytes a row.
struct VectorKeys: Sendable {
  private struct Entry {
    var page: UInt64
    var revision: UInt64
    var wiki: UInt32
    var ordinal: UInt32
    var row: UInt32

    static func precedes(_ a: Self, _ b: Self) -> Bool {
      (a.wiki, a.page, a.revision, a.ordinal, a.row)
        < (b.wiki, b.page, b.revision, b.ordinal, b.row)
    }

    func hasKey(of other: Self) -> Bool {
      wiki == other.wiki && page == other.page && revision == other.revision
        && ordinal == other.ordinal
    }
  }

  /// What a row takes.
  static let byteCount = MemoryLayout<Entry>.stride

  private var wikis: [String] = []
  private var entries: [Entry] = []

  var count: Int { entries.count }

  /// Notes the next row's key.
  mutating func append(_ key: PassageKey) {
    let wiki: Int
    if let last = entries.last, wikis[Int(last.wiki)] == key.wiki {
      wiki = Int(last.wiki)
    } else {
      wiki = wikis.firstIndex(of: key.wiki) ?? wikis.count
      if wiki == wikis.count { wikis.append(key.wiki) }
    }
    entries.append(
      Entry(
        page: key.page.rawValue, revision: key.revision.rawValue, wiki: UInt32(wiki),
        ordinal: key.ordinal, row: UInt32(entries.count)))
  }

  /// Puts the keys in order.
  ///
  /// - Returns: of two rows with one key, the first such pair; nil where keys are distinct.
  mutating func sort() -> (first: Int, second: Int)? {
    let sorted = wikis.indices.sorted {
      wikis[$0].utf8.lexicographicallyPrecedes(wikis[$1].utf8)
    }
    var places = [UInt32](repeating: 0, count: wikis.count)
    for (place, wiki) in sorted.enumerated() { places[wiki] = UInt32(place) }
    wikis = sorted.map { wikis[$0] }
    for index in entries.indices { entries[index].wiki = places[Int(entries[index].wiki)] }
    let isInOrder = entries.indices.dropFirst().allSatisfy {
      Entry.precedes(entries[$0 - 1], entries[$0])
    }
    if !isInOrder { entries.sort(by: Entry.precedes) }
    for index in entries.indices.dropFirst() where entries[index].hasKey(of: entries[index - 1]) {
      return (Int(entries[index - 1].row), Int(entries[index].row))
    }
    return nil
  }

  /// A key and its row, by the key's place in the order.
  subscript(position: Int) -> (key: PassageKey, row: Int) {
    let entry = entries[position]
    let key = PassageKey(
      wiki: wikis[Int(entry.wiki)], page: PageID(rawValue: entry.page),
      revision: RevisionID(rawValue: entry.revision), ordinal: entry.ordinal)
    return (key, Int(entry.row))
  }
}
