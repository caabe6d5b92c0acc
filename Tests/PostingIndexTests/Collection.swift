import TestSupport
import PostingIndex
import Storage

/// Documents as lists of features with impacts, from which indexes are built and questions
/// answered.
struct Collection {
  struct Posting {
    var feature: UInt32
    var impact: UInt8
  }

  /// Of each document, by ascending feature.
  var documents: [[Posting]] = []

  /// How a random collection looks.
  struct Shape {
    var documentCount: Int
    /// Features are drawn by rank: the chance of rank r falls as 1 / r.
    var featureCount: Int
    var postingsEach: ClosedRange<Int>
    /// Few impacts make many equal scores.
    var impacts: ClosedRange<UInt8> = 1...255
    /// Features of these many first ranks are in a document with this chance in percent.
    var commonPercents: [Int] = []
  }

  init() {}

  init(_ shape: Shape, using generator: inout SeededGenerator) {
    let features = (0..<shape.featureCount).map { _ in
      UInt32.random(in: 0 ... .max, using: &generator)
    }
    for _ in 0..<shape.documentCount {
      var impacts: [UInt32: UInt8] = [:]
      for (rank, percent) in shape.commonPercents.enumerated()
      where Int.random(in: 0..<100, using: &generator) < percent {
        impacts[features[rank]] = .random(in: shape.impacts, using: &generator)
      }
      for _ in 0..<Int.random(in: shape.postingsEach, using: &generator) {
        let rank = Self.zipf(shape.featureCount, using: &generator)
        impacts[features[rank]] = .random(in: shape.impacts, using: &generator)
      }
      documents.append(
        impacts.map { Posting(feature: $0, impact: $1) }.sorted { $0.feature < $1.feature })
    }
  }

  /// A rank below `count`; its logarithm is spread evenly.
  static func zipf(_ count: Int, using generator: inout SeededGenerator) -> Int {
    var limit = 1
    while limit < count, Bool.random(using: &generator) || limit < 2 { limit *= 2 }
    return Int.random(in: 0..<min(limit, count), using: &generator)
  }

  /// All features that occur, ascending.
  var features: [UInt32] {
    Set(documents.joined().map(\.feature)).sorted()
  }

  func documentFrequency(of feature: UInt32) -> Int {
    documents.count { $0.contains { $0.feature == feature } }
  }

  /// Builds the index, and gives the file's path.
  @discardableResult
  func write(
    to path: String, memoryLimit: Int = 1 << 20, order: [UInt32]? = nil
  ) throws -> String {
    let writer = PostingIndexWriter(temporaryPath: path + ".runs", memoryLimit: memoryLimit)
    for document in documents {
      try writer.append(features: document.map(\.feature), impacts: document.map(\.impact))
    }
    try writer.finish(path: path, order: order)
    return path
  }

  /// The best documents by the definition of the score alone; nothing here knows of an index.
  func best(_ terms: [PostingTerm], k: Int) -> [ScoredDocument] {
    var weights: [UInt32: UInt64] = [:]
    for term in terms { weights[term.feature, default: 0] += UInt64(term.weight) }
    while weights.values.reduce(0, +) * 255 > UInt64(UInt32.max) {
      weights = weights.mapValues { $0 / 2 }
    }
    var scored: [ScoredDocument] = []
    for (number, document) in documents.enumerated() {
      var score: UInt64 = 0
      for posting in document { score += (weights[posting.feature] ?? 0) * UInt64(posting.impact) }
      if score > 0 {
        scored.append(ScoredDocument(document: UInt32(number), score: UInt32(score)))
      }
    }
    let ranked = scored.sorted {
      $0.score != $1.score ? $0.score > $1.score : $0.document < $1.document
    }
    return Array(ranked.prefix(k))
  }
}
