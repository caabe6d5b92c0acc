import PassageStore
import Storage

/// Merges an index's segments, drops what is dead, and removes old generations.
///
/// Answers by words are the same before and after; by vectors nearly so, since their codes and
/// lists are made anew. A segment of all passages has the same bytes as that of a fresh build of
/// the same revisions. A merge of all leaves out what is revoked, which then no longer counts in
/// scores.
public struct IndexCompactor: Sendable {
  /// How segments are merged.
  public var options: CompactionOptions

  /// Makes a compactor.
  public init(options: CompactionOptions = CompactionOptions()) { self.options = options }

  /// What ``compact(index:progress:)`` would do; reads little.
  ///
  /// - Throws: As opening an index.
  public func plan(index path: String) throws(FootnoteError) -> CompactionPlan {
    let index = try Index(path: path)
    let start = try start(index)
    return plan(index, from: start, keeping: try kept(of: index, from: start))
  }

  /// Merges segments where that is due, or all where it was asked for, and removes old generations.
  ///
  /// - Parameters:
  ///   - path: The index's folder.
  ///   - progress: Called after each batch of pages, from any thread, one call at a time.
  /// - Throws: `FootnoteError.locked` while another process writes to the index, `.storage` and
  ///   `.cancelled`; the index is then as it was.
  public func compact(
    index path: String, progress: (@Sendable (BuildProgress) -> Void)? = nil
  ) async throws(FootnoteError) -> CompactionReport {
    try options.check()
    let writer = try GenerationWriter(IndexFolder(path: path), purpose: "compacts the index")
    let index = try Index(writer)
    return try await compact(writer, index, from: try start(index), progress)
  }

  /// Merges segments after an update, where that is due.
  func compactWhereDue(
    _ writer: GenerationWriter, _ progress: (@Sendable (BuildProgress) -> Void)?
  ) async throws(FootnoteError) -> CompactionReport? {
    let index = try Index(writer)
    if case .brought = index.manifest.embedding?.source { return nil }
    guard let start = try start(index) else { return nil }
    return try await compact(writer, index, from: start, progress)
  }

  private func start(_ index: Index) throws(FootnoteError) -> Int? {
    if options.mergesAll || options.vectors != nil {
      let isOne = index.segments.parts.count == 1 && index.segments.parts[0].live == nil
      guard isOne else { return 0 }
      let kept = try kept(of: index, from: 0)
      if kept.livingCount < index.segments.livingCount { return 0 }
      // Wrong vectors are refused where nothing is due to be merged, too.
      if options.vectors != nil { _ = try index.buildEmbedding(options.vectors) }
      return nil
    }
    return CompactionPolicy.start(index.segments.sizes, isExact: index.segments.words.isExact)
  }

  /// The passages that stay in a merge of all: those that are not revoked.
  private func kept(of index: Index, from start: Int?) throws(FootnoteError) -> SegmentSet {
    guard start == 0 else { return index.segments }
    let served = try index.served()
    return try storing { () throws(StorageError) in try served.comparingAll().segments }
  }

  private func plan(
    _ index: Index, from start: Int?, keeping kept: SegmentSet
  ) -> CompactionPlan {
    let parts = kept.parts
    let merged = start.map { parts[$0...] } ?? []
    let sizes = zip(index.manifest.segments, kept.sizes).suffix(merged.count)
    var bytesByFile: [String: Double] = [:]
    for (segment, size) in sizes {
      let share = Double(size.liveCount) / Double(max(1, size.passageCount))
      for file in segment.files {
        bytesByFile[file.name, default: 0] += Double(file.byteCount) * share
      }
    }
    // The new files, and what is put aside while the last of them is written: a draft of one, as
    // large as it at most.
    let extra = bytesByFile.values.reduce(0, +) + (bytesByFile.values.max() ?? 0)
    return CompactionPlan(
      mergedSegmentCount: merged.count, segmentCount: parts.count,
      remainingSegmentCount: parts.count - max(0, merged.count - 1),
      passageCount: merged.reduce(0) { $0 + $1.liveCount },
      deadPassageCount: sizes.reduce(0) { $0 + $1.1.passageCount - $1.1.liveCount },
      extraByteCount: UInt64(extra.rounded(.up)))
  }

  func compact(
    _ writer: GenerationWriter, _ index: Index, from start: Int?,
    _ progress: (@Sendable (BuildProgress) -> Void)?
  ) async throws(FootnoteError) -> CompactionReport {
    try await options.limits.keeping { () async throws(FootnoteError) in
      try await merge(writer, index, from: start, progress)
    }
  }

  private func merge(
    _ writer: GenerationWriter, _ index: Index, from start: Int?,
    _ progress: (@Sendable (BuildProgress) -> Void)?
  ) async throws(FootnoteError) -> CompactionReport {
    let kept = try kept(of: index, from: start)
    let plan = plan(index, from: start, keeping: kept)
    if let start {
      try plan.checkDisk(index.path)
      let run = try CompactionRun(
        writer, index, from: start, keeping: kept, options, progress)
      try await run.run()
    }
    var collected: (removed: [UInt64], held: [UInt64]) = ([], [])
    var collectionFailure: FootnoteError?
    do throws(FootnoteError) {
      collected = try writer.collect(keeping: options.keptGenerationCount)
    } catch {
      // What was published may not look as if it had failed.
      guard start != nil else { throw error }
      collectionFailure = error
    }
    return CompactionReport(
      generation: writer.current.manifest.generation, plan: plan,
      byteCountBefore: index.manifest.byteCount,
      byteCountAfter: writer.current.manifest.byteCount,
      removedGenerations: collected.removed, heldGenerations: collected.held,
      recovered: writer.recovered, collectionFailure: collectionFailure)
  }
}

extension CompactionPlan {
  /// Refuses a merge that would not fit, before it begins.
  fileprivate func checkDisk(_ path: String) throws(FootnoteError) {
    guard let budget = DiskBudget.current else { return }
    let needed = budget.byteCount + extraByteCount
    guard needed > budget.limit else { return }
    throw .storage(.limit(.disk, path: path, allowed: budget.limit, needed: needed))
  }
}

extension SegmentSet {
  var sizes: [CompactionPolicy.Size] {
    parts.map {
      CompactionPolicy.Size(
        passageCount: Int($0.segment.passages.passageCount), liveCount: $0.liveCount)
    }
  }
}

extension Manifest {
  /// Bytes of all files that it names.
  var byteCount: UInt64 {
    (embedding?.files ?? []).reduce(0) { $0 + $1.byteCount }
      + segments.flatMap(\.files).reduce(0) { $0 + $1.byteCount }
  }
}
