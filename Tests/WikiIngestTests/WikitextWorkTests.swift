import Testing
import WikiIngest
import WikiModel

@Suite("The cost of hostile wikitext")
struct WikitextWorkTests {
  /// Markup that is repeated, and what closes it, repeated as often.
  private static let families: [(opening: String, closing: String)] = [
    ("{{", ""), ("{{a ", ""), ("{{{", "}}}"), ("{{x|", "}}"), ("{{lang|x|", ""),
    ("{{lang|x|", "}}"),
    ("{{quote|\n", "}}"), ("{{convert|", "}}"), ("{{frac|1|", "}}"), ("{{lang|x|a'''", "}}"),
    ("[[", ""), ("[[a ", ""), ("[[a|", "]]"), ("[[File:", "]]"), ("[[File:a|", ""),
    ("[http://a ", ""),
    ("[http://a ", "]"), ("{|", ""), ("\n{|", ""), ("\n{|\n|", "\n|}"), ("\n|", ""),
    ("<table>", ""),
    ("<ref>", ""), ("<ref ", ""), ("<ref>x<ref name=a", ""), ("</ref", ""), ("<!--", ""),
    ("<nowiki>", ""), ("<pre>", ""), ("<math>", ""), ("<gallery><score><graph>", ""), ("<b", ""),
    ("<b ", ""), ("<", ""), ("<blockquote>", ""), ("<sup>2", "</sup>"), ("''", ""), ("'''x ", ""),
    ("''''a ", ""), ("-{", ""), ("-{a", "}-"), ("-{zh:a;", "}-"), ("&", ""), ("&amp", ""),
    ("== ", ""),
    ("\n== ", ""), ("=", ""), ("\n=[[a", "]]"), ("\n;a[[b", "]]"), ("\n;a", ""), ("*", ""),
    ("\n*", ""),
    ("\n#:", ""), ("__a", ""), ("_", ""), ("({{x}}", ")"), (",{{x}}", ""), ("\n ", ""), (" ", ""),
    ("\n----", ""), ("\n<!-- -->", ""), ("(", ")"), ("]", ""), ("}}", ""),
  ]

  private static let formulas: [(opening: String, closing: String)] = [
    ("\\frac{", "}"), ("^{", "}"), ("{a\\over ", "}"), ("a\\over ", ""), ("\\sqrt", ""), ("^", ""),
    ("\\sqrt[", ""), ("\\begin{", ""), ("\\left", ""), ("%", ""), ("{", ""), ("}", ""),
  ]

  /// Steps per byte that no markup may pass.
  private static let bound = 12

  @Test("No markup costs more than a fixed number of steps a byte", arguments: [2_000, 32_000])
  func linear(_ byteCount: Int) {
    let converter = sharedConverter
    for (opening, closing) in Self.families {
      let source = Self.repeated(opening, closing, byteCount)
      let (text, work) = converter.readableTextCountingWork(of: source)
      #expect(
        work <= Self.bound * source.count + 100,
        "\(opening.debugDescription) \(closing.debugDescription): \(work) for \(source.count)")
      #expect(text.sourceMap.textCount == text.bytes.count)
    }
  }

  @Test("No formula grows beyond a fixed multiple of its source", arguments: [2_000, 32_000])
  func formulas(_ byteCount: Int) {
    for (opening, closing) in Self.formulas {
      let formula = Self.repeated(opening, closing, byteCount)
      let source = Array("<math>".utf8) + formula + Array("</math>".utf8)
      let text = sharedConverter.readableText(of: source)
      #expect(text.bytes.count <= 4 * source.count, "\(opening.debugDescription)")
      #expect(text.sourceMap.textCount == text.bytes.count)
    }
  }

  @Test("Nesting of a hundred thousand levels does not deepen the call stack")
  func deep() {
    for (opening, closing) in [("{{lang|x|", "}}"), ("[[a|", "]]"), ("{{", "")] {
      let source = Self.repeated(opening, closing, 1_200_000)
      let text = sharedConverter.readableText(of: source)
      #expect(text.sourceMap.textCount == text.bytes.count)
    }
  }

  private static func repeated(_ opening: String, _ closing: String, _ byteCount: Int) -> [UInt8] {
    let count = byteCount / (opening.utf8.count + closing.utf8.count)
    var source: [UInt8] = []
    for _ in 0..<count { source += opening.utf8 }
    for _ in 0..<count { source += closing.utf8 }
    return source
  }
}
