import Chunking
import PassageStore
import Storage
import WikiIngest

/// One merge of an index's newest segments, or of all, to the next generation.
struct CompactionRun {
  private let writer: GenerationWriter
  private let index: Index
  private let start: Int
  /// What is kept of the index's passages.
  private let kept: SegmentSet
  private let memory: WriterMemory
  private let pump: ArticlePump
  private let embedding: BuildEmbedding?

  /// - Parameters:
  ///   - start: The oldest segment that is merged.
  ///   - kept: The index's passages that stay, where all segments are merged.
  init(
    _ writer: GenerationWriter, _ index: Index, from start: Int, keeping kept: SegmentSet,
    _ options: CompactionOptions,
    _ progress: (@Sendable (BuildProgress) -> Void)?
  ) throws(FootnoteError) {
    self.writer = writer
    self.index = index
    self.start = start
    self.kept = kept
    embedding = try index.buildEmbedding(options.vectors)
    try index.checkVectors(of: embedding)
    memory = try WriterMemory(options.limits, threads: options.threads)
    pump = ArticlePump(
      threadCount: memory.threadCount, chunking: try index.chunking(),
      embedding: embedding?.made, progress: progress)
  }

  private var segments: SegmentSet { index.segments }

  func run() async throws(FootnoteError) {
    let name = IndexFolder.segmentName(number: index.manifest.nextSegment)
    let draft = try storing { () throws(StorageError) in
      try SegmentDraft(name, in: writer.folder)
    }
    do throws(FootnoteError) {
      try await merge(into: draft)
    } catch {
      writer.discard(draft)
      throw error
    }
  }

  private func merge(into draft: SegmentDraft) async throws(FootnoteError) {
    let merged = segments.parts[start...].reduce(0) { $0 + $1.liveCount }
    let others = segments.documentCount - merged
    let sink = try draft.makeSink(embedding, memory, besides: others)
    let pages = try storing { () throws(StorageError) in
      try PageMerge(kept, parts: start..<segments.parts.count)
    }
    let source = ArticleSource(StoredFeed(pages, byteCount: textByteCount))
    try await pump.move(source, into: sink)
    let (changes, taken) = try storing { () throws(StorageError) in try remainingChanges() }
    var retracted = try await RetractedStatistics(
      of: ChosenPages(taken, of: segments), by: pump, documentCount: segments.documentCount,
      within: memory.growth(of: draft.path, besides: await sink.memoryByteCount))
    pump.progress?(
      BuildProgress(.writing, await source.state, passageCount: await sink.passageCount))
    if Task.isCancelled { throw .cancelled }
    let finished = try await sink.finish(besides: others)
    try storing { () throws(StorageError) in try check(finished.statistics) }
    var next = index.manifest
    next.advance(.compaction, after: writer.current)
    next.segments.removeSubrange(start...)
    try storing { () throws(StorageError) in
      if !changes.isEmpty {
        try changes.write(
          to: writer.folder.file(IndexFolder.changesName, inSegment: draft.name),
          retracted: &retracted)
      }
      next.segments.append(
        try draft.described(
          finished.statistics, hasVectors: embedding != nil, hasChanges: !changes.isEmpty))
    }
    next.nextSegment += 1
    next.asOf = next.asOf ?? finished.statistics.newest
    var counts = GenerationRecord.Changes()
    if kept.livingCount < segments.livingCount {
      let pageCount = min(finished.statistics.pageCount, next.contents.pageCount)
      counts.removed = next.contents.pageCount - pageCount
      next.contents = Manifest.Contents(finished.statistics)
      if counts.removed > 0 { next.skipped[SkipReason.revokedPage.rawValue] = counts.removed }
    }
    try writer.publish(next, counts)
  }

  /// Refuses a merge that has not just the passages that are to stay.
  ///
  /// They are read page by page, so that a damaged page table would lose some, or bring some twice.
  private func check(_ statistics: PassageStatistics) throws(StorageError) {
    let merged = kept.parts[start...]
    let expected = merged.reduce(0) { $0 + $1.liveCount }
    guard statistics.passageCount != expected else { return }
    for part in merged { try part.checkPages() }
    throw .corrupt(
      path: writer.folder.path, offset: 0, expected: "\(expected) passages after the merge",
      found: "\(statistics.passageCount)")
  }

  /// Bytes of the passages' text, where all are merged.
  private var textByteCount: UInt64? {
    start == 0 ? index.manifest.contents.textByteCount : nil
  }

  /// What the merged segments took out of older ones, and the pages that are gone.
  private func remainingChanges() throws(StorageError) -> (
    changes: SegmentChangesDraft, taken: [PageMerge.Element]
  ) {
    var draft = SegmentChangesDraft()
    var taken: [PageMerge.Element] = []
    var remembered: Set<PageName> = []
    let all = segments.parts.map(\.segment)
    for place in start..<all.count {
      guard let changes = all[place].changes else { continue }
      for (older, passages) in try changes.takenPassages(from: all[..<place])
      where older < start {
        for page in try all[older].passages.pages(of: passages) {
          taken.append(PageMerge.Element(part: older, page: page))
          draft.taken.append(.init(segment: all[older].number, passages: page.passages))
        }
      }
      for index in 0..<changes.tombstoneCount {
        let tombstone = try changes.tombstone(at: index)
        // Of a page that came back or went again since, a newer segment tells, perhaps the same.
        if case .gone(tombstone) = try segments.state(of: tombstone.name),
          remembered.insert(tombstone.name).inserted
        {
          draft.tombstones.append(tombstone)
        }
      }
    }
    return (draft, taken)
  }
}

extension SegmentSet.Part {
  /// Checks that the living passages are those of the pages.
  fileprivate func checkPages() throws(StorageError) {
    let store = segment.passages
    var found = 0
    for index in 0..<store.pageCount {
      found += try store.page(at: index).passages.count { isAlive($0) }
    }
    guard found != liveCount else { return }
    throw .corrupt(
      path: store.path, offset: 0, expected: "pages with \(liveCount) living passages together",
      found: "\(found)")
  }
}
