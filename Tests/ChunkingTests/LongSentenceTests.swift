import Testing
import WikiModel

@testable import Chunking

@Suite struct LongSentenceTests {
  private func passages(_ line: String, _ language: String) -> [String] {
    let options = ChunkingOptions.valid(target: 100, limit: 200)
    return Chunker(options: options).passages(of: readable([line]), language: language)
      .map(\.string)
  }

  @Test("A sentence over the limit is cut after commas")
  func clauses() {
    let found = passages(String(repeating: "one two three four, ", count: 40), "en")
    #expect(found.count > 4 && found.allSatisfy { $0.hasSuffix(",") })
  }

  @Test("Without commas it is cut at spaces")
  func spaces() {
    let found = passages(String(repeating: "one two three four ", count: 40), "en")
    let words: Set = ["one", "two", "three", "four"]
    #expect(found.count > 4)
    #expect(found.allSatisfy { $0.split(separator: " ").allSatisfy { words.contains(String($0)) } })
  }

  @Test("Thai, Khmer and Chinese without spaces are cut between words of ICU's dictionaries")
  func words() {
    for (word, language) in [("ประเทศ", "th"), ("ប្រទេស", "km"), ("大学", "zh")] {
      let found = passages(String(repeating: word, count: 100), language)
      #expect(found.count > 2)
      for passage in found {
        #expect(passage.unicodeScalars.count % word.unicodeScalars.count == 0, "\(passage)")
      }
    }
  }

  @Test("A word over the limit is cut between graphemes")
  func graphemes() {
    let found = passages(String(repeating: "e\u{301}\u{323}", count: 300), "en")
    #expect(found.count > 3)
    #expect(found.allSatisfy { $0.first == "e\u{301}\u{323}" && $0.unicodeScalars.count <= 200 })
  }

  @Test("A grapheme over the limit is cut between characters, for the limit always holds")
  func scalars() {
    let found = passages("a" + String(repeating: "\u{301}", count: 20_000), "en")
    #expect(found.allSatisfy { $0.unicodeScalars.count <= 200 })
    #expect(found.reduce(0) { $0 + $1.unicodeScalars.count } == 20_001)
  }

  @Test("Text longer than the windows that words are looked for in loses nothing")
  func windows() {
    for piece in ["a", "การศึกษา", "中文", "ḁ̂", "🇩🇪"] {
      let line = String(repeating: piece, count: 20_000 / piece.utf8.count)
      let found = passages(line, "th")
      #expect(found.joined() == line)
      #expect(found.allSatisfy { $0.unicodeScalars.count <= 200 })
      #expect(found.reduce(0) { $0 + $1.count } == line.count, "a grapheme of \(piece) was cut")
    }
  }
}
