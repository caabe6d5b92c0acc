import TestSupport
import Testing
import WikiIngest
import WikiModel

@Suite("Any wikitext at all")
struct WikitextPropertyTests {
  private static let tokens = [
    "{{", "}}", "{{{", "}}}", "{|", "|}", "\n{|", "\n|}", "\n|-\n", "[[", "]]", "[", "]", "|", "||",
    "<ref>", "</ref>", "<ref name=a/>", "<!--", "-->", "<nowiki>", "</nowiki>", "<pre>", "</pre>",
    "<math>", "</math>", "\\frac{", "^{", "}", "{", "''", "'''", "'''''", "'", "&amp;", "&nbsp;",
    "&",
    "&#x", "\n", "\n\n", "\n*", "\n#", "\n;", "\n:", "\n==", "==", "=", " ", "  ", "\t", "\n ",
    "----",
    "__TOC__", "__", "-{", "}-", "zh-hans:", ";", ":", "(", ")", ",", ".", "（", "）", "、", "File:",
    "Category:", "de:", "[http://a ", "http://b", "<b>", "</b>", "<table>", "</table>", "<br/>",
    "<blockquote>", "</blockquote>", "<poem>", "</poem>", "<li>", "<sup>", "2", "</sup>", "<", ">",
    "lang|fr|", "quote|", "convert|5|km", "nowrap|", "columns-list|", "val|1|e=3", "word", "Wort",
    "слово", "كلمة", "单词", "語", "é", "\u{200D}", "\r\n", "<gallery>", "</gallery>", "!", "<h2>",
    "</h2>",
  ]

  @Test("Random markup gives sound text at a bounded cost")
  func randomMarkup() {
    var generator = SeededGenerator()
    let converter = sharedConverter
    for _ in 0..<3_000 {
      let count = Int.random(in: 0..<60, using: &generator)
      var wikitext = ""
      for _ in 0..<count { wikitext += Self.tokens.randomElement(using: &generator) ?? "" }
      let source = Array(wikitext.utf8)
      let (text, work) = converter.readableTextCountingWork(of: source)
      expectSound(text, source)
      #expect(String(validating: text.bytes, as: UTF8.self) != nil, "\(wikitext.debugDescription)")
      #expect(work <= 40 * source.count + 200, "\(work) for \(wikitext.debugDescription)")
    }
  }

  @Test("Random bytes never trap")
  func randomBytes() {
    var generator = SeededGenerator()
    let interesting =
      Array("{}[]<>|='&;_-*#: \n!/\\^".utf8) + [0x80, 0xC3, 0xE3, 0xD8, 0xEF, 0xF0, 0]
    for _ in 0..<2_000 {
      let count = Int.random(in: 0..<80, using: &generator)
      let source = (0..<count).map { _ in
        Bool.random(using: &generator)
          ? interesting.randomElement(using: &generator) ?? 0
          : UInt8.random(in: 0...255, using: &generator)
      }
      expectSound(sharedConverter.readableText(of: source), source)
    }
  }

  @Test("Prose without markup is not changed, and converting twice changes nothing")
  func prose() {
    let prose = "One sentence. Another (with words), isn't it?\nBerlin 柏林は首都。"
    let once = sharedConverter.readableText(of: Array(prose.utf8)).bytes
    #expect(String(decoding: once, as: UTF8.self) == prose.replacingLineFeed)
    #expect(sharedConverter.readableText(of: once).bytes == once)
  }

  @Test("Balanced braces leave none behind")
  func balancedBraces() {
    var generator = SeededGenerator()
    for _ in 0..<500 {
      var wikitext = "a "
      var depth = 0
      for _ in 0..<40 {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0:
          wikitext += "{{x|"
          depth += 1
        case 1 where depth > 0:
          wikitext += "}} "
          depth -= 1
        case 2: wikitext += "[[b|c]] "
        default: wikitext += "word "
        }
      }
      wikitext += String(repeating: "}} ", count: depth)
      let text = plain(wikitext)
      #expect(!text.contains("{{") && !text.contains("}}"), "\(wikitext)")
    }
  }

  @Test("The same text gives the same result")
  func deterministic() {
    let source = Array("{{lang|fr|a}} [[b|c]] <math>\\frac{1}{2}</math> &amp; '''d'''".utf8)
    let first = sharedConverter.readableText(of: source)
    for _ in 0..<10 { #expect(sharedConverter.readableText(of: source) == first) }
  }
}

extension String {
  fileprivate var replacingLineFeed: String { String(map { $0 == "\n" ? " " : $0 }) }
}
