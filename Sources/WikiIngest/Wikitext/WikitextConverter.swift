package import WikiModel

/// Turns wikitext into the text that a reader of the page sees.
///
/// Two passes over the bytes: ``MarkScanner`` finds every bracketed construct and its end, then
/// ``WikitextRenderer`` walks the text once, leaves out what is no prose and copies the rest. Time
/// and memory are linear in the input, whatever its markup; nesting is kept on explicit stacks.
///
/// The grammar follows MediaWiki's preprocessor and parser
/// (https://www.mediawiki.org/wiki/Preprocessor_ABNF), with templates left out, not expanded.
package struct WikitextConverter: Sendable {
  let namespaces: NamespaceNames

  /// Makes a converter for a wiki whose `siteinfo` names these namespaces.
  ///
  /// Give the localised names of the namespaces File and Category (6 and 14) with their aliases;
  /// the names that Wikipedia uses in many languages are known already.
  package init(fileAndCategoryNames: [String] = []) {
    namespaces = NamespaceNames(adding: fileAndCategoryNames)
  }

  /// The readable text of a page.
  ///
  /// `wikitext` is expected to be UTF-8; bytes that are not are carried along.
  /// O(bytes).
  package func readableText(of wikitext: [UInt8]) -> ReadableText {
    readableTextCountingWork(of: wikitext).text
  }

  /// The readable text, and how many bytes were looked at and stack entries handled to make it.
  ///
  /// The count bounds the running time whatever the machine, so that tests can hold it to a
  /// multiple of the input's length.
  package func readableTextCountingWork(of wikitext: [UInt8]) -> (text: ReadableText, work: Int) {
    var scanner = MarkScanner()
    scanner.scan(wikitext.span)
    var renderer = WikitextRenderer(
      source: wikitext, marks: scanner.marks, namespaces: namespaces)
    renderer.render(wikitext.span)
    let work = scanner.work + renderer.work
    return (renderer.finish(), work)
  }
}
