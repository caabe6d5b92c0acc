import Testing

@Suite("Tags, comments and characters")
struct WikitextTagTests {
  @Test(
    "References, comments and elements without prose go",
    arguments: [
      ("a<ref>b {{c}} [[d]]</ref>.", "a."),
      ("a<ref name=\"b\"/>.<REF>c</Ref>", "a."),
      ("a<ref name=b>c<ref>d</ref> e", "ac e"),
      ("a<ref>b", "ab"),
      ("a</ref>b", "ab"),
      ("a<!-- b -->c<!-- d", "ac"),
      ("a<!--->b-->c", "ac"),
      ("a <gallery>\nFile:x|y\n</gallery> b", "a b"),
      ("a<templatestyles src=\"x\"/>b<references>\n<ref>c</ref>\n</references>", "ab"),
      ("<timeline>a</timeline><score>b</score><includeonly>c</includeonly>d", "d"),
      ("<noinclude>a</noinclude><onlyinclude>b</onlyinclude>", "ab"),
      ("__TOC__a __NOTOC__ b __БЕЗ_ОГЛ__ __ОГЛАВЛЕНИЕ__ c __ d", "a b __БЕЗ_ОГЛ__ c __ d"),
    ])
  func dropped(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }

  @Test(
    "Other tags go and their content stays",
    arguments: [
      ("<b>a</b> <span style=\"x\">b</span> <small>c</small>", "a b c"),
      ("a<br>b<br/>c", "a b c"),
      ("a < b and <3 and <foo> and x<y", "a < b and <3 and <foo> and x<y"),
      ("10<sup>6</sup> H<sub>2</sub>O 19<sup>th</sup> a<sup>''n''</sup>", "10⁶ H₂O 19th an"),
      ("<div>a</div><p>b</p>c", "a / b / c"),
      ("<ul><li>a</li><li>b</li></ul>", "• a / • b"),
      ("a <b", "a <b"),
      ("a <b x <i>c</i>", "a <b x c"),
    ])
  func content(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }

  @Test("Quotations, poems and headings of HTML keep their kind")
  func kinds() {
    #expect(blocks("<blockquote>a\n\nb</blockquote>c") == ["q: a", "q: b", "p: c"])
    #expect(
      blocks("<poem>\na [[b]]\n:c\n\nd\n</poem>\ne") == ["pre: a b\nc", "pre: d", "p: e"])
    #expect(blocks("<h3>a</h3>\nb") == ["h3: a", "p: b"])
  }

  @Test("Literal text stays literal")
  func literal() {
    #expect(plain("<nowiki>[[a]] ''b'' {{c}} &amp;</nowiki> d") == "[[a]] ''b'' {{c}} & d")
    #expect(plain("''<nowiki/>'a") == "'a")
    #expect(
      blocks("a\n<pre>\n  [[b]]\n\n &lt;c\n</pre>\nd") == ["p: a", "pre:   [[b]]\n\n <c", "p: d"])
    #expect(
      blocks("<syntaxhighlight lang=\"c\">\nint a[2];\n  {{b}}\n</syntaxhighlight>")
        == ["pre: int a[2];\n  {{b}}"])
    #expect(blocks("a <source lang=c inline>b[0]</source> c") == ["p: a b[0] c"])
    #expect(plain("use <code>a[0]</code>") == "use a[0]")
  }

  @Test(
    "Character references are decoded",
    arguments: [
      ("a&nbsp;b&#160;c", "a b c"),
      ("1914&ndash;18 &amp; &lt;b&gt; &eacute;&#x416;&#1046;", "1914–18 & <b> éЖЖ"),
      ("&#0; &#xD800; &#x110000; &bogus; &amp &", "&#0; &#xD800; &#x110000; &bogus; &amp &"),
      ("&amp;nbsp;", "&nbsp;"),
      ("a&#x200D;b&shy;c", "a\u{200D}b\u{AD}c"),
    ])
  func references(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }

  @Test(
    "Bold and italic marks go, apostrophes stay",
    arguments: [
      ("''a'' '''b''' '''''c'''''", "a b c"),
      ("don't ''can't''", "don't can't"),
      ("''''a''''", "'a'"),
      ("''''''a", "'a"),
      ("L'''amour'' et", "L'amour et"),
      ("dell'''Italia''", "dell'Italia"),
      ("'''a''' l'''b''", "a l'b"),
    ])
  func quotes(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }

  @Test(
    "Words in variants of a script show the first",
    arguments: [
      ("-{zh-hans:计算机; zh-hant:電腦}-", "计算机"),
      ("-{x}-", "x"),
      ("-{A|zh-cn:甲;zh-tw:乙;}-", "甲"),
      ("a-{H|zh-cn:甲;zh-tw:乙;}-b", "ab"),
      ("-{[[a|b]]}-", "b"),
      ("x -{ y", "x -{ y"),
      ("a-{{b}}c", "a-c"),
    ])
  func variants(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }

  @Test(
    "What a removal leaves behind is mended",
    arguments: [
      ("Berlin ({{IPA|x}}) is", "Berlin is"),
      ("Berlin ({{IPA|x}}; born 1900) is", "Berlin (born 1900) is"),
      ("Berlin ({{a}}, {{b}}, {{lang|fr|c}}) is", "Berlin (c) is"),
      ("Berlin (1900; {{x}}) is", "Berlin (1900) is"),
      ("Berlin (German: {{IPA|x}}) is", "Berlin (German) is"),
      ("Berlin （{{IPA|x}}）は", "Berlin は"),
      ("born {{x}}, {{y}}, in", "born, in"),
      ("a {{x}}, b", "a, b"),
      ("a {{x}} . b", "a. b"),
      ("a {{x}} b", "a b"),
      ("f() and ( ) , x", "f() and ( ) , x"),
      ("{{x}}, a", "a"),
    ])
  func repairs(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }
}
