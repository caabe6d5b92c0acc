import Testing
import WikiIngest
import WikiModel

@Suite("The way back to the wikitext")
struct WikitextSourceMapTests {
  /// The source of each run, with `=` before copies and `~` before what stands for its source.
  private func runs(_ wikitext: String) -> [String] {
    let source = Array(wikitext.utf8)
    let text = sharedConverter.readableText(of: source)
    expectSound(text, source)
    return text.sourceMap.runs.map {
      ($0.isVerbatim ? "=" : "~") + String(decoding: source[$0.sourceRange], as: UTF8.self)
    }
  }

  @Test("Plain text is one copy")
  func plainText() {
    #expect(runs("A few words, don't you think?") == ["=A few words, don't you think?"])
  }

  @Test("A link's label is copied from where it stands")
  func links() {
    #expect(runs("a [[b|c]] d") == ["=a ", "=c", "= d"])
  }

  @Test("References, formulas, markers and breaks name the markup that they stand for")
  func replacements() {
    #expect(runs("a&ndash;b") == ["=a", "~&ndash;", "=b"])
    #expect(runs("a<br>b") == ["=a", "~<br>", "=b"])
    #expect(runs("<math>\\pi</math>") == ["~<math>\\pi</math>"])
    #expect(runs("** a") == ["~**", "=a"])
    #expect(runs("a\nb") == ["=a", "~\n", "=b"])
    #expect(runs("a\n\nb") == ["=a", "~", "=b"])
    #expect(runs("{{convert|5|km|mi}}") == ["=5", "~|", "=km"])
    #expect(runs("a{{snd}}b") == ["=a", "~{{snd}}", "~{{snd}}", "~{{snd}}", "=b"])
  }

  @Test("Sources of successive runs are in order")
  func order() {
    let source = Array(
      "== H ==\n'''a''' ([[b|c]]; {{IPA|x}}) {{lang|fr|d}}, e.<ref>f</ref>\n* g &amp; h".utf8)
    let runs = sharedConverter.readableText(of: source).sourceMap.runs
    for (run, next) in zip(runs, runs.dropFirst()) {
      #expect(run.sourceRange.upperBound <= next.sourceStart)
    }
  }
}
