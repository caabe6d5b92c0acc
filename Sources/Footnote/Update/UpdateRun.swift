import Chunking
import Embedding
import PassageStore
import Storage
import WikiIngest
import WikiModel

/// One update, from its inputs to the next generation.
struct UpdateRun {
  private let writer: GenerationWriter
  private let options: UpdateOptions
  private let inputs: [String]
  private let progress: (@Sendable (BuildProgress) -> Void)?
  private let index: Index
  private let chunking: ChunkingOptions
  private let embedding: BuildEmbedding?
  private let memory: WriterMemory
  private let ledger: UpdateLedger
  /// What the list in place leaves out.
  let exclusion: RevisionExclusion?

  init(
    _ writer: GenerationWriter, _ options: UpdateOptions, inputs: [String],
    _ progress: (@Sendable (BuildProgress) -> Void)?
  ) throws(FootnoteError) {
    self.writer = writer
    self.options = options
    self.inputs = inputs
    self.progress = progress
    index = try Index(writer)
    chunking = try index.chunking()
    embedding = try index.buildEmbedding(options.vectors)
    memory = try WriterMemory(options.reading.limits, threads: options.reading.threads)
    // Vectors that were brought are of passages as they came.
    let isBrought = if case .brought = index.manifest.embedding?.source { true } else { false }
    ledger = UpdateLedger(index.segments, movesNewText: !isBrought)
    exclusion = try index.folder.readRevocations().flatMap { RevisionExclusion($0.list) }
  }

  var manifest: Manifest { index.manifest }

  /// What is let in: as was asked for, or else as the index was made.
  var policy: Policy? { options.reading.policy ?? manifest.policy }

  func run(files: [String]) async throws(FootnoteError) -> UpdateReport {
    var ingest = options.reading.ingest
    // A page may have been taken back since.
    ingest.handsOnWithdrawnPages = true
    ingest.progress = manifest.feeds
    ingest.exclusion = exclusion
    return try await run(
      PolicedFeed(
        try FileFeed(paths: files, ingest, takesEmptyFiles: true), policy, asOf: manifest.asOf))
  }

  func run(_ changes: sending any ChangeFeed) async throws(FootnoteError) -> UpdateReport {
    let source = ArticleSource(
      UpdateFeed(
        changes, ledger, index.segments, namespaces: options.reading.namespaces))
    let name = IndexFolder.segmentName(number: manifest.nextSegment)
    let draft = try storing { () throws(StorageError) in
      try SegmentDraft(name, in: writer.folder)
    }
    do throws(FootnoteError) {
      let sink = try draft.makeSink(
        embedding, memory, besides: index.segments.documentCount)
      try await pump(progress).move(source, into: sink)
      return try await finish(draft, source, sink)
    } catch {
      writer.discard(draft)
      throw error
    }
  }

  private func pump(_ progress: (@Sendable (BuildProgress) -> Void)?) -> ArticlePump {
    ArticlePump(
      threadCount: memory.threadCount, chunking: chunking, embedding: embedding?.made,
      skipsBadPages: options.reading.skipsBadPages, progress: progress)
  }

  private func finish(
    _ draft: SegmentDraft, _ source: ArticleSource, _ sink: SegmentSink
  ) async throws(FootnoteError) -> UpdateReport {
    let events = ledger.events
    let came = await sink.revisions(of: Set(events.keys))
    let plan = try storing { () throws(StorageError) in
      try UpdatePlan(events, came, index.segments)
    }
    let state = await source.state
    progress?(BuildProgress(.writing, state, passageCount: await sink.passageCount))
    if Task.isCancelled { throw .cancelled }
    var next = manifest
    next.advance(.update, after: writer.current)
    next.inputs = inputs.map(Manifest.Input.init(path:))
    next.policy = policy
    next.skipped = state.skippedByName.mapValues { UInt64($0) }
    next.feeds.merge(state.progress.upToLeftOut)
    for (input, names) in state.namespaceNames { next.namespaceNames.add(names, toldBy: input) }
    if plan.isEmpty {
      try storing { () throws(StorageError) in try Folder.remove(draft.path) }
      let isTold = next.feeds != manifest.feeds || next.policy != manifest.policy
      if isTold { try writer.publish(next, plan.counts) }
    } else {
      if !plan.kept.isEmpty { try index.checkVectors(of: embedding) }
      let others = index.segments.documentCount - plan.takenPassageCount
      var retracted = try await RetractedStatistics(
        of: ChosenPages(plan.taken, of: index.segments), by: pump(nil),
        documentCount: others + sink.passageCount,
        within: memory.growth(of: draft.path, besides: await sink.memoryByteCount))
      var finished = try await sink.finish(.these(plan.kept), besides: others)
      if !plan.moved.isEmpty {
        finished = try await retitle(draft, plan.moved, besides: others)
      }
      try storing { () throws(StorageError) in
        if !plan.changes.isEmpty {
          try plan.changes.write(
            to: writer.folder.file(IndexFolder.changesName, inSegment: draft.name),
            retracted: &retracted)
        }
        next.segments.append(
          try draft.described(
            finished.statistics, hasVectors: embedding != nil,
            hasChanges: !plan.changes.isEmpty))
      }
      next.nextSegment += 1
      next.contents = next.contents.adding(finished.statistics, removing: retracted.contents)
      let moments = [finished.statistics.newest, plan.newestRemoval, ledger.newestMoment]
      for case let moment? in moments { next.asOf = max(next.asOf ?? moment, moment) }
      try writer.publish(next, plan.counts)
    }
    return report(plan.counts, state)
  }

  /// Writes a finished segment again, with the titles that moves have given pages of it.
  ///
  /// Their texts came in this update, and which of them are moved is known only when all is read.
  private func retitle(
    _ draft: SegmentDraft, _ moves: [PageName: [PageMove]], besides others: Int
  ) async throws(FootnoteError) -> SegmentBuilder.Finished {
    let name = IndexFolder.segmentName(number: manifest.nextSegment + 1)
    let before = writer.folder.file(name)
    let store = try storing { () throws(StorageError) in
      try Folder.rename(draft.path, to: before)
      try Folder.make(draft.path)
      return try PassageStoreReader(
        path: writer.folder.file(IndexFolder.passagesName, inSegment: name))
    }
    // What cannot be removed now, the next writer removes.
    defer { try? Folder.remove(before) }
    let sink = try draft.makeSink(embedding, memory, besides: others)
    let pages = RetitledPages(AllPages(of: store), moves)
    try await pump(nil).move(ArticleSource(StoredFeed(pages)), into: sink)
    return try await sink.finish(besides: others)
  }

  private func report(
    _ changes: GenerationRecord.Changes, _ state: ArticleSource.State
  ) -> UpdateReport {
    let counts = ledger.counts
    let now = writer.current.manifest
    return UpdateReport(
      generation: now.generation, addedPageCount: Int(changes.added),
      replacedPageCount: Int(changes.replaced), removedPageCount: Int(changes.removed),
      unchangedCount: counts.same, olderCount: counts.older,
      irrelevantCount: counts.irrelevant, passageCount: Int(now.contents.passageCount),
      skipped: state.skippedByName, faults: state.faults, recovered: writer.recovered,
      compaction: nil, compactionFailure: nil)
  }
}
