import Testing

@testable import Features

@Suite("Stemmers")
struct StemmerTests {
  @Test(
    "two forms of a word share a stem in each language that has a stemmer",
    arguments: [
      ("ca", "ciutats", "ciutat"), ("da", "husene", "huset"),
      ("de", "Häusern", "Häuser"), ("el", "άνθρωπος", "άνθρωποι"), ("en", "nations", "nation"),
      ("es", "libros", "libro"), ("eu", "etxeak", "etxera"), ("fi", "taloissa", "talossa"),
      ("fr", "nationaux", "nationale"), ("ga", "gcathair", "cathair"),
      ("hi", "लड़कियों", "लड़कियाँ"), ("hu", "házakban", "házak"), ("hy", "քաղաքներում", "քաղաք"),
      ("id", "membaca", "bacaan"), ("it", "nazioni", "nazione"), ("lt", "miestai", "miestas"),
      ("ne", "किताबहरू", "किताब"), ("nl", "steden", "stede"), ("no", "byene", "byen"),
      ("pt", "livros", "livro"), ("ro", "oraşele", "oraşe"), ("ru", "книги", "книга"),
      ("sr", "градова", "gradova"), ("sv", "städerna", "städer"), ("ta", "நகரங்கள்", "நகரம்"),
      ("tr", "kitaplar", "kitap"),
    ])
  func stems(language: String, one: String, other: String) {
    #expect(features(one, language) == features(other, language))
    #expect(features(one, language).count == 1)
  }

  @Test("editions, regions and scripts of a language take its stemmer")
  func tags() {
    for (tag, plain) in [
      ("de-AT", "de"), ("EN_gb", "en"), ("simple", "en"), ("nb", "no"), ("nn", "no"),
    ] {
      #expect(LanguageProfile.profile(ofTag: tag) == LanguageProfile.profile(ofTag: plain))
    }
    #expect(LanguageProfile.profile(ofTag: "zh-Hant") == LanguageProfile.profile(ofTag: "zh"))
    #expect(LanguageProfile.profile(ofTag: "sr-Latn").algorithm == .serbian)
  }

  @Test("the first five letters are the stem in languages without a stemmer, and of none")
  func unknown() {
    for language in ["xx", "", "pl"] {
      #expect(features("Nations", language) == stem("natio"))
      #expect(features("sea", language) == stem("sea"))
    }
    #expect(features("бібліотека", "uk") == features("бібліотеки", "uk"))
    #expect(features("Łódzkiego", "pl") == stem("lodzk"))
    #expect(features("1234567 1990tych", "pl") == counted(["1234567", "1990tych"].map(hash)))
    #expect(features("১২৩৪৫৬৭", "bn") == stem("1234567"))
  }

  @Test("Latin words within another script take English stems")
  func foreignWords() {
    #expect(features("nations", "ja") == stem("nation"))
    #expect(features("nations", "ru") == stem("nation"))
    #expect(features("nations", "pl") == stem("natio"))
  }

  @Test("every stemmer is in the library and changes some of its probe words")
  func probes() {
    var set = StemmerSet()
    for algorithm in StemmingAlgorithm.allCases {
      let words = algorithm.probe.split(separator: " ").map { Array($0.utf8) }
      let stemmed = words.map { word in
        var word = word
        set.stem(&word, by: algorithm)
        return word
      }
      #expect(words != stemmed, "\(algorithm)")
    }
  }

  private func stem(_ word: String) -> [FeatureCount] { counted([hash(word)]) }

  private func hash(_ word: String) -> UInt32 { FeatureHash.word(Array(word.utf8), .stem) }
}
