import Testing

@testable import Features

@Suite("Words")
struct WordTests {
  @Test("words are case-folded and stemmed, and signs between them are dropped")
  func foldsAndStems() {
    #expect(
      features("The Generations, (of) ANARCHISTS!", "en")
        == stems("the", "generat", "of", "anarchist"))
  }

  @Test("repeated words are counted")
  func counts() {
    #expect(features("rose rose Rose", "en") == stems("rose", "rose", "rose"))
    #expect(features("rose rose Rose", "en").first?.count == 3)
  }

  @Test("hyphens, slashes and underscores split words; soft hyphens and joiners do not")
  func hyphens() {
    #expect(
      features("blue-green and/or snake_case", "xx")
        == stems("blue", "green", "and", "or", "snake", "case"))
    #expect(features("co\u{AD}operate zero\u{200B}width", "xx") == stems("coope", "zerow"))
  }

  @Test("English drops the possessive and joins other apostrophes")
  func englishApostrophes() {
    #expect(
      features("Newton's O’Neil don't 'quoted'", "en") == stems("newton", "oneil", "dont", "quot"))
  }

  @Test("French, Italian and Catalan drop elided words")
  func elision() {
    #expect(features("l'homme qu’il aujourd'hui", "fr") == stems("homm", "il", "aujourdhui"))
    #expect(
      features("dell'arte", "it") == stems("arte") || features("dell'arte", "it") == stems("art"))
    #expect(features("L'home", "ca") == features("home", "ca"))
  }

  @Test("Turkish keeps the dotless i apart from the dotted one and drops case endings of names")
  func turkish() {
    #expect(features("ISPARTA'da", "tr") == features("ısparta", "tr"))
    #expect(features("İSTANBUL'un", "tr") == features("istanbul", "tr"))
    #expect(features("İstanbul", "en") == features("istanbul", "en"))
  }

  @Test("German sharp s folds to ss")
  func sharpS() {
    #expect(features("Straße", "de") == features("STRASSE", "de"))
  }

  @Test("full-width and other compatibility forms are those of plain letters")
  func compatibility() {
    #expect(features("Ｗｉｋｉ ﬁne m² ①", "xx") == stems("wiki", "fine", "m2", "1"))
    #expect(features("½", "xx") != features("12", "xx"))
  }

  @Test("accents are folded after stemming, in Latin and Greek, and kept beside in Vietnamese")
  func accents() {
    #expect(features("Gödel Łódź", "xx") == stems("godel", "lodz"))
    #expect(features("Ρωμαίος", "el") == features("ρωμαιος", "el"))
    let vietnamese = features("hà", "vi")
    #expect(vietnamese.count == 2)
    let unaccented = Set(features("ha", "vi").map(\.feature))
    #expect(vietnamese.contains { unaccented.contains($0.feature) })
  }

  @Test("Russian stress marks go and й stays")
  func russian() {
    #expect(features("Москва\u{301}", "ru") == features("москва", "ru"))
    #expect(features("бой", "bg") != features("бои", "bg"))
  }

  @Test("Arabic and Hebrew vowel points and tatweel go")
  func semiticPoints() {
    #expect(features("كِتَابٌ", "ar") == features("كتاب", "ar"))
    #expect(features("كتـــاب", "ar") == features("كتاب", "ar"))
    #expect(features("שָׁלוֹם", "he") == features("שלום", "he"))
    #expect(features("צה\"ל", "he") == features("צה״ל", "he"))
    #expect(features("צה\"ל", "he") == (stems("צהל") + grams("צהל")).sorted(by: byFeature))
  }

  @Test("Persian words are the same with a zero-width non-joiner and with Arabic letters")
  func persian() {
    #expect(features("می\u{200C}خواهم", "fa") == features("ميخواهم", "fa"))
    #expect(features("می\u{200C}خواهم", "fa").count == 6)
  }

  @Test("vowel signs of Indic scripts stay")
  func indic() {
    #expect(features("कि", "xx") != features("क", "xx"))
    #expect(features("हिन्दी भाषा", "xx").count == 2)
  }

  @Test("Romanian letters with a comma and with a cedilla are one")
  func romanian() {
    #expect(features("națiunilor", "ro") == features("naţiunilor", "ro"))
    #expect(features("naţiunilor", "ro") == features("naţiunii", "ro"))
  }

  @Test("a word longer than 256 bytes is one feature, and costs no more than its bytes")
  func longWord() {
    let (features, length) = analyzed([UInt8](repeating: 0x61, count: 10_000_000), "en")
    #expect(features.count == 1)
    #expect(length == 10_000_000)
  }
}
