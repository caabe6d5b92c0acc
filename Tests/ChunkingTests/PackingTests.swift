import Testing
import WikiModel

@testable import Chunking

@Suite struct PackingTests {
  private let chunker = Chunker()

  /// A sentence of a length.
  private func sentence(_ count: Int) -> String {
    "S" + String(repeating: "abc defg ", count: count / 9 + 1).prefix(count - 3) + "z."
  }

  /// A paragraph of sentences of about 90 characters, of a length.
  private func paragraph(_ count: Int) -> String {
    var text = ""
    while text.count + 180 < count { text += sentence(90) + " " }
    return text + sentence(count - text.count)
  }

  private func lengths(_ lines: [String]) -> [Int] {
    chunker.passages(of: readable(lines), language: "en").map { $0.string.count }
  }

  @Test("A paragraph up to 1.3 times the target is kept whole")
  func keptWhole() {
    for count in [1, 20, 300, 550, 715].filter({ $0 > 3 }) {
      #expect(lengths([paragraph(count)]) == [count])
    }
  }

  @Test("A long paragraph becomes pieces of about the same length, without a short tail")
  func balanced() {
    for count in [1_000, 1_160, 1_700, 2_300, 5_000] {
      let found = lengths([paragraph(count)])
      #expect(found.allSatisfy { $0 > 350 && $0 < 750 }, "\(count): \(found)")
    }
  }

  @Test("Paragraphs near the target stay apart, and short ones are joined up to it")
  func paragraphs() {
    #expect(lengths([paragraph(500), paragraph(600)]) == [500, 600])
    #expect(lengths([paragraph(280), paragraph(270)]) == [551])
    #expect(lengths([paragraph(100), paragraph(540)]) == [641])
    #expect(lengths([paragraph(540), paragraph(30), paragraph(540)]).count == 2)
  }

  @Test("Items of a list are joined, with the line that announces them")
  func lists() {
    let items = (1...20).map { "• Item number \($0) of the list" }
    let passages = chunker.passages(
      of: readable([paragraph(500), "The parts are these:"] + items), language: "en")
    #expect(passages.count == 2)
    #expect(passages.last?.string.hasPrefix("The parts are these:\n• Item number 1") == true)
  }

  @Test("A paragraph that goes on in lower case stays with the one before")
  func goesOn() {
    let passages = chunker.passages(
      of: readable([
        paragraph(420), "For all numbers", "where the sum is finite. " + paragraph(500),
      ]),
      language: "en")
    #expect(!passages.contains { $0.string.hasPrefix("where") })
  }

  @Test("Sections without text give no passage, and short sections one of their own")
  func sections() {
    let text = readable([
      "Lead.", "==History", "===Early years", "It began.", "===Later", "==See also", "Others.",
    ])
    let passages = chunker.passages(of: text, language: "en")
    #expect(passages.map(\.string) == ["Lead.", "It began.", "Others."])
    #expect(
      passages.map(\.sectionPath) == [[], ["History", "Early years"], ["See also"]])
  }

  @Test("Levels may be skipped, and a higher one closes all below")
  func levels() {
    let text = readable([
      "====Deep", "A.", "==Two", "B.", "=====Five", "C.", "===Three", "D.", "=One", "E.", "== ",
      "F.",
    ])
    #expect(
      chunker.passages(of: text, language: "en").map(\.sectionPath) == [
        ["Deep"], ["Two"], ["Two", "Five"], ["Two", "Three"], ["One"], ["One"],
      ])
  }

  @Test("Chinese text makes passages of half as many characters")
  func chinese() {
    let text = readable([String(repeating: "这是一个关于城市历史的句子。", count: 200)])
    let counts = chunker.passages(of: text, language: "zh").map { $0.string.count }
    #expect(counts.allSatisfy { (200...350).contains($0) })
  }

  @Test("Overlap repeats the last sentences of the same section")
  func overlap() {
    let options = ChunkingOptions.valid(target: 100, limit: 300, overlap: 60)
    let text = readable((1...3).map { _ in [sentence(50), sentence(50)].joined(separator: " ") })
    let passages = Chunker(options: options).passages(of: text, language: "en")
    #expect(passages.map { $0.string.count } == [101, 152, 152])
    #expect(passages.allSatisfy { $0.string.hasPrefix(sentence(50)) })
  }

  @Test("Text without blocks, or of white space alone, gives no passage")
  func nothing() {
    #expect(lengths([]).isEmpty)
    #expect(lengths([" ", "\u{3000}\u{A0}", "==Title", "\t"]).isEmpty)
  }
}
