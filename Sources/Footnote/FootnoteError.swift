public import Provenance
public import Storage
public import VectorInput
public import WikiIngest
public import WikiModel

/// What can go wrong when an index is built, opened, searched or verified.
///
/// Every description says what was expected, what was found, where, and what to do next.
public enum FootnoteError: Error, Sendable {
  /// An input could not be read as articles.
  case input(IngestError)
  /// A file of the index could not be read or written, or is damaged.
  case storage(StorageError)
  /// A file that was named as an embedding table is absent, damaged or something else.
  case badTable(StorageError)
  /// What a training was to go on from is damaged or something else.
  case badCheckpoint(StorageError)
  /// The path is not an index.
  case notAnIndex(path: String, found: String)
  /// The manifest does not agree with its digest, or holds a value that cannot be.
  case damagedManifest(path: String, expected: String, found: String)
  /// The index was made with another tokeniser, hash or weighting than this program has.
  case otherEmbedder(path: String, expected: String, found: String)
  /// An article given by the caller cannot be indexed.
  case invalidArticle(wiki: String, page: PageID, expected: String, found: String)
  /// Nothing in the inputs became a passage.
  case nothingToIndex(inputs: [String], skipped: [String: Int])
  /// The inputs have too few passages to train an embedding table on.
  case tooLittleText(passageCount: Int, wanted: Int)
  /// The place for the index is taken.
  case outputExists(path: String)
  /// An option has a value that it cannot have; the text says which, and what it may have.
  case invalidOption(String)
  /// A policy is not as it has to be, or the index not as the policy wants it.
  case invalidPolicy(path: String, place: String, expected: String, found: String)
  /// Vectors that were brought are not as they have to be.
  case vectors(VectorInputError)
  /// Another process writes to the index.
  case locked(path: String, holder: String)
  /// The index has no such generation, or no longer has it.
  case noGeneration(path: String, wanted: String, kept: [UInt64])
  /// What was to be checked is no answer with citations.
  case invalidAnswer(expected: String, found: String)
  /// A search needs vectors, and the index has none.
  case noVectors(path: String)
  /// Something that is signed, logged or proved cannot be trusted.
  case provenance(ProvenanceError)
  /// The caller cancelled what was under way; nothing was left behind.
  case cancelled
}

extension FootnoteError: CustomStringConvertible {
  /// What was expected, what was found, where, and what to do next.
  public var description: String {
    switch self {
    case .input(let error): return "\(error)"
    case .storage(let error): return "\(error)"
    case .badTable(let error):
      return "\(error.finding) Name a table that `footnote train --output` wrote, or train one."
    case .badCheckpoint(let error):
      return "\(error.finding) Remove it to train from the start, or restore it from a copy."
    case .provenance(let error): return "\(error)"
    case .notAnIndex(let path, let found):
      return "\(path): expected the folder of an index, found \(found). "
        + "Name the folder that `footnote build --output` made."
    case .damagedManifest(let path, let expected, let found):
      return "\(path): damaged: expected \(expected), found \(found). "
        + "See what `footnote doctor` can mend, restore the index from a copy, or build it again."
    case .otherEmbedder(let path, let expected, let found):
      return "\(path): made with the embedder \(found); this program has \(expected). "
        + "Use the version of footnote that built the index, or build it again."
    case .invalidArticle(let wiki, let page, let expected, let found):
      return "page \(page.rawValue) of \(wiki): expected \(expected), found \(found). "
        + "Mend the article or leave it out."
    case .nothingToIndex(let inputs, let skipped):
      let reasons = skipped.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { "\($0.value) × \($0.key)" }
      let names = inputs.map { $0 == "-" ? "standard input" : $0 }
      let place = names.isEmpty ? "no input" : names.joined(separator: ", ")
      return "\(place): expected articles with text, found none"
        + (reasons.isEmpty ? "" : " (left out: \(reasons.joined(separator: ", ")))")
        + ". Check the input, or choose other namespaces with --namespaces."
    case .tooLittleText(let passageCount, let wanted):
      return "expected \(wanted) passages or more to train on, found \(passageCount). "
        + "Name more inputs, or use a table that was trained on other text of these languages."
    case .outputExists(let path):
      return "\(path): exists already. Choose another name, or remove it first."
    case .invalidOption(let description): return description
    case .invalidPolicy(let path, let place, let expected, let found):
      return "\(path): at \(place): expected \(expected), found \(found). Mend the policy, or "
        + "build the index again with it; Documentation/Policies.md says what it may hold."
    case .vectors(let error): return "\(error)"
    case .locked(let path, let holder):
      return "\(path): expected to be its only writer, found \(holder). Wait until it has ended; "
        + "searches go on meanwhile."
    case .noGeneration(let path, let wanted, let kept):
      let known = kept.map { "\($0)" }.joined(separator: ", ")
      return "\(path): expected \(wanted), found generations \(known). See `footnote log`."
    case .invalidAnswer(let expected, let found):
      return "expected \(expected), found \(found). See `footnote check --help`."
    case .noVectors(let path):
      return "\(path): expected an index with vectors, found one that has words alone. Search it "
        + "in the mode sparse, or build it again with --embedding or --vectors."
    case .cancelled:
      return "interrupted. Nothing was left behind; run the same command again."
    }
  }
}
