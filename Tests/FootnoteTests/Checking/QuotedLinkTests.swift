import JSON
import TestSupport
import Testing

@testable import Footnote

@Suite("Words that look like links")
struct QuotedLinkTests {
  /// A chat's answer whose citation is these words, which the answer begins with.
  private static func answer(_ words: String, _ about: Attribution) -> JSONValue {
    let notices = "An excerpt, \(about.licenses[0].name) <\(about.licenses[0].url)>"
    let citation: JSONValue = [
      "end_index": .integer(Int64(words.unicodeScalars.count)), "start_index": 0,
      "title": "Wiki", "url": .string(about.permalink ?? ""),
    ]
    return [
      "choices": [
        [
          "message": [
            "content": .string("\(words)\n\n\(notices)"),
            "annotations": [["type": "url_citation", "url_citation": citation]],
          ]
        ]
      ]
    ]
  }

  private static let text =
    "http://example.org was the first harbour on the web. 【灯台】は港にある。 It had [a lamp](1) then."

  @Test("quoted words with an address, brackets or a link in them are compared")
  func words() async throws {
    let folder = try TemporaryFolder()
    _ = try await IndexBuilder().build(
      articles: [plainArticle(1, Self.text)], output: folder("an.index"))
    let index = try Index(path: folder("an.index"))
    let passage = try #require(try index.passages(at: 0..<1).first)
    let checker = try AnswerChecker(index: index)
    let quoted = [
      "http://example.org was the first harbour", "【灯台】は港にある", "【灯台】", "had [a lamp](1) then",
    ]
    for words in quoted {
      let answer = Self.answer(words, passage.attribution)
      let report = try checker.check(try answer.compactBytes())
      #expect(report.isSound && report.citations[0].quotation == .verbatim, "\(words)")
      let altered = words.replacing("lamp", with: "lens").replacing("first", with: "last")
        .replacing("灯台", with: "灯塔")
      let other = try checker.check(
        try Self.answer(altered, passage.attribution).compactBytes())
      #expect(!other.isSound, "\(altered)")
    }
  }

  @Test("what an interface puts there for a link is no quotation")
  func links() async throws {
    let index = try await SampleIndex.shared().index
    let passage = try #require(try index.search("the history of the lighthouse").first)
    let checker = try AnswerChecker(index: index)
    for words in [
      "https://en.example.org/wiki/A", "([en.example.org](https://en.example.org/wiki/A))",
      "[A](https://en.example.org/wiki/A)", "【4:0†source】",
    ] {
      let report = try checker.check(
        try Self.answer(words, passage.attribution).compactBytes())
      #expect(report.citations[0].findings.map(\.rule) == [.quotationMissing], "\(words)")
    }
  }
}
