import Testing

@testable import Features

@Suite("What features stand for")
struct NamingTests {
  private func names(_ text: String, _ languages: String...) -> [FeatureName] {
    TextAnalyzer().featureNames(of: Array(text.utf8).span, languages: languages)
  }

  private func texts(_ text: String, _ language: String) -> [String] {
    names(text, language).map(\.text)
  }

  @Test(
    "every feature of a question has a name, and no other has",
    arguments: [
      "Who painted the ceilings, and who the ceiling?", "日本の首都は東京です", "กี่ขค ดี ก",
      "thủ đô Hà Nội", "하하하 한국은 한국은 가", "iPhone手機 ﬁre ＬＩＧＨＴ", "ｶﾞｷﾞ か\u{3099}き",
      "1,024.5 rows of R2-D2", "", "🙂", "e\u{301}\u{302}x \u{301}",
      String(repeating: "a", count: 300), String(repeating: "ก\u{E35}", count: 500),
    ],
    [["en"], ["ja"], ["vi"], ["en", "fr", "vi", "ko"], []])
  func allNamed(text: String, languages: [String]) {
    let analyzer = TextAnalyzer()
    let bytes = Array(text.utf8)
    let features = analyzer.queryFeatures(of: bytes.span, languages: languages)
    let names = analyzer.featureNames(of: bytes.span, languages: languages)
    #expect(names.map(\.feature).sorted() == features.map(\.feature))
    #expect(names.allSatisfy { !$0.text.isEmpty && !$0.word.isEmpty })
    // Naming leaves nothing behind that would change features.
    #expect(analyzer.queryFeatures(of: bytes.span, languages: languages) == features)
  }

  @Test("a word's name is its stem beside the word as it was written")
  func stems() {
    let found = names("Painted CEILINGS", "en")
    #expect(found.map(\.text) == ["paint", "ceil"])
    #expect(found.map(\.word) == ["Painted", "CEILINGS"])
    #expect(found.map(\.family) == [.stem, .stem])
    #expect(
      found.map(\.feature) == ["paint", "ceil"].map { FeatureHash.word(Array($0.utf8), .stem) })
  }

  @Test("characters are named by themselves, with their marks")
  func characters() {
    #expect(texts("中国", "zh") == ["中", "国", "中国"])
    #expect(texts("กี่ขค", "th") == ["กี่ขค"])
    #expect(texts("ｶﾞ", "ja") == ["ガ"])
    #expect(names("中国", "zh").allSatisfy { $0.family == .characters && $0.word == $0.text })
  }

  @Test("an Arabic word is named with its triples, a Vietnamese one with and without its accents")
  func bothKinds() {
    #expect(texts("كتاب", "ar") == ["كتاب", "كتا", "تاب"])
    #expect(texts("한국 은", "ko") == ["한", "국", "한국", "은", "국은"])
    let found = names("Nội", "vi")
    #expect(found.map(\.text) == ["nội", "noi"])
    #expect(found.map(\.family) == [.stem, .unaccented])
  }

  @Test("a feature that a question has twice is named once, where it comes first")
  func once() {
    #expect(names("lights of the light", "en").map(\.word) == ["lights", "of", "the"])
  }
}
