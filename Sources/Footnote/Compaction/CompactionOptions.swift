/// How segments are merged and old generations removed.
public struct CompactionOptions: Sendable {
  /// Merges all segments into one, rather than those for which it is time.
  public var mergesAll = false
  /// How many of the newest generations are kept; at least 1.
  public var keptGenerationCount = 3
  /// How many threads work at once; nil takes one for each processor.
  public var threads: Int?
  /// How much memory and disk may be taken; the bytes written do not depend on it.
  public var limits = ResourceLimits()
  /// The vectors of all passages, of an index whose vectors were brought.
  ///
  /// An index keeps less than these, so that they are needed again to merge segments, and all are
  /// merged then.
  public var vectors: BroughtVectors?

  /// The defaults.
  public init(mergesAll: Bool = false, keptGenerationCount: Int = 3, threads: Int? = nil) {
    self.mergesAll = mergesAll
    self.keptGenerationCount = keptGenerationCount
    self.threads = threads
  }

  /// Refuses to keep nothing.
  func check() throws(FootnoteError) {
    guard keptGenerationCount > 0 else {
      throw .invalidOption("kept generations: expected 1 or more, found \(keptGenerationCount).")
    }
  }
}

/// What a compaction will do.
public struct CompactionPlan: Hashable, Sendable {
  /// How many of the newest segments are merged into one; 0 where none are.
  public let mergedSegmentCount: Int
  /// Segments before.
  public let segmentCount: Int
  /// Segments after.
  public let remainingSegmentCount: Int
  /// Passages that are read and written.
  public let passageCount: Int
  /// Dead passages that are dropped.
  public let deadPassageCount: Int
  /// Bytes that the disk must have free meanwhile, drafts included; a little more than are taken.
  public let extraByteCount: UInt64
}

/// What a compaction did.
public struct CompactionReport: Sendable {
  /// The newest generation; the one before where nothing was merged.
  public let generation: UInt64
  /// What was planned.
  public let plan: CompactionPlan
  /// Bytes of the newest generation's files before.
  public let byteCountBefore: UInt64
  /// Bytes of the newest generation's files after.
  public let byteCountAfter: UInt64
  /// Old generations that were removed.
  public let removedGenerations: [UInt64]
  /// Old generations that were not removed, since somebody reads them.
  public let heldGenerations: [UInt64]
  /// What a writer that did not come to its end had left, and was removed.
  public let recovered: [String]
  /// Why old generations could not be removed; the segments are merged all the same.
  public let collectionFailure: FootnoteError?
}
