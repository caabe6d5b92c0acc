import PassageStore
import PostingIndex
import Provenance
import Rescoring
import Storage
import WikiModel

/// Which revision of a page counts where several come.
enum RevisionChoice: Sendable {
  /// The newest.
  case newest
  /// Those given; other pages are left out.
  case these([PageName: RevisionID])
}

/// Writes a segment's files from processed articles in any order.
///
/// Passages are numbered in the order of their keys. Articles usually come in that order; where
/// they do not, or a page comes in several revisions, the files are put in order at the end.
final class SegmentBuilder {
  /// A page as it came.
  private struct Page {
    /// Counts the pages with passages in the order in which they came; nil for one without.
    var number: Int?
    var wiki: Int
    var page: PageID
    var timestamp: Timestamp
    var revision: RevisionID
    var passages: Range<UInt32>
    /// The ordinals of its passages, where some between them were purged; nil where none was.
    var ordinals: [UInt32]?

    /// The keys of its passages, in their order.
    func keys(wiki: String) -> some Sequence<PassageKey> {
      (0..<UInt32(passages.count)).lazy.map {
        PassageKey(
          wiki: wiki, page: page, revision: revision, ordinal: ordinals?[Int($0)] ?? $0)
      }
    }
  }

  private let folder: String
  private let passages: PassageStoreWriter
  private let postings: PostingIndexWriter
  private let words: WordStoreWriter
  private let proofs: MerkleFileWriter
  private let vectors: SegmentVectors?
  private var wikis = WikiTable()
  private var pages: [Page] = []
  private var isInOrder = true
  /// Passages that other segments of the index have.
  private let others: Int

  init(
    folder: String, postingMemory: Int, vectors: SegmentVectors? = nil, besides others: Int = 0
  ) throws(StorageError) {
    self.folder = folder
    passages = try PassageStoreWriter(path: Self.unsorted(folder))
    postings = PostingIndexWriter(
      temporaryPath: folder + "/postings.runs", memoryLimit: postingMemory)
    words = try WordStoreWriter(temporaryPath: folder + "/words.unsorted")
    proofs = try MerkleFileWriter(temporaryPath: folder + "/proofs.unsorted")
    self.vectors = vectors
    self.others = others
  }

  private static func unsorted(_ folder: String) -> String { folder + "/passages.unsorted" }

  var passageCount: Int { Int(passages.passageCount) }

  /// Bytes that it holds of what grows with the input, and that finishing takes besides, about.
  ///
  /// Postings have a bound of their own.
  var memoryByteCount: Int {
    words.memoryByteCount(besides: others)
      + (vectors?.memoryByteCount(passageCount: passageCount) ?? 0)
      + 2 * MemoryLayout<Page>.stride * pages.capacity
      + MemoryLayout<UInt32>.stride * passageCount
  }

  /// Adds an article; one without passages is noted too, since it may be newer than one with.
  func append(_ article: ProcessedArticle) throws(StorageError) {
    let first = passages.passageCount
    try passages.append(article.revision, article.records)
    for posting in article.postings {
      try postings.append(features: posting.features, impacts: posting.impacts)
    }
    try vectors?.append(article.vectors)
    try proofs.append(article.leaves)
    let number = article.records.isEmpty ? nil : try words.append(article.words)
    let revision = article.revision
    let wiki = wikis.number(of: revision.wiki)
    let ordinals = article.records.map(\.passage.ordinal)
    let page = Page(
      number: number, wiki: wiki, page: revision.page, timestamp: revision.timestamp,
      revision: revision.revision, passages: first..<passages.passageCount,
      ordinals: ordinals.elementsEqual(0..<UInt32(ordinals.count)) ? nil : ordinals)
    if let last = pages.last { isInOrder = isInOrder && comesBefore(last, page) }
    pages.append(page)
  }

  /// A revision that came, and whether it has passages.
  struct Came {
    var revision: RevisionID
    var timestamp: Timestamp
    var hasPassages: Bool
  }

  /// Which of some pages have come, each with the revisions that did, in their order.
  func revisions(of names: Set<PageName>) -> [PageName: [Came]] {
    var found: [PageName: [Came]] = [:]
    for page in pages {
      let name = PageName(wiki: wikis[page.wiki], page: page.page)
      guard names.contains(name) else { continue }
      found[name, default: []].append(
        Came(
          revision: page.revision, timestamp: page.timestamp,
          hasPassages: !page.passages.isEmpty))
    }
    return found
  }

  /// What was written.
  struct Finished {
    var statistics: PassageStatistics
    /// Articles with passages that were left out, since their pages came anew.
    var superseded: Int
  }

