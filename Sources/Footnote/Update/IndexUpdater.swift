import Storage
public import WikiModel

/// Brings an index up to date by revision: with dumps, files of articles, and change events.
///
///     let report = try await IndexUpdater().update(
///       index: "enwiki.index", files: ["changes.jsonl"])
///
/// A newer revision replaces a page's passages, an older one is refused, a deleted page goes. What
/// changed is a new segment and a new generation; readers see the old one or the new one, whenever
/// they look. The same index, inputs and options give the same bytes.
public struct IndexUpdater: Sendable {
  /// How the index is updated.
  public var options: UpdateOptions

  /// Makes an updater.
  public init(options: UpdateOptions = UpdateOptions()) { self.options = options }

  /// Updates an index from files; `-` is standard input.
  ///
  /// Each is a MediaWiki export, or JSON Lines of articles and change events, as
  /// ``IndexBuilder/build(files:output:progress:)`` reads them. Events that were taken in before
  /// are passed over, so that a feed may be read again.
  ///
  /// - Parameters:
  ///   - path: The index's folder.
  ///   - files: The inputs, read in this order.
  ///   - progress: Called after each batch of articles, from any thread, one call at a time.
  /// - Throws: `FootnoteError.locked` while another process writes to the index, `.input` for what
  ///   cannot be read, `.vectors`, `.storage` and `.cancelled`; the index is then as it was.
  public func update(
    index path: String, files: [String],
    progress: (@Sendable (BuildProgress) -> Void)? = nil
  ) async throws(FootnoteError) -> UpdateReport {
    try await options.reading.limits.keeping { () async throws(FootnoteError) in
      try merging.check()
      let writer = try GenerationWriter(IndexFolder(path: path), purpose: "updates the index")
      let run = try UpdateRun(writer, options, inputs: files, progress)
      return try await finish(try await run.run(files: files), writer, progress)
    }
  }

  /// Updates an index from articles in memory, or made one after the other.
  ///
  /// - Parameters:
  ///   - path: The index's folder.
  ///   - articles: In the order in which they count; one without text takes its page out.
  ///   - progress: Called after each batch of articles, from any thread, one call at a time.
  /// - Throws: As ``update(index:files:progress:)``; `FootnoteError.invalidArticle` for one without
  ///   a title, a licence, or valid UTF-8.
  public func update<Articles: Sequence & Sendable>(
    index path: String, articles: Articles,
    progress: (@Sendable (BuildProgress) -> Void)? = nil
  ) async throws(FootnoteError) -> UpdateReport where Articles.Element == Article {
    try await options.reading.limits.keeping { () async throws(FootnoteError) in
      try merging.check()
      let writer = try GenerationWriter(IndexFolder(path: path), purpose: "updates the index")
      let run = try UpdateRun(writer, options, inputs: [], progress)
      let report = try await run.run(
        PolicedFeed(
          SequenceFeed(articles, without: run.exclusion), run.policy, asOf: run.manifest.asOf))
      return try await finish(report, writer, progress)
    }
  }

  /// How segments are merged afterwards.
  private var merging: CompactionOptions {
    var merging = CompactionOptions(
      keptGenerationCount: options.keptGenerationCount, threads: options.reading.threads)
    merging.limits = options.reading.limits
    return merging
  }

  /// Merges segments where that is due.
  private func finish(
    _ report: UpdateReport, _ writer: GenerationWriter,
    _ progress: (@Sendable (BuildProgress) -> Void)?
  ) async throws(FootnoteError) -> UpdateReport {
    guard options.compacts else { return report }
    let compactor = IndexCompactor(options: merging)
    do throws(FootnoteError) {
      return report.adding(try await compactor.compactWhereDue(writer, progress), nil)
    } catch {
      // What was acknowledged may not look as if it had failed.
      return report.adding(nil, error)
    }
  }
}

extension UpdateReport {
  fileprivate func adding(
    _ compaction: CompactionReport?, _ failure: FootnoteError?
  ) -> UpdateReport {
    UpdateReport(
      generation: compaction?.generation ?? generation, addedPageCount: addedPageCount,
      replacedPageCount: replacedPageCount, removedPageCount: removedPageCount,
      unchangedCount: unchangedCount, olderCount: olderCount, irrelevantCount: irrelevantCount,
      passageCount: passageCount, skipped: skipped, faults: faults, recovered: recovered,
      compaction: compaction, compactionFailure: failure)
  }
}
