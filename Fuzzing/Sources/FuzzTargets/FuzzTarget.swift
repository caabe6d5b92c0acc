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
  case passages, postings, words, vectors, changes, proofs
  /// The log of an index's generations.
  case log
  /// A question, with its options.
  case query
  /// A key in PEM, of either half.
  case key
  /// A document with signatures, and what can be signed: statements, changes of keys, removals.
  case envelope
  /// A text with signatures under it, such as a checkpoint.
  case note
  /// The proof that an index published passages.
  case receipt
  /// The proof that a history goes on from an older one.
  case consistency
  /// A list of what is revoked, as it is signed.
  case revocations
  /// The log of what was done with such lists.
  case actions
  /// What may be built and found.
  case policy
  /// The entries of an audit log.
  case audit
  /// An answer with citations, to be checked.
  case answer

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
    case .proofs: readProofs(bytes, workplace)
    case .query: ask(bytes, workplace)
    case .key: readKey(bytes)
    case .envelope: readEnvelope(bytes, workplace)
    case .note: readNote(bytes, workplace)
    case .receipt: readReceipt(bytes, workplace)
    case .consistency: readConsistency(bytes, workplace)
    case .revocations: readRevocations(bytes, workplace)
    case .actions: readActions(bytes, workplace)
    case .policy: readPolicy(bytes, workplace)
    case .audit: readAudit(bytes, workplace)
    case .answer: checkAnswer(bytes, workplace)
    }
  }
}
