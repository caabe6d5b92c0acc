import Testing
import WikiIngest
import WikiModel

@Suite("The cost of hostile wikitext")
struct WikitextWorkTests {
  /// Steps per byte that no markup may pass.
  private static let bound = 12

  @Test("No markup costs more than a fixed number of steps a byte", arguments: [2_000, 32_000])
  func linear(_ byteCount: Int) {
    let converter = sharedConverter
    for family in HostileMarkup.families {
      let source = family.source(byteCount: byteCount)
      let (text, work) = converter.readableTextCountingWork(of: source)
      #expect(
        work <= Self.bound * source.count + 100,
        "\(family): \(work) for \(source.count)")
      #expect(text.sourceMap.textCount == text.bytes.count)
    }
  }

  @Test("No formula grows beyond a fixed multiple of its source", arguments: [2_000, 32_000])
  func formulas(_ byteCount: Int) {
    for family in HostileMarkup.formulaFamilies {
      let source = family.source(byteCount: byteCount)
      let text = sharedConverter.readableText(of: source)
      #expect(text.bytes.count <= 4 * source.count, "\(family)")
      #expect(text.sourceMap.textCount == text.bytes.count)
    }
  }

  @Test("Nesting of a hundred thousand levels does not deepen the call stack")
  func deep() {
    for (opening, closing) in [("{{lang|x|", "}}"), ("[[a|", "]]"), ("{{", "")] {
      let family = HostileMarkup(opening: opening, closing: closing)
      let source = family.source(byteCount: 1_200_000)
      let text = sharedConverter.readableText(of: source)
      #expect(text.sourceMap.textCount == text.bytes.count)
    }
  }
}
