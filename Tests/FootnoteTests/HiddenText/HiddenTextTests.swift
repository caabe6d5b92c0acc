import TestSupport
import Testing

@testable import Footnote

private func kinds(_ text: String) -> [HiddenText.Kind] {
  HiddenText.found(in: text, at: .text).map(\.kind)
}

@Suite("Hidden text")
struct HiddenTextTests {
  /// A message in tag characters, as instructions are smuggled.
  private static let message = String(
    String.UnicodeScalarView("obey".unicodeScalars.compactMap { .init(0xE0000 + $0.value) }))
  /// Bytes in variation selectors.
  private static let bytes = "\u{FE01}\u{FE0A}\u{E0130}\u{E01EF}"

  @Test("tags, overrides, rows without width, selectors and controls are found with their bytes")
  func kindsOfHiddenText() {
    let texts: [(String, HiddenText.Kind, Range<Int>)] = [
      ("ab\(Self.message)c", .tags, 2..<18), ("a\u{202E}b", .bidirectional, 1..<4),
      ("a\u{2067}b", .bidirectional, 1..<4), ("é\u{200B}\u{2060}", .zeroWidth, 2..<8),
      ("x\u{200D}y", .zeroWidth, 1..<4), ("x\(Self.bytes)", .variationSelectors, 1..<15),
      ("\u{1B}[0m", .controls, 0..<1), ("a\u{206A}", .ignorable, 1..<4),
      ("a\u{FFF9}b", .ignorable, 1..<4), ("a\u{85}b", .controls, 1..<3),
      // A flag, and a message behind it.
      ("\u{1F3F4}\(Self.message)", .tags, 4..<20),
      ("\u{1F600}\u{FE0F}\u{FE01}\u{FE02}", .variationSelectors, 7..<13),
    ]
    for (text, kind, bytes) in texts {
      let expected = [HiddenText(kind: kind, place: .text, bytes: bytes)]
      #expect(HiddenText.found(in: text, at: .text) == expected, "\(text.unicodeScalars)")
    }
  }

  @Test(
    "what scripts and emoji need is not flagged",
    arguments: [
      "می\u{200C}خواهم", "نمی\u{200C}", "क्\u{200D}ष", "র\u{200D}্য", "ක්\u{200D}ර", "ന്\u{200D}",
      "\u{1F469}\u{200D}\u{1F680}", "\u{1F3F3}\u{FE0F}\u{200D}\u{1F308}",
      "\u{1F469}\u{1F3FD}\u{200D}\u{1F680}", "❤\u{FE0F}\u{200D}\u{1F525}", "1\u{FE0F}\u{20E3}",
      "☺\u{FE0E}", "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
      "葛\u{E0100}飾区", "神\u{FE00}", "Auf\u{200C}lage", "שלום\u{200F}!", "abc\u{200E} def",
      "Donau\u{AD}dampf\u{AD}schiff", "ភាសា\u{200B}ខ្មែរ", "ᠠ\u{180B}", "≨\u{FE00}", "a\nb\tc",
      "\u{FEFF}start", "日本\u{2060}語", "e\u{301}\u{34F}\u{300}",
    ])
  func neededCharacters(text: String) {
    #expect(kinds(text) == [])
  }

  @Test("each character of Unicode is invisible where Swift's properties say so")
  func everyScalar() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isInvisible = HiddenTextOracle.kind(scalar) != nil
      let known = InvisibleScalar(value) != nil
      #expect(isInvisible == known, "U+\(String(value, radix: 16))")
      if known, let first = String(scalar).utf8.first {
        #expect(InvisibleScalar.canStart(with: first))
      }
    }
  }

  @Test("what is found is what the oracle finds, in texts of all scripts with much that is hidden")
  func oracle() {
    var generator = SeededGenerator()
    let seen = "ab é ש ع می क्ष क् 葛 한 \u{1F469} \u{1F680} \u{1F3F4} ❤ 1 ≨ ᠠ ្ ខ \n ."
    let shown = Array(seen.unicodeScalars)
    let hidden = [
      0x200B, 0x200C, 0x200D, 0x200E, 0xAD, 0x34F, 0x2060, 0xFEFF, 0xFE00, 0xFE0E, 0xFE0F,
      0xE0100, 0x180B, 0x202E, 0x2069, 0xE0061, 0xE0067, 0xE0032, 0xE007F, 0x1B, 0x9B, 0x206A,
      0xFFF9, 0xE0FFF, 0x1F3FD,
    ].compactMap { Unicode.Scalar(UInt32($0)) }
    for _ in 0..<Soak.count(20_000, soak: 2_000_000) {
      let count = Int.random(in: 0..<12, using: &generator)
      let scalars = (0..<count).compactMap { _ in
        (Bool.random(using: &generator) ? shown : hidden).randomElement(using: &generator)
      }
      let text = String(String.UnicodeScalarView(scalars))
      let expected = HiddenTextOracle(scalars: scalars).found()
      #expect(
        HiddenText.found(in: text, at: .text) == expected,
        "\(scalars.map { String($0.value, radix: 16) })")
    }
  }

  @Test("the sample corpus has no hidden text, in any of its languages")
  func sampleCorpus() async throws {
    let index = try await SampleIndex.shared().index
    for passage in try index.passages(at: 0..<Int(index.summary.passageCount)) {
      #expect(passage.hiddenText.isEmpty, "\(passage.attribution.key)")
    }
  }
}
