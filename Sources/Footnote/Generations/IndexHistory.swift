import Storage
public import WikiModel

/// The generations of an index: what each changed, and going back to one.
public struct IndexHistory: Sendable {
  let folder: IndexFolder

  /// - Parameter path: The index's folder.
  public init(path: String) { folder = IndexFolder(path: path) }

  /// All generations up to the newest, oldest first.
  ///
  /// - Throws: `FootnoteError.notAnIndex`, `.damagedManifest` and `.storage`.
  public func records() throws(FootnoteError) -> [GenerationRecord] { try folder.records() }

  /// The generations that can still be read, oldest first.
  ///
  /// - Throws: As ``records()``.
  public func keptGenerations() throws(FootnoteError) -> [UInt64] { try folder.generations() }

  /// Makes a new generation of what an older one was.
  ///
  /// Every byte that the newest generation has not is checked before. Events of feeds are then read
  /// again from there.
  ///
  /// - Returns: The new generation.
  /// - Throws: `FootnoteError.noGeneration` where it is not kept or was purged, `.locked` while
  ///   another process writes to the index, `.storage` and `.damagedManifest` where it is damaged.
  public func rollBack(to generation: UInt64) throws(FootnoteError) -> UInt64 {
    let writer = try GenerationWriter(folder, purpose: "rolls the index back")
    let purged = try ActionLog.records(in: folder).compactMap(\.generation).max() ?? 0
    guard generation >= purged else {
      throw .noGeneration(
        path: folder.path,
        wanted: "a generation from \(purged) on, since what was before it was purged",
        kept: try folder.generations().filter { $0 >= purged })
    }
    // What nobody has read for long may be damaged, and would be what everybody reads.
    let known = Set(folder.files(of: writer.current.manifest).map(\.path))
    try Index(path: folder.path, generation: generation).verifyGeneration(besides: known)
    var next = try folder.readManifest(generation: generation).manifest
    next.advance(.rollback, after: writer.current)
    try writer.publish(next, nil, restored: generation)
    return next.generation
  }

  /// What changed of each page from one generation to another, in the order of pages.
  ///
  /// - Parameter body: Called for each page that differs.
  /// - Throws: As ``Index/init(path:generation:)``, and what `body` throws.
  /// - Complexity: O(pages), and the passages of those that differ.
  public func forEachDifference(
    from old: UInt64, to new: UInt64,
    _ body: (PageDifference) throws(FootnoteError) -> Void
  ) throws(FootnoteError) {
    let before = try Index(path: folder.path, generation: old)
    let after = try Index(path: folder.path, generation: new)
    let (oldPassages, newPassages) = (try before.served(), try after.served())
    // Titles and counts of pages are handed out: texts that are revoked are looked for first.
    var differences = try storing { () throws(StorageError) in
      try PageDifferences(
        try oldPassages.comparingAll().segments, try newPassages.comparingAll().segments)
    }
    while let next = try storing({ () throws(StorageError) in try differences.next() }) {
      try body(next)
    }
  }
}

/// What became of a page from one generation of an index to another.
public struct PageDifference: Hashable, Sendable {
  /// A page as a generation has it.
  public struct State: Hashable, Sendable {
    /// Its title.
    public let title: String
    /// Its revision.
    public let revision: RevisionID
    /// When that was saved.
    public let timestamp: Timestamp
    /// Passages that were cut from it.
    public let passageCount: Int
  }

  /// The wiki's database name.
  public let wiki: String
  /// The page.
  public let page: PageID
  /// What it was; nil of a page that is new.
  public let before: State?
  /// What it is; nil of a page that is gone.
  public let after: State?
  /// Passages that it had, whose text it has no longer.
  public let removed: [PassageKey]
  /// Passages that it has, whose text it had not.
  public let added: [PassageKey]

  /// Passages that it has, whose text it had before.
  public var commonPassageCount: Int { (after?.passageCount ?? 0) - added.count }
}