  /// Writes the segment's files, in key order.
  ///
  /// - Parameters:
  ///   - choice: of several revisions of a page, which counts.
  ///   - others: passages that other segments of the index have; its statistics are as fine as
  ///     those of one segment with all of them.
  func finish(
    _ choice: RevisionChoice, besides others: Int
  ) async throws(FootnoteError) -> Finished {
    let kept = kept(choice)
    // First, since brought vectors that do not belong to the passages end the build.
    try vectors?.place(kept.lazy.flatMap { [wikis] in $0.keys(wiki: wikis[$0.wiki]) })
    let order = isInOrder && kept.count == pages.count ? nil : order(of: kept)
    do throws(StorageError) {
      try await vectors?.finish(path: folder + "/" + IndexFolder.vectorsName, order: order)
    } catch {
      throw .storage(error)
    }
    // Vectors take longest, and are not written then.
    if Task.isCancelled { throw .cancelled }
    return try storing { () throws(StorageError) in try write(kept, order, besides: others) }
  }

  private func write(
    _ kept: [Page], _ order: [UInt32]?, besides others: Int
  ) throws(StorageError) -> Finished {
    let sortedPath = folder + "/" + IndexFolder.passagesName
    try passages.finish()
    let postingsPath = folder + "/" + IndexFolder.postingsName
    let wordsPath = folder + "/" + IndexFolder.wordsName
    let total = others + kept.reduce(0) { $0 + $1.passages.count }
    try proofs.finish(path: folder + "/" + IndexFolder.proofsName, order: order)
    guard let order else {
      try postings.finish(path: postingsPath, order: nil)
      try words.finish(path: wordsPath, statisticsDocumentCount: total)
      try Folder.rename(Self.unsorted(folder), to: sortedPath)
      return Finished(statistics: passages.statistics, superseded: 0)
    }
    try postings.finish(path: postingsPath, order: order)
    try words.finish(
      path: wordsPath, order: kept.compactMap(\.number), statisticsDocumentCount: total)
    let statistics = try rewritePassages(kept, to: sortedPath)
    return Finished(
      statistics: statistics, superseded: Self.withText(pages) - Self.withText(kept))
  }

  private static func withText(_ pages: [Page]) -> Int { pages.count { !$0.passages.isEmpty } }

  private func comesBefore(_ a: Page, _ b: Page) -> Bool {
    if a.wiki != b.wiki {
      return wikis[a.wiki].utf8.lexicographicallyPrecedes(wikis[b.wiki].utf8)
    }
    return a.page < b.page
  }

  /// The pages in key order, each in the revision that counts.
  private func kept(_ choice: RevisionChoice) -> [Page] {
    switch choice {
    case .newest: return isInOrder ? pages : newestInOrder()
    case .these(let revisions):
      // A revision that came again after it was taken back is the same text; the last one counts.
      var last: [PageName: Page] = [:]
      for page in pages {
        let name = PageName(wiki: wikis[page.wiki], page: page.page)
        if revisions[name] == page.revision { last[name] = page }
      }
      return last.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// The pages in key order, each in its newest revision.
  private func newestInOrder() -> [Page] {
    let sorted = pages.sorted { a, b in
      if comesBefore(a, b) { return true }
      if comesBefore(b, a) { return false }
      // Newest first; of the same revision met twice, the one without text, which was hidden since,
      // and else the one met first.
      if (a.timestamp, a.revision) != (b.timestamp, b.revision) {
        return (b.timestamp, b.revision) < (a.timestamp, a.revision)
      }
      if a.passages.isEmpty != b.passages.isEmpty { return a.passages.isEmpty }
      return a.passages.lowerBound < b.passages.lowerBound
    }
    var kept: [Page] = []
    for page in sorted {
      if let last = kept.last, !comesBefore(last, page) { continue }
      kept.append(page)
    }
    return kept
  }

  /// Of each passage as it came, its number in key order; `UInt32.max` for those left out.
  private func order(of kept: [Page]) -> [UInt32] {
    var order = [UInt32](repeating: .max, count: passageCount)
    var next: UInt32 = 0
    for page in kept {
      for passage in page.passages {
        order[Int(passage)] = next
        next += 1
      }
    }
    return order
  }

  private func rewritePassages(
    _ kept: [Page], to path: String
  ) throws(StorageError) -> PassageStatistics {
    let reader = try PassageStoreReader(path: Self.unsorted(folder))
    let writer = try PassageStoreWriter(path: path)
    for page in kept {
      var revision: RevisionRecord?
      var records: [PassageRecord] = []
      try reader.forEachPassage(in: page.passages) { (_, stored) throws(StorageError) in
        revision = stored.revision
        records.append(stored.record)
      }
      if let revision { try writer.append(revision, records) }
    }
    try writer.finish()
    try Folder.removeFile(Self.unsorted(folder))
    return writer.statistics
  }
}
