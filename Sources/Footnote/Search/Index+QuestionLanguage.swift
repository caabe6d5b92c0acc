import Numerics
import PassageStore
import PostingIndex
import Storage
import Synchronization
import WikiModel

/// The passages of one language that words are counted among.
struct LanguagePassages: Sendable {
  /// Of each part, its living passages in the language.
  let documents: [DocumentRanges]
  var count: Int { documents.reduce(0) { $0 + $1.count } }
}

/// The passages of the languages that were asked for so far.
final class LanguagePassagesCache: Sendable {
  private let known = Mutex<[Substring: LanguagePassages]>([:])

  /// - Parameter language: a BCP 47 tag without script and region.
  func passages(
    in language: Substring, of segments: SegmentSet, tags: Set<String>
  ) throws(StorageError) -> LanguagePassages {
    if let passages = known.withLock({ $0[language] }) { return passages }
    let documents = try segments.documents(passing: SearchFilter(languages: tags))
    let all = zip(segments.parts, documents).map { part, documents in
      documents ?? DocumentRanges(RangeSet(0..<UInt32(part.documents.count)))
    }
    let passages = LanguagePassages(documents: all)
    known.withLock { $0[language] = passages }
    return passages
  }
}

extension Index {
  /// The passages that a question's words are counted among, where its language is known; nil for
  /// all.
  ///
  /// Among the passages of all languages, the most frequent words of a small one would weigh as
  /// much as its rare ones. A language that has most of the passages is all languages.
  ///
  /// - Parameter languages: the question's own.
  func passages(countedFor languages: [String]) throws(StorageError) -> LanguagePassages? {
    let counts = manifest.contents.languages
    let wanted = Set(languages.map(Self.primaryTag))
    guard Set(counts.keys.map(Self.primaryTag)).count > 1, wanted.count == 1,
      let language = wanted.first
    else { return nil }
    let tags = counts.filter { Self.primaryTag($0.key) == language }
    let count = tags.values.reduce(0, +)
    guard count > 0, 2 * count <= UInt64(segments.documentCount) else { return nil }
    return try languagePassages.passages(in: language, of: segments, tags: Set(tags.keys))
  }

  /// The language of a BCP 47 tag, without script and region, in lower case.
  private static func primaryTag(_ tag: String) -> Substring {
    tag.prefix { $0 != "-" }.lowercased()[...]
  }
}

extension SegmentSet {
  /// How many of some passages have each feature, in the features' order.
  func documentFrequencies(
    of features: [UInt32], among passages: LanguagePassages
  ) throws(StorageError) -> [Int] {
    var sums = [Int](repeating: 0, count: features.count)
    for (part, documents) in zip(parts, passages.documents) where documents.count > 0 {
      let counts = try part.segment.postings.documentFrequencies(of: features, among: documents)
      for (index, count) in counts.enumerated() { sums[index] += count }
    }
    return sums
  }
}
