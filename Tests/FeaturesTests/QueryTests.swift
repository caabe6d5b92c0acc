import Testing

@testable import Features

@Suite("Queries")
struct QueryTests {
  private func query(_ text: String, _ languages: String...) -> [QueryFeature] {
    TextAnalyzer().queryFeatures(of: Array(text.utf8).span, languages: languages)
  }

  @Test(
    "over one language a query has the features of a passage",
    arguments: [
      ("en", "Who wrote the generations of generations?"), ("ko", "하하하 한국은 한국은"),
      ("ja", "日本の首都は東京です"), ("vi", "thủ đô Hà Nội"), ("xx", "words"),
    ])
  func oneLanguage(language: String, text: String) {
    let passage = features(text, language)
    #expect(
      query(text, language)
        == passage.map { QueryFeature(feature: $0.feature, multiplicity: $0.count) })
  }

  @Test("over several languages a word has the stem of each, once")
  func severalLanguages() {
    let both = query("nationale", "fr", "de", "fr-CA")
    let expected = Set(features("nationale", "fr").map(\.feature))
      .union(features("nationale", "de").map(\.feature))
    #expect(Set(both.map(\.feature)) == expected)
    #expect(both.allSatisfy { $0.multiplicity == 1 })
    #expect(query("nationale nationale", "fr", "de").allSatisfy { $0.multiplicity == 2 })
  }

  @Test("a language of another script adds nothing to an English query")
  func otherScripts() {
    #expect(
      query("nations of the world", "en", "ru", "ja", "ar") == query("nations of the world", "en"))
  }

  @Test("without languages words have no stems")
  func noLanguage() {
    #expect(query("nations") == query("nations", "xx"))
  }
}
