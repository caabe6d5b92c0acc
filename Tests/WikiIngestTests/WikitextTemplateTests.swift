import Testing

@Suite("Templates and parameters")
struct WikitextTemplateTests {
  @Test(
    "A template goes, whatever it holds",
    arguments: [
      ("a {{x}} b", "a b"),
      ("a{{x|y=[[z]]|{{w}}}} b", "a b"),
      ("{{Infobox\n| a = [[b]]\n| c = {{d|\n{|\n|e\n|}\n}}\n}}\nText", "Text"),
      ("a {{{1|default}}} b", "a b"),
      ("a {{{{{1}}}}} b", "a b"),
      ("a {{x|{{{y|{{z}}}}}}} b", "a b"),
      ("{{PAGENAME}} is {{#if:x|y|z}} here", "is here"),
      ("{{DISPLAYTITLE:''x''}}Text", "Text"),
      ("{{x|<!-- }} -->}}Text", "Text"),
      ("{{x|<nowiki>}}</nowiki>}}Text", "Text"),
      ("{{x|[[a}}Text", "Text"),
      ("{{x|[http://a b}}Text", "Text"),
    ])
  func dropped(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }

  @Test(
    "Templates whose words a sentence needs keep them",
    arguments: [
      ("the {{lang|fr|mot ''juste''}} here", "the mot juste here"),
      ("({{lang-de|Wort}})", "(Wort)"),
      ("{{langx|el|λόγος}}", "λόγος"),
      ("{{transl|ar|ALA|kitāb}}", "ALA"),
      ("{{convert|5|km|mi|abbr=on}} away", "5 km away"),
      ("{{convert|5|to|10|km|mi}}", "5 to 10 km"),
      ("{{convert|5|-|10|km}}", "5–10 km"),
      ("{{cvt|6|ft|2|in|cm}}", "6 ft 2 in"),
      ("{{convert|5|km|0}}", "5 km"),
      ("{{unité|892|km|2}}", "892 km²"),
      ("{{nihongo|Tokyo|東京|Tōkyō}}", "Tokyo (東京, Tōkyō)"),
      ("{{nihongo|Tokyo}}", "Tokyo"),
      ("{{nowrap|a b}} {{small|c}} {{abbr|d|e}}", "a b c d"),
      ("{{val|1.5|0.2|e=3|u=kg}}", "1.5 ± 0.2×10^3 kg"),
      ("{{frac|1|2}} {{frac|3|1|2}} {{frac|4}}", "1/2 3 1/2 1/4"),
      ("{{formatnum:12345}} people", "12345 people"),
      ("{{as of|2015}}, it", "As of 2015, it"),
      ("{{as of|2015|alt=in 2015}}, it", "in 2015, it"),
      ("{{chem|H|2|O}}", "H₂O"),
      ("x{{sup|2}} y{{sub|1}} z{{sup|th}}", "x² y₁ zth"),
      ("1914{{ndash}}1918{{snd}}war{{mdash}}it", "1914–1918 – war—it"),
      ("a{{'}}s {{!}} {{=}} {{pi}}", "a's | = π"),
      ("a{{nbsp}}b", "a b"),
      ("{{USS|Enterprise|CV-6}}", "USS Enterprise (CV-6)"),
      ("{{circa|1200}} {{circa}} 1300", "c. 1200 c. 1300"),
      ("{{color|red|word}}", "word"),
      ("{{ill|Ann|fr|Anne}} {{仮リンク|アン|en|Ann}} {{нп5|Анна (1)|Анна|en|Ann}}", "Ann アン Анна"),
      ("{{s|XIX|e}} XX{{e}} {{date|1|mai|2000}}", "XIXe siècle XXe 1 mai 2000"),
      ("{{s|biografie}}a{{e|3}}", "a×10^3"),
      ("{{Lang_x}}{{ Lang | fr | mot }}", "mot"),
      ("{{lang|fr|{{nowrap|{{small|mot}}}}}}", "mot"),
      ("{{nowrap|1=a=b}}", "a=b"),
    ])
  func kept(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }

  @Test("A quotation becomes a block of its own")
  func quotation() {
    #expect(
      blocks("He said:\n{{quote|First ''words''.\n\nSecond.|author=X}}\nThen left.")
        == ["p: He said:", "q: First words.", "q: Second.", "p: Then left."])
    #expect(blocks("{{cquote|text=Words.}}") == ["q: Words."])
  }

  @Test("A list inside a column template stays a list")
  func columns() {
    #expect(
      blocks("{{columns-list|colwidth=20em|\n* a\n* b\n}}\nAfter")
        == ["li: • a", "li: • b", "p: After"])
  }

  @Test(
    "Braces that do not match lose only themselves",
    arguments: [
      ("a {{b and the rest", "a b and the rest"),
      ("a {{b and {{c}} the rest", "a b and the rest"),
      ("a }} b", "a }} b"),
      ("f({a,{b}})", "f({a,{b}})"),
      ("{{{{{{", ""),
    ])
  func unmatched(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }

  @Test("What an unclosed template encloses is still read")
  func unclosedInfobox() {
    #expect(
      blocks("{{Infobox\n| a = b\n| c = d\n\nThe [[lead|first]] words.")
        == ["p: Infobox", "p: The first words."])
  }
}
