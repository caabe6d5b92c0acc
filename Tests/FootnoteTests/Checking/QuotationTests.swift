import TestSupport
import Testing

@testable import Footnote

/// A quotation compared by the letter: both texts put into one form, then looked for one in the
/// other.
private func oracle(_ quotation: String, _ text: String) -> Bool {
  func form(_ text: String) -> [String] {
    let marks: [Character: String] = [
      "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "‘": "'", "’": "'", "–": "-",
      "—": "-", "−": "-",
    ]
    return text.split(whereSeparator: \.isWhitespace).map { word in
      word.map { marks[$0] ?? String($0) }.joined()
    }
  }
  let (wanted, all) = (form(quotation).joined(separator: " "), form(text).joined(separator: " "))
  let (letters, place) = (Array(wanted), Array(all))
  guard !letters.isEmpty, letters.count <= place.count else { return false }
  return (0...(place.count - letters.count)).contains { start in
    place[start..<start + letters.count].elementsEqual(letters)
  }
}

@Suite("Quotations")
struct QuotationTests {
  private static let text =
    "The ‘tide’ rises — twice a day —\nfor 12 hours. Caf\u{E9} “Bar”; 東京の海は、青い。"

  private func match(_ words: String) -> Quotation {
    Quotation(words, in: Array(Self.text.utf8))
  }

  @Test("words that stand there are verbatim, to the byte")
  func verbatim() {
    for words in [Self.text, "rises", "— twice a day —\nfor", "\u{E9} “B", "海は、", "."] {
      #expect(match(words) == .verbatim)
    }
  }

  @Test("differences of spaces, marks, dashes and form are told with their places")
  func normalized() {
    let cases: [(String, [(Quotation.Difference.Kind, Int)])] = [
      ("a day — for 12", [(.whitespace, 9)]),
      (
        " 'tide'\trises - twice  ",
        [(.quotationMarks, 1), (.quotationMarks, 6), (.whitespace, 7)]
          + [(.dashes, 14)]
      ),
      ("Cafe\u{301} “Bar”", [(.unicodeForm, 3)]),
      ("for  12", [(.whitespace, 3)]),
    ]
    for (words, differences) in cases {
      let expected = differences.map { Quotation.Difference(kind: $0.0, byteOffset: $0.1) }
      #expect(match(words) == .normalized(expected), "\(words)")
    }
  }

  @Test("other words are altered, and the bytes that agree are told")
  func altered() {
    let cases = [
      ("rises — thrice", 11), ("Tide", 1), ("Xide", 0), ("cafe", 1), ("Cafe", 3),
      ("東京の海は、赤い", 18), (Self.text + "x", Self.text.utf8.count),
    ]
    for (words, count) in cases {
      #expect(match(words) == .altered(matchingByteCount: count), "\(words)")
    }
    #expect(match("") == .none)
    #expect(match(" \n ") == .none)
  }

  @Test("what is found is what the oracle finds")
  func oracleAgrees() {
    var generator = SeededGenerator()
    let alphabet: [Character] = [
      "a", "b", " ", "\n", "–", "-", "“", "\"", "’", "'", "e\u{301}", "\u{E9}", "e", "海",
    ]
    for _ in 0..<Soak.count(5_000, soak: 500_000) {
      func draw(_ count: Int) -> String {
        String((0..<count).compactMap { _ in alphabet.randomElement(using: &generator) })
      }
      let text = draw(Int.random(in: 0...24, using: &generator))
      let words = draw(Int.random(in: 0...4, using: &generator))
      let isThere: Bool
      switch Quotation(words, in: Array(text.utf8)) {
      case .verbatim, .normalized: isThere = true
      case .none, .altered: isThere = false
      }
      // Bytes may stand there as a part of a character, which the oracle does not see.
      let expected = oracle(words, text) || !words.isEmpty && text.utf8Contains(words)
      #expect(isThere == expected, "\(words.debugDescription) in \(text.debugDescription)")
    }
  }
}

extension String {
  fileprivate func utf8Contains(_ other: String) -> Bool {
    let (text, words) = (Array(utf8), Array(other.utf8))
    guard words.count <= text.count else { return false }
    return (0...(text.count - words.count)).contains {
      text[$0..<$0 + words.count].elementsEqual(words)
    }
  }
}
