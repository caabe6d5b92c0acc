/// One place where bytes that nobody vouches for come in.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// Compressed data.
  case bzip2
  /// A dump in XML.
  case dump
  /// A page's markup, up to its passages.
  case wikitext
  /// JSON Lines of articles.
  case articles
  /// JSON Lines of change events.
  case events
  /// The manifest of an index.
  case manifest
  /// The files of a segment.
  case passages, postings, words, vectors, changes
  /// The log of an index's generations.
  case log
  /// A question, with its options.
  case query

  /// Takes the bytes in as the library does, and traps where it keeps none of its promises.
  ///
  /// Whatever the bytes, it must come back soon, in bounded memory, with a result or an error.
  package func run(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
    switch self {
    case .bzip2: readCompressed(bytes, workplace)
    case .dump: readDump(bytes, workplace)
    case .wikitext: convertWikitext(bytes)
    case .articles, .events: readLines(bytes, workplace)
    case .manifest: openManifest(bytes, workplace)
    case .passages: readPassages(bytes, workplace)
    case .postings: readPostings(bytes, workplace)
    case .words: readWords(bytes, workplace)
    case .vectors: readVectors(bytes, workplace)
    case .changes: openChanges(bytes, workplace)
    case .log: readLog(bytes, workplace)
    case .query: ask(bytes, workplace)
    }
  }
}
