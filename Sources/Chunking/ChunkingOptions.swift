/// How long passages are; part of an index's identity.
///
/// Lengths are in characters, which are Unicode scalars. A Chinese character, a kana or a Hangul
/// syllable counts as two, because it says two to three times as much as a letter: XQuAD's 240
/// paragraphs have 188,362 characters in English and 60,598 in Chinese. As no character counts
/// less than one, a passage never has more than `limit` scalars.
package struct ChunkingOptions: Sendable, Hashable {
  /// The version of the rules; it changes when the same text and lengths give other passages.
  package static let version = 1
  /// Under this a passage holds less than a short sentence.
  package static let smallestTarget = 40
  /// Over this neither limit nor sums of squared lengths are useful, or safe from overflow.
  package static let largestLimit = 100_000
  /// Over this many targets the packer compares cuts that it never takes, and time grows.
  package static let mostTargetsInLimit = 16

  /// The length that passages are packed towards.
  package let target: Int
  /// The length that no passage passes.
  package let limit: Int
  /// How much of a passage's end may be repeated, in whole sentences, before the next one.
  package let overlap: Int

  /// 550, 1,200 and no overlap.
  package init() {
    target = 550
    limit = 1_200
    overlap = 0
  }

  package init(target: Int = 550, limit: Int = 1_200, overlap: Int = 0) throws(ChunkingError) {
    guard target >= Self.smallestTarget, target <= Self.largestLimit else {
      throw .targetOutOfRange(
        expected: Self.smallestTarget...Self.largestLimit, found: target)
    }
    let limits = target...min(Self.largestLimit, target * Self.mostTargetsInLimit)
    guard limits.contains(limit) else {
      throw .limitOutOfRange(expected: limits, found: limit)
    }
    guard (0...target).contains(overlap) else {
      throw .overlapOutOfRange(expected: 0...target, found: overlap)
    }
    self.target = target
    self.limit = limit
    self.overlap = overlap
  }

  /// Reads what ``canonicalDescription`` writes; nil for anything else.
  package init?(canonicalDescription text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    func number(_ index: Int, _ name: String) -> Int? {
      guard parts.count == 4, parts[index].hasPrefix(name + "=") else { return nil }
      return Int(parts[index].dropFirst(name.count + 1))
    }
    guard let target = number(1, "target"), let limit = number(2, "limit"),
      let overlap = number(3, "overlap"),
      let options = try? ChunkingOptions(target: target, limit: limit, overlap: overlap),
      options.canonicalDescription == text
    else { return nil }
    self = options
  }

  /// Pieces shorter than this are joined before packing, which bounds the cuts that are weighed; it
  /// is far too little for a passage of its own.
  var grain: Int { target / 32 }

  /// The text that stands for these options in an index's identity.
  package var canonicalDescription: String {
    "passages/\(Self.version) target=\(target) limit=\(limit) overlap=\(overlap)"
  }
}

/// Why an option was refused.
package enum ChunkingError: Error, Hashable {
  case targetOutOfRange(expected: ClosedRange<Int>, found: Int)
  case limitOutOfRange(expected: ClosedRange<Int>, found: Int)
  case overlapOutOfRange(expected: ClosedRange<Int>, found: Int)
}

extension ChunkingError: CustomStringConvertible {
  /// What was expected and found, why, and what to choose.
  package var description: String {
    switch self {
    case .targetOutOfRange(let expected, let found):
      "The target of passages is \(found) characters; choose \(Self.text(expected)), so that a "
        + "passage holds a sentence."
    case .limitOutOfRange(let expected, let found):
      "The limit of passages is \(found) characters; choose \(Self.text(expected)), from the "
        + "target to \(ChunkingOptions.mostTargetsInLimit) times as much."
    case .overlapOutOfRange(let expected, let found):
      "The overlap of passages is \(found) characters; choose \(Self.text(expected)), so that "
        + "a passage is not mostly the one before it."
    }
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    "\(range.lowerBound) to \(range.upperBound)"
  }
}
