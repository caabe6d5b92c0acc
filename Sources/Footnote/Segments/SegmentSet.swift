import Numerics
import PassageStore
import PostingIndex
import Rescoring
import Storage
import WikiModel

/// The segments of a generation as one collection of documents, those that are alive.
///
/// Documents are numbered from 0 through all segments, oldest first, the dead ones too. Statistics
/// are those of the living, as one segment of these alone would have them; so what a search finds
/// does not depend on how passages are spread over segments.
struct SegmentSet: Sendable {
  /// A segment and its place among the others.
  struct Part: Sendable {
    let segment: Segment
    /// The number of its first document.
    let base: UInt32
    /// Its own documents that are alive; nil where all are.
    let live: DocumentRanges?

    /// The numbers of all its documents.
    var documents: Range<UInt32> { base..<base + segment.passages.passageCount }

    var liveCount: Int { live?.count ?? Int(segment.passages.passageCount) }

    /// Those of some of its own documents that are alive.
    func alive(_ documents: RangeSet<UInt32>) -> DocumentRanges {
      guard let live else { return DocumentRanges(documents) }
      return DocumentRanges(RangeSet(live.ranges).intersection(documents))
    }

    func isAlive(_ passage: UInt32) -> Bool { live?.contains(passage) ?? true }

    /// Whether any of some passages in a row is alive.
    func hasLiving(in passages: Range<UInt32>) -> Bool {
      guard let live, let first = passages.first else { return !passages.isEmpty }
      let position = live.position(endingAfter: Int(first), from: 0)
      return position < live.ranges.count && live.ranges[position].overlaps(passages)
    }
  }

  let parts: [Part]
  /// The indices of the parts, those with the most living documents first.
  let largestFirst: [Int]
  /// Documents that count.
  let documentCount: Int
  /// The words of all parts, with the statistics of the living.
  let words: WordStores
  /// What questions look up; shared by all that count the same documents.
  let statistics: CollectionStatistics

  /// - Parameters:
  ///   - segments: Oldest first.
  init(_ segments: [Segment]) throws(StorageError) {
    var dead: [RangeSet<UInt32>] = []
    for (index, segment) in segments.enumerated() {
      for taken in try segment.changes?.takenPassages(from: segments[..<index]) ?? [] {
        dead[taken.segment].formUnion(taken.passages)
      }
      dead.append(RangeSet())
    }
    var parts: [Part] = []
    var base: UInt64 = 0
    for (segment, dead) in zip(segments, dead) {
      let count = segment.passages.passageCount
      guard base + UInt64(count) <= UInt64(UInt32.max) else {
        throw .corrupt(
          path: segment.passages.path, offset: 0, expected: "fewer than 2^32 passages in all",
          found: "\(base + UInt64(count))")
      }
      let live =
        dead.isEmpty ? nil : DocumentRanges(RangeSet(0..<count).subtracting(dead))
      parts.append(Part(segment: segment, base: UInt32(base), live: live))
      base += UInt64(count)
    }
    self.parts = parts
    largestFirst = Self.largestFirst(parts)
    documentCount = parts.reduce(0) { $0 + $1.liveCount }
    words = WordStores(
      segments.map(\.words), retractions: segments.compactMap { $0.changes?.words })
    let frequencies = DocumentFrequencies(
      segments.map(\.postings), retractions: segments.compactMap { $0.changes?.frequencies })
    statistics = CollectionStatistics(.init(words: words, frequencies: frequencies))
  }

  private init(_ parts: [Part], of whole: SegmentSet) {
    self.parts = parts
    largestFirst = Self.largestFirst(parts)
    documentCount = whole.documentCount
    words = whole.words
    statistics = whole.statistics
  }

  private static func largestFirst(_ parts: [Part]) -> [Int] {
    parts.indices.sorted { parts[$0].liveCount > parts[$1].liveCount }
  }

  /// The same collection, of which some documents count and are not to be found.
  ///
  /// - Parameter hidden: Of each part, its own documents.
  func without(_ hidden: [RangeSet<UInt32>]) -> SegmentSet {
    guard hidden.contains(where: { !$0.isEmpty }) else { return self }
    let parts = zip(parts, hidden).map { part, hidden in
      guard !hidden.isEmpty else { return part }
      let all = RangeSet(0..<part.segment.passages.passageCount)
      return Part(
        segment: part.segment, base: part.base, live: part.alive(all.subtracting(hidden)))
    }
    return SegmentSet(parts, of: self)
  }

  /// How many numbers documents have, the dead ones' too.
  var numberCount: Int { parts.last.map { Int($0.documents.upperBound) } ?? 0 }

  /// Documents that can be found.
  var livingCount: Int { parts.reduce(0) { $0 + $1.liveCount } }

  func isAlive(_ document: UInt32) -> Bool {
    let part = parts[partIndex(of: document)]
    return part.isAlive(document - part.base)
  }

  /// The index of the part that has a document.
  func partIndex(of document: UInt32) -> Int {
    var low = 0
    var high = parts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if parts[middle].base <= document { low = middle } else { high = middle }
    }
    return low
  }

  /// The positions of documents that ascend, by the part that has them, with the parts' own
  /// numbers.
  func split(_ documents: [UInt32]) -> [(part: Int, numbers: [UInt32])] {
    var split: [(part: Int, numbers: [UInt32])] = []
    for document in documents {
      if let last = split.last, parts[last.part].documents.contains(document) {
        split[split.count - 1].numbers.append(document - parts[last.part].base)
      } else {
        let part = partIndex(of: document)
        split.append((part, [document - parts[part].base]))
      }
    }
    return split
  }
}
