import Testing
import WikiIngest

@Suite("Links")
struct WikitextLinkTests {
  @Test(
    "A link shows its label",
    arguments: [
      ("[[Berlin]]", "Berlin"),
      ("[[Berlin|the city]]", "the city"),
      ("[[bus]]es", "buses"),
      ("[[Foo (bar)|]]", "Foo"),
      ("[[Help:Foo, bar|]]", "Foo"),
      ("[[a|b ''c'' {{small|d}}]]", "b c d"),
      ("[[a|b|c]]", "b|c"),
      ("[[:Category:Cities]]", "Category:Cities"),
      ("[[:de:Titel|x]]", "x"),
      ("[[wikt:word|label]]", "label"),
      ("[[#History]]", "History"),
      ("[[Berlin<!-- x -->]]", "Berlin"),
      ("[[a|b\nc]]", "b c"),
      ("[[[a]]]", "[a]"),
      ("[[Star Trek: Picard]]", "Star Trek: Picard"),
    ])
  func labels(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }

  @Test(
    "Files, categories and links to other languages go",
    arguments: [
      ("a [[File:X.jpg|thumb|200px|A [[link]] in a {{caption}}]] b", "a b"),
      ("[[Image:x.png|alt=[[a]]|[[b|c]] [http://d e]]]text", "text"),
      ("[[ file : x.svg]]text", "text"),
      ("[[Datei:X|mini]][[Файл:X]][[ملف:X]][[चित्र:X]][[ファイル:X]][[檔案:X]]text", "text"),
      ("text\n[[Category:Cities|Berlin]]\n[[Kategorie:Stadt]]", "text"),
      ("text\n[[de:Berlin]]\n[[zh-min-nan:X]]\n[[simple:X]]", "text"),
      ("[[Unbekannt:Bild.JPG|mini|Text]]text", "text"),
    ])
  func dropped(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }

  @Test("The names that a wiki gives its namespaces are known too")
  func siteNames() {
    let converter = WikitextConverter(fileAndCategoryNames: ["Bildnis", "Öcategory"])
    #expect(blocks("[[bildnis:x|y]]a[[Öcategory:b]][[öcategory:b]]", converter) == ["p: a"])
    #expect(blocks("[[bildnis:x|y]]a") == ["p: ya"])
  }

  @Test(
    "Links to the web show their labels",
    arguments: [
      ("see [http://example.org the ''site''] now", "see the site now"),
      ("see [//example.org site]", "see site"),
      ("see [http://example.org].", "see."),
      ("see http://example.org/a_b now", "see http://example.org/a_b now"),
      ("[mailto:a@b.c write]", "write"),
      ("[http://a b [[c|d]]]", "b d"),
      ("[[http://a b]]", "b"),
      ("array[0] and [note]", "array[0] and [note]"),
      ("[http://a b\nc]", "[http://a b c]"),
    ])
  func external(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }

  @Test(
    "Brackets that do not match stay",
    arguments: [
      ("a [[b c", "a [[b c"),
      ("a b]] c", "a b]] c"),
      ("a[b[0]]", "a[b[0]]"),
      ("[[File:x.jpg|thumb|no end\nNext line", "Next line"),
      ("[[File:x.jpg|thumb|no end {{cite\n|a=b}} either\nNext line", "Next line"),
    ])
  func unmatched(_ wikitext: String, _ expected: String) {
    #expect(plain(wikitext) == expected)
  }
}
