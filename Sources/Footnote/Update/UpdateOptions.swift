public import WikiIngest

/// How an index is updated.
public struct UpdateOptions: Sendable {
  /// How inputs are read, by how many threads and within which limits; how passages are cut and
  /// embedded is the index's own.
  public var reading = BuildOptions()
  /// The vectors of the new passages, for an index whose vectors were brought.
  public var vectors: BroughtVectors?
  /// Whether segments are merged afterwards, where that is due; then old generations are removed.
  public var compacts = true
  /// How many of the newest generations are kept then; at least 1.
  public var keptGenerationCount = CompactionOptions().keptGenerationCount

  /// The defaults.
  public init() {}
}

/// What an update did.
public struct UpdateReport: Sendable {
  /// The newest generation; the one before where nothing changed.
  public let generation: UInt64
  /// Pages that were new.
  public let addedPageCount: Int
  /// Pages that came in a newer revision.
  public let replacedPageCount: Int
  /// Pages that went.
  public let removedPageCount: Int
  /// Revisions that the index had.
  public let unchangedCount: Int
  /// Revisions and notices that were older than what is known of their pages.
  public let olderCount: Int
  /// What was said of pages that the index does not have.
  public let irrelevantCount: Int
  /// Passages that can be found now.
  public let passageCount: Int
  /// Pages and events that were left out, by reason.
  public let skipped: [String: Int]
  /// What was wrong with the pages that were left out as bad; the first ones where they are many.
  public let faults: [IngestError]
  /// What a writer that did not come to its end had left, and was removed.
  public let recovered: [String]
  /// What merging segments did; nil where none was due, or where it failed.
  public let compaction: CompactionReport?
  /// Why segments could not be merged afterwards; the update is in all the same.
  public let compactionFailure: FootnoteError?
}
