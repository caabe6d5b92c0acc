import Chunking
import Features
import JSON
import PassageStore
public import Provenance
import Storage
import WikiIngest
import WikiModel

/// The proof that a passage's text derives from the very bytes of its revision's source.
///
/// The source is what Wikimedia publishes under the revision; its SHA-1 is in the passage's packet.
/// The text is made from it once more, and its packet compared with the receipt's, byte for byte.
public struct SourceAnchor: Hashable, Sendable {
  /// Wiki, page, revision and ordinal, with colons between.
  public let key: String
  /// From the first source byte that the passage stands for to the last.
  public let bytes: Range<Int>
  /// Consecutive pieces that cover the passage's text.
  public let spans: [PassageSource.Span]
}

extension Receipt {
  /// Proves of a receipt's passages that they derive from a revision's source.
  ///
  /// Signatures are a matter of their own: see `verify(by:source:)`.
  ///
  /// - Parameters:
  ///   - source: The revision's wikitext, byte for byte.
  ///   - document: The file's name, for errors.
  /// - Returns: Of each passage of that revision, the source bytes that it is from.
  /// - Throws: `FootnoteError.provenance`: `.mismatch` where no passage is of a revision with this
  ///   SHA-1, or where the source gives another passage.
  /// - Complexity: O(bytes of the source).
  public func anchors(
    in source: [UInt8], document: String
  ) throws(FootnoteError) -> [SourceAnchor] {
    let sha1 = base36(digest(.sha1, of: source.rawBytes))
    let own = entries.filter { $0.packet["sha1"]?.string == sha1 }
    guard !own.isEmpty else {
      throw .provenance(
        .mismatch(
          document: document, what: "the SHA-1 of the source",
          expected: entries.compactMap { $0.packet["sha1"]?.string }.joined(separator: " or "),
          found: sha1))
    }
    guard let chunking = ChunkingOptions(canonicalDescription: cut) else {
      throw .provenance(
        .malformed(document: document, expected: "options to cut passages by", found: cut))
    }
    var anchors: [SourceAnchor] = []
    for entry in own {
      anchors.append(
        try SourceDerivation(entry.packet, document: document).anchor(
          in: source, chunking, fileAndCategoryNames: entry.names))
    }
    return anchors
  }
}

/// Makes a passage from its source once more.
private struct SourceDerivation {
  let packet: JSONValue
  let document: String

  init(_ packet: JSONValue, document: String) {
    self.packet = packet
    self.document = document
  }

  func anchor(
    in source: [UInt8], _ chunking: ChunkingOptions, fileAndCategoryNames names: [String]
  ) throws(FootnoteError) -> SourceAnchor {
    let article = try article(source)
    let processor = ArticleProcessor(
      chunking: chunking, analysis: AnalyzerOptions(), embedding: nil, makesFeatures: false)
    let processed = processor.process(
      article, converter: WikitextConverter(fileAndCategoryNames: names))
    let key = try key()
    guard
      let record = processed.records.first(where: { $0.passage.ordinal == key.ordinal })
    else {
      throw mismatch("passage \(key.ordinal)", "\(processed.records.count) passages")
    }
    var hasher = SHA256Hasher()
    var packets = PassagePackets(processed.revision)
    let made = packets.packet(of: record.passage, &hasher)
    guard made == packet.canonical else {
      throw mismatch("the packet of the receipt", "another one, with another text or place")
    }
    return SourceAnchor(
      key: "\(key)", bytes: record.passage.sourceBytes,
      spans: record.passage.sourceRuns.map {
        PassageSource.Span(
          textByteCount: $0.textCount, sourceBytes: $0.sourceRange, isVerbatim: $0.isVerbatim)
      })
  }

  private func mismatch(_ expected: String, _ found: String) -> FootnoteError {
    .provenance(
      .mismatch(
        document: document, what: "what the source gives", expected: expected, found: found))
  }

  private func key() throws(FootnoteError) -> PassageKey {
    guard let key = packet["key"]?.string.flatMap(PassageKey.init) else {
      throw malformed("key")
    }
    return key
  }

  private func malformed(_ member: String) -> FootnoteError {
    .provenance(
      .malformed(
        document: document, expected: "a packet with a sound \"\(member)\"", found: "another"))
  }

  /// The revision as the packet describes it; what it leaves out has no part in the text.
  private func article(_ source: [UInt8]) throws(FootnoteError) -> Article {
    let key = try key()
    guard let timestamp = packet["timestamp"]?.string.flatMap(Timestamp.init) else {
      throw malformed("timestamp")
    }
    guard let title = packet["title"]?.string else { throw malformed("title") }
    guard let language = packet["language"]?.string else { throw malformed("language") }
    guard let namespace = packet["namespace"]?.integer.flatMap(Int32.init(exactly:)) else {
      throw malformed("namespace")
    }
    let licenses = (packet["licenses"]?.array ?? []).compactMap(\.string).map {
      License(spdxIdentifier: $0, name: "", url: "")
    }
    return Article(
      wiki: key.wiki, page: key.page, revision: key.revision,
      revisionIsSynthetic: packet["synthetic"]?.bool ?? false, title: title,
      namespace: namespace, language: language, timestamp: timestamp, url: "",
      licenses: licenses, format: packet["format"]?.string == "plain" ? .plainText : .wikitext,
      text: source)
  }
}
