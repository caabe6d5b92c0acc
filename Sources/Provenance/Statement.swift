package import JSON
package import Storage
package import WikiModel

/// What a generation of an index consists of: an in-toto Statement over its files.
///
/// `Documentation/Format-provenance.md`, "Signatures of a generation", lists the members.
/// Source: in-toto attestation framework, Statement v1.
package struct Statement: Hashable, Sendable {
  package static let payloadType = "application/vnd.in-toto+json"
  private static let type = "https://in-toto.io/Statement/v1"
  private static let predicateType = "urn:footnote:generation:1"
  /// More files than an index can have; a bound for untrusted statements.
  private static let subjectLimit = 1 << 20

  package struct Subject: Hashable, Sendable {
    /// A path in the index's folder.
    package var name: String
    package var sha256: SHA256Digest

    package init(name: String, sha256: SHA256Digest) {
      self.name = name
      self.sha256 = sha256
    }
  }

  package struct Tree: Hashable, Sendable {
    package var size: UInt64
    package var root: SHA256Digest

    package init(size: UInt64, root: SHA256Digest) {
      self.size = size
      self.root = root
    }
  }

  /// The manifest first.
  package var subjects: [Subject]
  /// What names the index.
  package var index: SHA256Digest
  package var generation: UInt64
  package var expires: Timestamp?
  /// Over the generation's passages.
  package var passages: Tree
  /// Over the lines of the index's log up to this generation.
  package var log: Tree
  /// What else is said, as the manifest says it, by name.
  package private(set) var about: [JSONValue.Member]

  package init(
    subjects: [Subject], index: SHA256Digest, generation: UInt64, expires: Timestamp?,
    passages: Tree, log: Tree, about: [JSONValue.Member]
  ) {
    self.subjects = subjects
    self.index = index
    self.generation = generation
    self.expires = expires
    self.passages = passages
    self.log = log
    self.about = about.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Canonical JSON.
  package var encoded: [UInt8] {
    var predicate: [JSONValue.Member] =
      about + [
        .init("index", .string(index.hexadecimal)),
        .init("log_root", .string(log.root.hexadecimal)),
        .init("log_size", .integer(Int64(clamping: log.size))),
        .init("root", .string(passages.root.hexadecimal)),
        .init("tree_size", .integer(Int64(clamping: passages.size))),
        .init("version", .integer(Int64(clamping: generation))),
      ]
    if let expires { predicate.append(.init("expires", .string("\(expires)"))) }
    let value: JSONValue = [
      "_type": .string(Self.type),
      "predicate": .object(predicate),
      "predicateType": .string(Self.predicateType),
      "subject": .array(
        subjects.map {
          ["digest": ["sha256": .string($0.sha256.hexadecimal)], "name": .string($0.name)]
        }),
    ]
    return value.canonical
  }

  /// Reads a statement whose signatures were checked.
  ///
  /// - Throws: `.malformed`; `.wrongType` for statements about something else.
  package init(decoding bytes: [UInt8], document: String) throws(ProvenanceError) {
    let members = try DocumentMembers(parsing: bytes, document: document)
    try members.allowOnly(["_type", "predicate", "predicateType", "subject"])
    for (name, expected) in [("_type", Self.type), ("predicateType", Self.predicateType)] {
      let found = try members.string(name)
      guard found == expected else {
        throw .wrongType(document: document, expected: expected, found: found)
      }
    }
    var subjects: [Subject] = []
    for entry in try members.array("subject", limit: Self.subjectLimit) {
      let subject = DocumentMembers(entry, document: document)
      let name = try subject.string("name")
      guard Self.isPlain(name) else {
        throw members.malformed("names of files in the index's folder", "\"\(name)\"")
      }
      subjects.append(
        Subject(name: name, sha256: try subject.object("digest").digest("sha256")))
    }
    let predicate = try members.object("predicate")
    let own: Set<String> = [
      "expires", "index", "log_root", "log_size", "root", "tree_size", "version",
    ]
    self.init(
      subjects: subjects, index: try predicate.digest("index"),
      generation: try predicate.unsigned("version"),
      expires: predicate.has("expires") ? try predicate.moment("expires") : nil,
      passages: Tree(
        size: try predicate.unsigned("tree_size"), root: try predicate.digest("root")),
      log: Tree(
        size: try predicate.unsigned("log_size"), root: try predicate.digest("log_root")),
      about: (predicate.value.object ?? []).filter { !own.contains($0.name) })
  }

  /// Whether a name is that of a file in the folder or in one of its segments' folders.
  private static func isPlain(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count)
      && parts.allSatisfy { part in
        !part.isEmpty && part != "." && part != ".."
          && part.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
      }
  }
}
