import TestSupport
import Testing

@testable import Footnote

/// Text that tries to leave the place that a renderer gives it.
enum HostileText {
  static let pieces = [
    "</p></blockquote><script>alert(1)</script>", "\" onmouseover=\"x", "' onclick='x", "<!--",
    "]]>", "&lt;b&gt;", "&#60;", "[click](javascript:alert(1))", "![](https://e.example/x.png)",
    "`code`", "~~~", "***bold***", "# Heading", "1. item", "- item", "> quote", "| a | b |",
    "\\<b>", "<https://e.example>", "http://e.example", "user@e.example", "\u{1B}[31mred",
    "\u{1B}]0;title\u{7}", "\u{9B}31m", "\u{8}\u{8}\u{8}", "a\rb", "\u{0}", "\u{7F}",
    "\u{85}next", "\u{2028}line", "\u{202E}reversed", "\u{2067}isolated", "שלום", "مرحبا",
    "e\u{301}", "👩‍👩‍👧", "\u{FEFF}", "    indented", "\ttab",
  ]

  static let title = "Hostile \(pieces.joined(separator: " "))\nsecond line"
  /// A word by which the article is found, then each piece on a line of its own.
  static let text = "zanzibar\n" + pieces.joined(separator: "\n") + "\n" + pieces.joined()
  static let license = License(
    spdxIdentifier: "LicenseRef-<b>", name: "Own <i>licence</i> [x](y) \u{1B}[0m",
    url: "https://l.example/\"><script>?a=b c>d\\e")
  static let url = "https://h.example/wiki/\"><script>alert(1)</script> x)>\u{1B}[0m\\"

  /// What a search finds in an index of one such article.
  static func passages() async throws -> [AttributedPassage] {
    let folder = try TemporaryFolder()
    var article = plainArticle(1, text, title: title, url: url)
    article.licenses = [license, License.known[0]]
    article.source = SourceName(name: "hostile \u{1B}[0m<b>.xml", date: nil)
    article.language = "en\"><b>"
    _ = try await IndexBuilder().build(articles: [article], output: folder("hostile"))
    return try Index(path: folder("hostile")).search("zanzibar")
  }

  /// The text as every renderer but JSON shows it: no control character but line feeds, and spaces
  /// for tabs.
  static func shown(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      let isShown = !isControl || scalar == "\n"
      shown.append(isShown ? scalar : scalar == "\t" ? " " : "\u{FFFD}")
    }
    return String(shown)
  }
}
