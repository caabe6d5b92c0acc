import TestSupport
import CICU
import Testing

@testable import Chunking

@Suite struct SentenceOracleTests {
  /// Pieces that meet in unlikely ways: every kind of stop, closer, opener, letter and space.
  private static let pieces: [String] = [
    ".", ".", ".", "!", "?", "…", "...", "。", "！", "？", "．", "।", "॥", "؟", "۔", "։", "።", "፡",
    "။", "၊", "។", "།", "‼", ";", "\u{37E}", "·", " ", " ", " ", " ", " ", "  ", "\n", "\u{A0}",
    "\u{3000}",
    "\"", "'", ")", "]", "”", "’", "“", "‘", "»", "«", "」", "』", "）", "（", "「", "(", "„", "–", "—",
    "-", "*", ",", ":", "،", "、", "a", "the", "The", "A", "I", "He", "Dr", "e.g", "U.S", "No",
    "etc",
    "IV", "II", "XX", "z.B", "Oktober", "3", "12", "1990", "٣", "г", "В", "Пушкин", "им", "Ο", "κ",
    "ς",
    "中", "文", "と", "っ", "カ", "그", "다", "ก", "ๆ", "เมือง", "ພ", "क", "डॉ", "है", "எம்", "א", "ב",
    "م", "მდ", "ქალაქი", "Է", "ሀ", "\u{301}", "\u{200D}", "\u{200F}", "\u{FE0F}", "é", "ß", "𝒜",
    "𠀀", "🙂",
    "Donaudampfschifffahrtsgesellschaft",
  ]

  private static let codes = [
    "en", "de", "fr", "ru", "el", "hi", "ka", "th", "zh", "ja", "ko", "my", "sk", "xx",
  ]

  @Test("The scanner finds the same sentences as the plain rules in random text")
  func random() {
    var generator = SeededGenerator(for: "sentence oracle")
    for _ in 0..<3_000 {
      let count = Int.random(in: 1...24, using: &generator)
      let pieces = (0..<count).compactMap { _ in Self.pieces.randomElement(using: &generator) }
      // Blocks start and end with something readable, and marks never start one.
      let text = "x" + pieces.joined() + "x"
      guard let code = Self.codes.randomElement(using: &generator) else { continue }
      let expected = SentenceOracle(text, language: code).sentences()
      let found = sentences(text, code)
      #expect(found == expected, "\(code): \(text.debugDescription)")
      if found != expected { break }
    }
  }

  @Test("Every character that Unicode says ends a sentence is a stop, but the Burmese comma")
  func sentenceTerminals() {
    for value in UInt32(0)...0x1FFFF where footnote_is_sentence_terminal(value) {
      guard let scalar = Unicode.Scalar(value), value != 0x104A else { continue }
      #expect(ScalarClasses.general[scalar].isStop, "U+\(String(value, radix: 16))")
    }
  }

  @Test("Only bytes that start a character of some class are looked at")
  func interest() {
    let classes = ScalarClasses.general
    for value in UInt32(0)...0x1FFFF {
      guard let scalar = Unicode.Scalar(value), classes[scalar] != .other else { continue }
      let first = UTF8.encode(scalar)?.first ?? 0
      #expect(classes.interest[Int(first)] != 0)
    }
    for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,".utf8 {
      #expect(classes.interest[Int(letter)] == 0)
    }
  }

  @Test("Widths are one for letters and two for Chinese, Japanese and Korean characters")
  func widths() {
    func width(_ text: String) -> Int {
      let bytes = Array(text.utf8)
      return Chunking.width(of: bytes.span, in: 0..<bytes.count)
    }
    #expect(width("plain") == 5)
    #expect(width("żółć Привет שלום") == 16)
    #expect(width("กขค हिंदी") == 9)
    #expect(width("中文") == 4)
    #expect(width("カナかな。") == 10)
    #expect(width("한국 𠀀") == 7)
    #expect(width("🙂") == 1)
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let found = width(String(scalar))
      #expect(found == 1 || found == 2)
    }
  }
}
