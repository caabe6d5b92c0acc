import TestSupport
import Testing

@testable import Features

@Suite("Text that is no text")
struct BadTextTests {
  @Test(
    "empty, blank, control and emoji text gives no features",
    arguments: [
      "", "  \n\t ", "\u{0}\u{1}\u{7F}", "😀👍🏽❤️🇩🇪", "—…!?()[]«»", "\u{200B}\u{FEFF}\u{301}",
    ])
  func nothing(_ text: String) {
    let (features, length) = analyzed(Array(text.utf8), "en")
    #expect(features.isEmpty)
    #expect(length == 0)
  }

  @Test("bytes that do not decode separate words")
  func invalid() {
    let expected = stems("abc", "def")
    for broken: [UInt8] in [
      [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xC0, 0xAF],
    ] {
      let text = Array("abc".utf8) + broken + Array("def".utf8)
      #expect(analyzed(text, "xx").features == expected)
    }
  }

  @Test("random bytes never trap")
  func random() {
    var generator = SeededGenerator(for: "random")
    let analyzer = TextAnalyzer()
    var features: [FeatureCount] = []
    for round in 0..<3_000 {
      let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        UInt8.random(in: (round % 2 == 0 ? 0 : 0x80)...0xFF, using: &generator)
      }
      features.removeAll()
      _ = analyzer.appendFeatures(of: bytes.span, language: "tr", to: &features)
      #expect(zip(features, features.dropFirst()).allSatisfy { $0.feature < $1.feature })
    }
  }

  @Test("cutting text at any byte never traps")
  func cut() {
    let text = Array("Größe 1,000.5 l'été 中国人 ภาษาไทย한국 📚 don’t צה\"ל 1.".utf8)
    for end in 0...text.count {
      _ = analyzed(Array(text[..<end]), "fr")
      _ = analyzed(Array(text[end...]), "fr")
    }
  }
}
