import TestSupport
import CICU
import Testing

@testable import Features

@Suite("Fast paths")
struct FastPathTests {
  private static let alphabets: [[ClosedRange<UInt32>]] = [
    [0x20...0x7E], [0x30...0x39, 0x2C...0x2E], [0x20...0xFF], [0x41...0x5A, 0xC0...0x24F],
    [0x61...0x7A, 0x300...0x30F], [0x370...0x3FF, 0x1F00...0x1FFF], [0x400...0x52F],
    [0x590...0x6FF, 0x200C...0x200D], [0x900...0x97F], [0xE00...0xEFF], [0x1000...0x109F],
    [0x1100...0x11FF, 0xAC00...0xACFF], [0x3040...0x30FF, 0xFF61...0xFF9F], [0x4E00...0x4E80],
    [0x0...0xFFFF], [0x0...0x10FFFF],
  ]

  private static func randomText(
    _ generator: inout SeededGenerator, from ranges: [ClosedRange<UInt32>]
  ) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...40, using: &generator) {
      let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
      let apostrophe = UInt32.random(in: 0..<12, using: &generator) == 0
      let value = apostrophe ? 0x27 : UInt32.random(in: range, using: &generator)
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
    return String(text)
  }

  @Test("a word's normal form is the same by the ASCII path and through ICU")
  func wordForms() {
    var generator = SeededGenerator(for: "wordForms")
    var scanner = TokenScanner()
    var form = WordForm()
    let profiles = ["en", "fr", "tr", "xx"].map(LanguageProfile.profile)
    for round in 0..<5_000 {
      let text = Array(
        Self.randomText(&generator, from: Self.alphabets[round % 2]).utf8)
      var offset = 0
      while let token = scanner.next(in: text.span, from: &offset) {
        let bytes = text.span.extracting(token.range)
        let profile = profiles[round / 2 % profiles.count]
        guard form.readASCII(bytes, profile: profile) else { continue }
        let (fast, script) = (form.bytes, form.script)
        form.readThroughICU(bytes, profile: profile, classes: &scanner)
        #expect(fast == form.bytes)
        #expect(script == form.script)
      }
    }
  }

  @Test("a run's letters are those of the run normalised as a whole")
  func runs() {
    var generator = SeededGenerator(for: "runs")
    var scanner = TokenScanner()
    var form = GramForm()
    var normalizer = Normalizer(.nfkcCasefold)
    for round in 0..<5_000 {
      let alphabet = Self.alphabets[9 + round % (Self.alphabets.count - 9)]
      let text = Array(Self.randomText(&generator, from: alphabet).utf8)
      var offset = 0
      while let token = scanner.next(in: text.span, from: &offset) {
        guard token.kind == .grams else { continue }
        form.read(text.span.extracting(token.range), classes: &scanner)
        var whole: [UInt32] = []
        let run = String(decoding: text[token.range], as: UTF8.self)
        normalizer.append(run.unicodeScalars.map(\.value), to: &whole)
        let letters = whole.filter {
          scanner.classEntry($0) & CharacterClass.mask != CharacterClass.separator
        }
        #expect(form.characterCount == letters.count)
        if !letters.contains(where: {
          scanner.classEntry($0) & CharacterClass.mask == CharacterClass.extend
        }) {
          #expect(form.units.map(\.code) == letters)
        }
      }
    }
  }

  @Test("features are the same from a full cache, an empty one and a forgetful one")
  func cache() {
    var generator = SeededGenerator(for: "cache")
    let long = TextAnalyzer()
    var forgetful = FeatureExtractor(cacheSlotBits: 2)
    for round in 0..<5_000 {
      let text = Array(
        Self.randomText(&generator, from: Self.alphabets[round % Self.alphabets.count]).utf8)
      let language = ["en", "fr", "ru", "ko", "vi"][round % 5]
      var kept: [FeatureCount] = []
      let length = long.appendFeatures(of: text.span, language: language, to: &kept)
      var occurrences: [UInt32] = []
      #expect(Self.append(text, language, to: &occurrences, by: &forgetful) == length)
      #expect(counted(occurrences) == kept)
      if round % 50 == 0 {
        var fresh = FeatureExtractor()
        occurrences.removeAll()
        #expect(Self.append(text, language, to: &occurrences, by: &fresh) == length)
        #expect(counted(occurrences) == kept)
      }
    }
  }

  private static func append(
    _ text: [UInt8], _ language: String, to occurrences: inout [UInt32],
    by extractor: inout FeatureExtractor
  ) -> UInt32 {
    let profile = extractor.profileNumber(ofTag: language)
    return extractor.append(text.span, profile: profile, to: &occurrences)
  }

  @Test("a cache that grew, forgot and met collisions gives back what was put in last")
  func cacheGrowth() {
    for slotBits in [2, 12] {
      var cache = TokenCache(maximumSlotBits: slotBits)
      var keptCount = 0
      for number in 0..<9_000 {
        let token = Array("token \(number)".utf8)
        let hash = number % 3 == 0 ? 7 : FeatureHash.raw(token.span)
        let expected = [UInt32](repeating: UInt32(number), count: number % 4)
        let word = TextWord(form: UInt32(number), stem: 1, prefix: 2)
        cache.insert(
          token.span, hash: hash, profile: 0, features: expected, word: word, length: 3)
        guard let entry = cache.entry(of: token.span, hash: hash, profile: 0) else { continue }
        keptCount += 1
        #expect(entry.length == 3)
        #expect(entry.word == word)
        #expect((0..<Int(entry.featureCount)).map { cache.feature(of: entry, at: $0) } == expected)
        #expect(cache.entry(of: token.span, hash: hash, profile: 1)?.length == nil)
      }
      #expect(keptCount > 5_000)
    }
  }

  @Test("counting gives what a dictionary gives, colliding high bits or not")
  func counting() {
    var generator = SeededGenerator(for: "counting")
    var counting = FeatureCounting()
    for round in 0..<500 {
      let mask: UInt32 = round % 2 == 0 ? .max : 0xFF
      let occurrences = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
        UInt32.random(in: 0...UInt32.max, using: &generator) & mask
      }
      var result: [FeatureCount] = []
      counting.count(occurrences) { result.append(FeatureCount(feature: $0, count: $1)) }
      #expect(result == counted(occurrences))
    }
  }

  @Test("decoding takes exactly what the standard library takes as UTF-8")
  func decoding() {
    var generator = SeededGenerator(for: "decoding")
    for _ in 0..<20_000 {
      let bytes = (0..<4).map { index -> UInt8 in
        let any = UInt8.random(in: 0...255, using: &generator)
        return index > 0 && any % 3 > 0 ? 0x80 | any & 0x3F : any
      }
      let (value, count) = UTF8Decoding.scalar(in: bytes.span, at: 0)
      let expected = String(validating: bytes.prefix(count), as: UTF8.self)
      if value == UTF8Decoding.invalid {
        #expect(
          (1...4).allSatisfy {
            String(validating: bytes.prefix($0), as: UTF8.self)?.unicodeScalars.count != 1
          })
      } else {
        #expect(expected?.unicodeScalars.map(\.value) == [value])
      }
    }
  }
}
