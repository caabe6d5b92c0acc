import Testing

@Suite("Lines and blocks")
struct WikitextLineTests {
  @Test("Blank lines separate paragraphs and single line feeds join words")
  func paragraphs() {
    #expect(blocks("a\nb\n\nc\n \nd\n\n\n\ne") == ["p: a b", "p: c", "p: d", "p: e"])
  }

  @Test("Spaces are single, and none stands at an edge")
  func spaces() {
    #expect(blocks("  \n\na   b \t c \nd  \n") == ["p: a b c d"])
  }

  @Test("Chinese and Japanese lines are joined without a space")
  func unspacedScripts() {
    #expect(plain("柏林是\n首都。\n它") == "柏林是首都。它")
    #expect(plain("東京\nTokyo\nカナ\nかな") == "東京 Tokyo カナかな")
    #expect(plain("베를린은\n수도") == "베를린은 수도")
  }

  @Test(
    "Headings are lines of their own",
    arguments: [
      ("== A ==\ntext", ["h2: A", "p: text"]),
      ("=A=", ["h1: A"]),
      ("======A======", ["h6: A"]),
      ("=======A=======", ["h6: =A="]),
      ("=== A ==", ["h2: = A"]),
      ("== ''A'' [[b|B]]<ref>x</ref> ==", ["h2: A B"]),
      ("== A == <!-- x -->{{anchor|y}}\nb", ["h2: A", "p: b"]),
      ("text == A ==", ["p: text == A =="]),
      ("== A\nb", ["p: == A b"]),
      ("== A == b", ["p: == A == b"]),
      ("a\n== B ==\nc", ["p: a", "h2: B", "p: c"]),
      ("== {{lang|fr|A\nB}} ==", ["h2: A B"]),
      ("== {{quote|A}} ==", ["h2: A"]),
      ("==<h3>A</h3>==", ["h2: A"]),
    ])
  func headings(_ wikitext: String, _ expected: [String]) {
    #expect(blocks(wikitext) == expected)
  }

  @Test(
    "Lists give items with their markers",
    arguments: [
      ("* a\n* b", ["li: • a", "li: • b"]),
      ("*a\n**b\n*c\nd", ["li: • a", "li: • b", "li: • c", "p: d"]),
      ("# a\n# b\n\n# c", ["li: 1. a", "li: 2. b", "li: 1. c"]),
      ("# a\n## b\n## c\n# d\n## e", ["li: 1. a", "li: 1. b", "li: 2. c", "li: 2. d", "li: 1. e"]),
      ("# a\n#: b\n# c", ["li: 1. a", "p: b", "li: 2. c"]),
      (": a\n:: b", ["p: a", "p: b"]),
      ("; a : b", ["li: a: b"]),
      ("; a\n: b", ["li: a", "p: b"]),
      ("; [[x: y|z]] http://a:b : c", ["li: z http://a: b : c"]),
      ("*{{x}}\n* a", ["li: • a"]),
      ("* a\n*\n* b", ["li: • a", "li: • b"]),
      ("#a\n*b\n#c", ["li: 1. a", "li: • b", "li: 1. c"]),
    ])
  func lists(_ wikitext: String, _ expected: [String]) {
    #expect(blocks(wikitext) == expected)
  }

  @Test("A rule of dashes goes and ends the paragraph")
  func rules() {
    #expect(blocks("a\n----\nb\n-- c") == ["p: a", "p: b -- c"])
  }

  @Test("Lines that begin with a space keep their breaks")
  func indented() {
    #expect(blocks("a\n b\n   c  d\ne") == ["p: a", "pre: b\n  c  d", "p: e"])
    #expect(blocks(" {{x}}\n text") == ["pre: text"])
  }

  @Test("A line of templates alone separates paragraphs, a line of comments is no line")
  func emptyLines() {
    #expect(blocks("a\n{{x}}\nb") == ["p: a", "p: b"])
    #expect(blocks("a\n<!-- x -->\nb") == ["p: a b"])
    #expect(blocks("a\n<ref>x</ref>\nb") == ["p: a b"])
    #expect(blocks("<!-- x -->* a\n  <!-- y -->  \n* b") == ["li: • a", "li: • b"])
  }

  @Test(
    "Tables go",
    arguments: [
      ("a\n{| class=x\n|-\n| b || c\n{|\n| d\n|}\n|}\ne", ["p: a", "p: e"]),
      (":{|\n|a\n|}\nb", ["p: b"]),
      ("a\n{|\n| b\n! c\nd\n\ne", ["p: a", "p: e"]),
      ("a\n{|\n| b\n== H ==\nc", ["p: a", "h2: H", "p: c"]),
      ("{{start}}\n|-\n| a\n* b\n{{end}}\n\nc", ["p: c"]),
      ("{{x|\n{|\n|a\n|}}\nb", ["p: b"]),
      ("<table><tr><td>a<table></table></td></tr></table>b", ["p: b"]),
      ("x {| y |} z", ["p: x {| y |} z"]),
      ("a\n{|\n|b\n|}c", ["p: a", "p: c"]),
    ])
  func tables(_ wikitext: String, _ expected: [String]) {
    #expect(blocks(wikitext) == expected)
  }
}
