import Testing

@testable import FootnoteTool

@Suite("Suggestions")
struct NearestWordTests {
  @Test(
    "a mistyped word finds the one that was meant",
    arguments: [
      ("biuld", "build"), ("buld", "build"), ("query2", "query"), ("inspct", "inspect"),
      ("verfiy", "verify"), ("compl", "completion"), ("hlep", "help"),
    ])
  func suggestion(typed: String, meant: String) {
    #expect(nearestWord(to: typed, among: Command.all.map(\.name)) == meant)
  }

  @Test("a word that is far from all finds none", arguments: ["", "x", "banana", "--", "日本語"])
  func noSuggestion(typed: String) {
    #expect(nearestWord(to: typed, among: Command.all.map(\.name)) == nil)
  }

  @Test("of equally near words the first is found")
  func ties() {
    #expect(nearestWord(to: "cat", among: ["bat", "hat"]) == "bat")
  }

  @Test(
    "the distance counts insertions, deletions, replacements and swaps",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "axc", 1),
      ("abc", "ac", 1), ("abc", "acb", 1), ("ca", "abc", 3), ("kitten", "sitting", 3),
    ])
  func distances(a: String, b: String, distance: Int) {
    #expect(editDistance(Array(a.unicodeScalars), Array(b.unicodeScalars)) == distance)
    #expect(editDistance(Array(b.unicodeScalars), Array(a.unicodeScalars)) == distance)
  }
}
