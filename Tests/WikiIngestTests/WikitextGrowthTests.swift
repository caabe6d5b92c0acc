import TestSupport
import Testing
import WikiIngest
import WikiModel

/// The work of a text twice as long is at most so many times that of the shorter one.
private let growthLimit = 2.2

@Suite("How the cost of hostile wikitext grows")
struct WikitextGrowthTests {
  /// Lengths in bytes, each twice the one before; `make soak` goes to the longest that is read.
  private static let lengths = Array(
    sequence(first: 4_096) { $0 * 2 }.prefix { $0 <= Soak.count(32_768, soak: 16 << 20) })

  @Test(
    "Twice as long a text takes at most 2.2 times the work, and gives at most 2.2 times the text",
    arguments: HostileMarkup.families + HostileMarkup.formulaFamilies)
  func growth(of family: HostileMarkup) {
    var before: (work: Int, text: Int, map: Int)?
    for length in Self.lengths {
      let source = family.source(byteCount: length)
      let (text, work) = sharedConverter.readableTextCountingWork(of: source)
      let now = (work: work, text: text.bytes.count, map: text.sourceMap.runs.count)
      if let before {
        // A few steps more or less at either end weigh nothing.
        for (name, one, two) in [
          ("work", before.work, now.work), ("text", before.text, now.text),
          ("source map", before.map, now.map),
        ] {
          #expect(
            Double(two) <= growthLimit * Double(one) + 100,
            "\(name) of \(family): \(one) for \(length / 2) bytes, \(two) for \(length)")
        }
      }
      before = now
    }
  }

  @Test("Mixtures of such markup grow no faster")
  func mixtures() {
    var generator = SeededGenerator()
    for number in 0..<Soak.count(200, soak: 20_000) {
      let parts = (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in
        HostileMarkup.families.randomElement(using: &generator)
      }
      let opening = parts.map(\.opening).joined()
      let closing = parts.reversed().map(\.closing).joined()
      let family = HostileMarkup(opening: opening, closing: closing)
      // Which braces pair up, and so what is read of a text, may hang on whether they are even in
      // number: both texts have the same remainder.
      let count = max(12, 4_000 / family.unitByteCount / 12 * 12)
      let works = [count, 2 * count].map {
        sharedConverter.readableTextCountingWork(of: family.source(count: $0 + number % 12)).work
      }
      #expect(Double(works[1]) <= growthLimit * Double(works[0]) + 100, "\(family): \(works)")
    }
  }
}
