import Testing

@testable import Features

@Suite("Words as rescoring sees them")
struct TextWordTests {
  private func words(_ text: String, _ language: String) -> [TextWord] {
    TextAnalyzer().words(of: Array(text.utf8).span, language: language)
  }

  @Test("forms of one stem share the stem alone; their prefix is five letters")
  func sharing() {
    let words = words("anarchist anarchists anarchy", "en")
    #expect(words.count == 3)
    #expect(words[0].stem == words[1].stem && words[0].form != words[1].form)
    #expect(words[0].stem != words[2].stem && words[0].prefix == words[2].prefix)
    #expect(words[0].stem == features("anarchist", "en").first?.feature)
  }

  @Test("a word is the same when it is met again, whatever its case")
  func again() {
    let words = words("Zürich zürich ZÜRICH", "de")
    #expect(Set(words.map(\.stem)).count == 1 && Set(words.map(\.form)).count == 1)
  }

  @Test(
    "sentences start after a stop and a space, after a line feed, and at the text's start",
    arguments: [
      ("One two. Three", [true, false, true]), ("One\nTwo", [true, true]),
      ("pi is 3.14 now", [true, false, false, false]), ("example.org is", [true, false, false]),
      ("\u{915}\u{964} \u{916}", [true, true]),
    ])
  func sentences(text: String, starts: [Bool]) {
    #expect(words(text, "en").map(\.startsSentence) == starts)
  }

  @Test("pairs of letters are words where words are not separated")
  func unspaced() {
    #expect(words("東京都", "ja").count == 2)
    #expect(words("ภาษา", "th").count == words("ภาษา", "th").filter { $0.prefix == 0 }.count)
    #expect(!words("ภาษา", "th").isEmpty)
  }

  @Test("parts are words where others are glued to them, and what has none is its own")
  func parts() {
    for (text, language, count) in [("한국은 한국", "ko", 4), ("كتابها في", "ar", 5), ("א", "he", 1)] {
      let words = words(text, language)
      #expect(words.count == count)
      #expect(words.allSatisfy { $0.prefix == 0 })
    }
    #expect(words("한국은", "ko").first?.stem == words("한국", "ko").first?.stem)
  }

  @Test("a question's words have one reading for languages that agree, and one for each otherwise")
  func readings() {
    let analyzer = TextAnalyzer()
    let text = Array("Berlins 1989 Mauer".utf8)
    let one = analyzer.questionWords(of: text.span, languages: ["en", "en-GB"])
    #expect(one.map(\.readings.count) == [1, 1, 1])
    let two = analyzer.questionWords(of: text.span, languages: ["de", "it"])
    #expect(two.count == 3 && two[1].readings.count == 1)
    #expect(two.map(\.isName) == [false, true, true])
  }
}

@Test(
  "Words that some languages cut into parts leave the words after them where they are",
  arguments: [
    ("\u{643}\u{62A}\u{627}\u{628}\u{646}\u{627} sea ship", ["vi", "ar", "en"]),
    ("\u{5E6}\u{27}\u{5E8}\u{5E6}\u{27}\u{5D9}\u{5DC} sea ship", ["he", "tr", "en"]),
  ])
func partsByLanguage(_ question: String, _ languages: [String]) {
  let analyzer = TextAnalyzer()
  func words(_ text: String, _ languages: [String]) -> [QuestionWord] {
    let bytes = Array(text.utf8)
    return analyzer.questionWords(of: bytes.span, languages: languages)
  }
  let orders = [languages, languages.reversed(), [languages[1], languages[0], languages[2]]]
  for languages in orders {
    let all = words(question, languages)
    let last = words("sea ship", languages)
    #expect(all.suffix(2).map { Set($0.readings) } == last.map { Set($0.readings) })
    // No language has more words than all together.
    #expect(all.count == languages.map { words(question, [$0]).count }.max())
  }
}
