import Testing

@testable import Features

@Suite("Scripts without word signs")
struct GramTests {
  @Test("Chinese and Japanese give single characters and pairs, Latin words among them stems")
  func logograms() {
    #expect(features("中国人", "zh") == grams("中", "国", "人", "中国", "国人"))
    #expect(features("カナ", "ja") == grams("カ", "ナ", "カナ"))
    let mixed = features("iPhone手機", "zh-Hant")
    #expect(mixed == (grams("手", "機", "手機") + stems("iphon")).sorted { $0.feature < $1.feature })
  }

  @Test("half-width kana are full-width kana, voicing marks joined")
  func halfWidth() {
    #expect(features("ｶﾞｷﾞ", "ja") == features("ガギ", "ja"))
    #expect(features("か\u{3099}き", "ja") == features("がき", "ja"))
  }

  @Test("Thai and Lao give triples of letters with their marks, and what is shorter itself")
  func triples() {
    #expect(features("กขคง", "th") == grams("กขค", "ขคง"))
    #expect(features("ກຂຄ", "lo") == grams("ກຂຄ"))
    #expect(features("กข", "th") == grams("กข"))
    #expect(features("กี่ขคง", "th").count == 2)
    #expect(features("ดี", "th").count == 1)
    #expect(features("ก\u{200B}ขค", "th") == features("กขค", "th"))
    // What joins another script is a pair, beside the triples or the two letters alone.
    #expect(features("กขค中", "th") == grams("กขค", "ค中", "中"))
    #expect(features("中กข", "th") == grams("中", "中ก", "กข"))
  }

  @Test("Khmer and Burmese, whose vowels are marks, give pairs of letters")
  func pairs() {
    #expect(features("កខគ", "km") == grams("កខ", "ខគ"))
    #expect(features("ကခဂ", "my") == grams("ကခ", "ခဂ"))
  }

  @Test("punctuation and spaces end a run")
  func runs() {
    #expect(features("中国。人", "zh") == grams("中", "国", "人", "中国"))
  }

  @Test("Korean gives syllables and pairs of them, composed or not, in every language")
  func hangul() {
    for language in ["ko", "en", "ja", ""] {
      #expect(features("한국은", language) == grams("한", "국", "은", "한국", "국은"))
    }
    let text = String(repeating: "한국은 아시아에 있다. ", count: 20)
    #expect(features(text.decomposedForTest, "ko") == features(text, "ko"))
    #expect(
      features("KBS는 1927년", "ko")
        == (grams("는", "년") + stems("kbs", "1927")).sorted(by: byFeature))
  }

  @Test("a space in Korean is passed over where it separates syllables alone")
  func spacesInHangul() {
    #expect(features("한국 정부", "ko") == features("한국정부", "ko"))
    #expect(features("한국  정부", "ko") == grams("한", "국", "한국", "정", "부", "정부"))
    #expect(features("한국\u{A0}정부", "ko") == features("한국정부", "ko"))
    #expect(features("한국\n정부", "ko") == features("한국  정부", "ko"))
    #expect(features("한국. 정부", "ko") == features("한국  정부", "ko"))
    #expect(features("韓国 정부", "ko") == grams("韓", "国", "韓国", "정", "부", "정부"))
    #expect(features("한국 \u{300}정", "ko") == grams("한", "국", "한국", "정"))
    #expect(features("한국 ", "ko") == features("한국", "ko"))
  }

  @Test("Arabic and Hebrew give the word and its triples of letters, in every language")
  func partsOfWords() {
    for language in ["ar", "fa", "ur", "he", "yi", "en"] {
      #expect(
        features("كتابها", language)
          == (stems("كتابها") + grams("كتا", "تاب", "ابه", "بها")).sorted(by: byFeature))
      #expect(features("של", language) == stems("של"))
    }
  }

  @Test("Tibetan syllables are words")
  func tibetan() {
    #expect(features("བོད་ཡིག", "bo").count == 2)
  }

  @Test("a run of any length with any marks on it costs no more than its bytes")
  func piledMarks() {
    let text = "か" + String(repeating: "\u{3099}", count: 1_000_000)
    #expect(features(text, "ja").count == 1)
    #expect(features(String(repeating: "永", count: 1_000_000), "ja").count == 2)
  }
}

extension String {
  /// Hangul syllables as the letters that they are composed of.
  fileprivate var decomposedForTest: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      guard (0xAC00...0xD7A3).contains(scalar.value) else {
        result.append(scalar)
        continue
      }
      let index = scalar.value - 0xAC00
      let trail = index % 28
      for value in [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11A7 + trail]
      where value != 0x11A7 {
        if let letter = Unicode.Scalar(value) { result.append(letter) }
      }
    }
    return String(result)
  }
}
