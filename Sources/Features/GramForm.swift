/// Cuts a run of grams into units: normalised letters with their marks, spaces left out.
///
/// Characters that stand for themselves are taken as they are; others go through ICU together with
/// what follows and may join them, at most ``segmentLimit`` at a time, so that the cost stays
/// linear whatever is piled up.
struct GramForm {
  /// Characters that are normalised together at most.
  static let segmentLimit = 32

  /// A letter with its marks.
  struct Unit: Equatable {
    /// The letter's scalar; with marks, a hash of all.
    var code: UInt32
    /// True for Han, kana and Hangul.
    var isLogogram: Bool
    /// True for Thai and Lao, whose vowels are letters of their own, so that words have many.
    var isSpelt: Bool
  }

  /// The run's units.
  private(set) var units: [Unit] = []
  /// The run's normalised characters.
  private(set) var characterCount = 0
  /// The letter of each unit with its marks, where they are wanted.
  private(set) var letters: [[UInt32]] = []
  var keepsLetters = false

  private var normalizer = Normalizer(.nfkcCasefold)
  private var segment: [UInt32] = []
  private var normalized: [UInt32] = []

  /// Reads a run of valid UTF-8 in O(bytes).
  mutating func read(_ run: Span<UInt8>, classes: inout TokenScanner) {
    units.removeAll(keepingCapacity: true)
    letters.removeAll(keepingCapacity: true)
    characterCount = 0
    segment.removeAll(keepingCapacity: true)
    var segmentIsPlain = true
    var offset = 0
    while offset < run.count {
      let (scalar, count) = UTF8Decoding.scalar(in: run, at: offset)
      offset += count
      let isPlain = classes.classEntry(scalar) & CharacterClass.plain != 0
      if isPlain || segment.count == Self.segmentLimit {
        flush(isPlain: segmentIsPlain, classes: &classes)
        segmentIsPlain = true
      }
      segment.append(scalar)
      segmentIsPlain = segmentIsPlain && isPlain
    }
    flush(isPlain: segmentIsPlain, classes: &classes)
  }

  /// The units of the n-gram that ends with one: it and its neighbour, where both are spelt with
  /// the one before; nil where none ends there.
  func gram(endingAt last: Int) -> Range<Int>? {
    guard last > 0 else { return nil }
    let pair = last - 1..<last + 1
    guard pair.allSatisfy({ units[$0].isSpelt }) else { return pair }
    if last > 1, units[last - 2].isSpelt { return last - 2..<last + 1 }
    // Two letters that stand alone are all there is.
    return last + 1 < units.count && units[last + 1].isSpelt ? nil : pair
  }

  /// The feature of an n-gram.
  func feature(of gram: Range<Int>) -> UInt32 {
    units[gram].dropFirst().reduce(units[gram.lowerBound].code) {
      FeatureHash.characters($0, $1.code)
    }
  }

  /// The blocks of Thai and Lao.
  private static let speltScalars: ClosedRange<UInt32> = 0xE00...0xEFF

  private mutating func flush(isPlain: Bool, classes: inout TokenScanner) {
    if isPlain {
      for scalar in segment { append(scalar, classes: &classes) }
    } else {
      normalized.removeAll(keepingCapacity: true)
      normalizer.append(segment, to: &normalized)
      for scalar in normalized { append(scalar, classes: &classes) }
    }
    segment.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ scalar: UInt32, classes: inout TokenScanner) {
    let kind = classes.classEntry(scalar) & CharacterClass.mask
    switch kind {
    case CharacterClass.separator: return
    case CharacterClass.extend where !units.isEmpty:
      let base = units[units.count - 1].code
      units[units.count - 1].code = FeatureHash.characters(base, scalar)
      if keepsLetters { letters[letters.count - 1].append(scalar) }
    default:
      units.append(
        Unit(
          code: scalar, isLogogram: kind == CharacterClass.logogram,
          isSpelt: Self.speltScalars.contains(scalar)))
      if keepsLetters { letters.append([scalar]) }
    }
    characterCount += 1
  }
}
