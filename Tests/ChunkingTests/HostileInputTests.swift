import Testing
import WikiModel

@testable import Chunking

/// Long inputs of one kind; a cost that is more than linear would take hours here.
@Suite struct HostileInputTests {
  private func count(_ piece: String, _ language: String = "en") -> Int {
    let text = String(repeating: piece, count: 60_000 / piece.utf8.count)
    let source = ReadableText.plainText(Array(text.utf8))
    let passages = Chunker().passages(of: source, language: language)
    #expect(passages.allSatisfy { $0.string.unicodeScalars.count <= 1_200 })
    return passages.count
  }

  @Test(
    "Any pattern, repeated, is cut in linear time",
    arguments: [
      "a", "word ", "word, ", ".", ". ", "A. ", "Dr. ", "a\n", ".)", "(", "a.(", ".\u{201C}", "1. ",
      "\u{301}", "…", "。", "。」", "ก ", "የ፡", "?!\"' ", " ", "\u{3000}", "a.\u{3000}", "e.g.", "é.",
    ])
  func repeated(_ piece: String) {
    #expect(count(piece) <= 60_000)
  }

  @Test("Many headings of ever deeper levels are taken as six levels")
  func headings() {
    var text = readable([])
    for i in 0..<10_000 {
      let start = text.bytes.count
      text.bytes += Array("H\nx\n".utf8)
      text.blocks.append(.init(kind: .heading(level: i), range: start..<start + 1))
      text.blocks.append(.init(kind: .paragraph, range: start + 2..<start + 3))
    }
    text.sourceMap.appendVerbatim(sourceStart: 0, count: text.bytes.count)
    let passages = Chunker().passages(of: text, language: "en")
    #expect(passages.count == 10_000)
    #expect(passages.allSatisfy { $0.sectionPath.count <= 6 })
  }
}
