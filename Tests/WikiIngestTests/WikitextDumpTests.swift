import Storage
import TestSupport
import Testing
import WikiIngest
import WikiModel

/// Real dumps, where they are present.
enum WikitextDumps {
  static let folder = environment("FOOTNOTE_DATA") ?? "../shared/data"

  static func path(_ name: String) -> String { folder + "/dumps/" + name }

  static let isPresent = Folder.exists(path("gensim"))

  static let names = [
    "gensim/enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2",
    "gensim/enwiki-table-markup.xml.bz2",
    "gensim/bgwiki-latest-pages-articles-shortened.xml.bz2",
    "itwiki/it-small-dump.xml.gz",
    "dumpster-dive/ltgwiki-smallwiki-latest-pages-articles.xml.bz2",
    "wiktionary-wtp/test-pages-articles.xml.bz2",
    "aawiki/aawiki-20260101-pages-meta-current.xml.bz2",
  ]

  static let miniatures = [
    "ar", "bn", "de", "el", "en", "es", "fa", "fr", "he", "hi", "hy", "ja", "ka", "km", "kn", "ko",
    "ml", "my", "ru", "simple", "ta", "te", "th", "tr", "uk", "ur", "vi", "zh",
  ].map { "dbpedia-minidumps/\($0).xml.bz2" }
}

@Suite(
  "Real wikitext",
  .enabled(
    if: WikitextDumps.isPresent,
    "needs the reference data; set FOOTNOTE_DATA to its folder"))
struct WikitextDumpTests {
  /// Markup that readable text has no use for.
  private static let leftovers = [
    "{{", "[[File:", "|thumb", "<ref", "</ref", "style=\"", "{|", "<br", "'''", "&nbsp;",
  ].map { Array($0.utf8) }

  /// The wikitext that is read of each dump, in bytes: enough to meet every kind of markup.
  private static let sample = 1_500_000

  @Test(
    "Articles of real dumps become sound text with next to no markup left",
    arguments: WikitextDumps.names + WikitextDumps.miniatures)
  func articles(_ name: String) throws {
    let path = WikitextDumps.path(name)
    guard Folder.exists(path) else { return }
    var options = IngestOptions()
    options.wiki = "enwiki"
    options.skipsBadPages = true
    let input = try ArticleInput(path: path, options: options)
    var converter: WikitextConverter?
    var sourceCount = 0
    var textCount = 0
    var leftoverCount = 0
    while sourceCount < Self.sample, let page = try input.next() {
      let names = [6, 14].flatMap { input.site?.names(ofNamespace: $0) ?? [] }
      let known = converter ?? WikitextConverter(fileAndCategoryNames: names)
      converter = known
      let source = page.article.text
      let (text, work) = known.readableTextCountingWork(of: source)
      expectSound(text, source)
      #expect(String(validating: text.bytes, as: UTF8.self) != nil, "\(page.article.title)")
      #expect(work < 8 * source.count + 200, "\(page.article.title)")
      sourceCount += source.count
      textCount += text.bytes.count
      leftoverCount += Self.leftoverCount(in: text.bytes)
    }
    #expect(leftoverCount * 50_000 <= textCount + 200_000, "\(leftoverCount) in \(textCount) bytes")
  }

  private static func leftoverCount(in bytes: [UInt8]) -> Int {
    var count = 0
    for index in bytes.indices {
      for leftover in leftovers
      where bytes[index] == leftover[0] && bytes[index...].starts(with: leftover) {
        count += 1
      }
    }
    return count
  }
}
