import Testing

@testable import Features

@Suite("Identity")
struct IdentityTests {
  @Test("hashes are those that indexes on disk hold")
  func goldenHashes() {
    #expect(FeatureHash.word(Array("anarchist".utf8), .stem) == 3_364_486_032)
    #expect(FeatureHash.characters(0x4E2D) == 940_628_975)
    #expect(FeatureHash.characters(0x4E2D, 0x56FD) == 585_901_129)
    #expect(FeatureHash.word(Array("ha".utf8), .unaccented) == 4_043_374_518)
  }

  @Test("families give one word different features")
  func families() {
    let word = Array("word".utf8)
    let hashes = FeatureFamily.allCases.map { FeatureHash.word(word, $0) }
    #expect(Set(hashes).count == hashes.count)
  }

  @Test("the description names all that features depend on and changes with the constants")
  func description() {
    let description = AnalyzerOptions().canonicalDescription
    for part in [
      "tokenizer=", "unicode=", "snowball=", "hash=", "families=", "k1=0.9", "b=0.4", "pivot=",
    ] {
      #expect(description.contains(part))
    }
    let other = AnalyzerOptions(impact: ImpactModel(k1: 1.2))
    #expect(other.canonicalDescription != description)
    #expect(AnalyzerOptions().canonicalDescription == description)
  }

  @Test("a class looked up is the class defined")
  func classes() {
    var table = CharacterClassTable()
    for codePoint: UInt32 in stride(from: 0, through: 0x10FFFF, by: 97) {
      #expect(table.entry(codePoint) == table.entryByDefinition(codePoint))
    }
  }
}
