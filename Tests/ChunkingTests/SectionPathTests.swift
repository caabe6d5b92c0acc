import Testing
import WikiModel

@testable import Chunking

@Suite("The titles of sections")
struct SectionPathTests {
  private func title(_ text: String) -> String? {
    var path = SectionPath()
    path.enter(level: 2, title: Array(text.utf8)[...])
    return path.titles.first
  }

  @Test("A title is kept up to 1,024 bytes, and cut between two characters beyond")
  func cut() {
    let longest = String(repeating: "a", count: 1_024)
    #expect(title(longest) == longest)
    #expect(title("  \(longest)  ") == longest)
    #expect(title(longest + "b") == longest)
    for text in ["é", "語", "😀"] {
      for start in ["", "a", "ab", "abc"] {
        let cut = title(start + String(repeating: text, count: 1_024))
        let kept = (1_024 - start.utf8.count) / text.utf8.count
        #expect(cut == start + String(repeating: text, count: kept))
      }
    }
  }

  @Test("A cut title does not end in white space")
  func whiteSpace() {
    let words = String(repeating: "a", count: 1_000) + String(repeating: " ", count: 500) + "b"
    #expect(title(words) == String(repeating: "a", count: 1_000))
  }

  @Test("A passage under a heading of a million letters has its start alone")
  func longHeading() throws {
    let heading = "==" + String(repeating: "long ", count: 200_000)
    let passages = Chunker().passages(of: readable([heading, "A paragraph."]), language: "en")
    let titles = try #require(passages.first).sectionPath
    #expect(titles.map(\.utf8.count) == [1_024])
  }
}
