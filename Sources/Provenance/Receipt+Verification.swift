import JSON
import Storage

extension Receipt {
  /// What a receipt proves of a passage.
  public struct ProvedPassage: Hashable, Sendable {
    /// Wiki, page, revision and ordinal, with colons between.
    public let key: String
    /// The page's title.
    public let title: String
    /// SPDX identifiers of the licences that the text is offered under.
    public let licenses: [String]
    /// SHA-256 of the passage's text, as 64 hexadecimal digits.
    public let textDigest: String
    /// SHA-1 of the revision's source in base 36, as Wikimedia publishes it.
    public let sourceDigest: String
    /// Where the passage starts in the source and where it has ended, in bytes.
    public let sourceBytes: Range<Int>
  }

  /// What a receipt proves of an index.
  public struct Proof: Hashable, Sendable {
    /// What names the index: SHA-256 of its first manifest, as 64 hexadecimal digits.
    public let index: String
    /// The generation that was signed.
    public let generation: UInt64
    /// SHA-256 of its manifest, as 64 hexadecimal digits.
    public let manifestDigest: String
    /// The passages, in the receipt's order.
    public let passages: [ProvedPassage]
  }

  /// The generation that the receipt names.
  package func generationName(_ source: String) throws(ProvenanceError) -> GenerationName {
    try GenerationName(try Checkpoint(text: note.text, document: source), source)
  }

  /// Checks the signatures over the root, and that every passage is under it.
  ///
  /// What it proves is that the index published the passages. Whether they still count is told by
  /// the index alone. Needs no file, no index and no network. O(passages · log of the index's
  /// passages).
  ///
  /// - Parameter source: The file's name, for errors.
  /// - Throws: `ProvenanceError`: `.badSignature`, `.belowThreshold`, `.wrongProofLength`,
  ///   `.wrongRoot`, `.malformed`.
  public func verify(
    by keys: KeySet, source: String = "the receipt"
  ) throws(ProvenanceError) -> Proof {
    let checkpoint = try Checkpoint(text: note.text, document: source)
    try note.verify(by: keys, name: checkpoint.origin, document: source)
    let name = try GenerationName(checkpoint, source)
    var passages: [ProvedPassage] = []
    for entry in entries {
      try entry.check(checkpoint, source)
      passages.append(try ProvedPassage(DocumentMembers(entry.packet, document: source)))
    }
    return Proof(
      index: name.index, generation: name.generation, manifestDigest: name.manifest,
      passages: passages)
  }
}

extension Receipt.Entry {
  fileprivate func check(_ checkpoint: Checkpoint, _ source: String) throws(ProvenanceError) {
    let packetBytes: [UInt8]
    do throws(JSONError) {
      packetBytes = try packet.canonicalBytes()
    } catch {
      throw .malformed(document: source, expected: "a packet in JSON", found: "\(error)")
    }
    guard index < size, segment < segmentCount else {
      throw .malformed(
        document: source, expected: "a leaf and a segment below their numbers",
        found: "leaf \(index) of \(size), segment \(segment) of \(segmentCount)")
    }
    let lower = MerkleTree.proofLength(of: index, in: size)
    let upper = MerkleTree.proofLength(of: segment, in: segmentCount)
    guard proof.count == lower + upper else {
      throw .wrongProofLength(document: source, expected: lower + upper, found: proof.count)
    }
    let leaf = MerkleTree.leafHash(of: packetBytes)
    let found = MerkleTree.root(from: leaf, at: index, of: size, Array(proof.prefix(lower)))
      .flatMap {
        MerkleTree.root(from: $0, at: segment, of: segmentCount, Array(proof.dropFirst(lower)))
      }
    guard found == checkpoint.root, segmentCount > 1 || size == checkpoint.size else {
      throw .wrongRoot(
        document: source, expected: checkpoint.root.hexadecimal,
        found: found?.hexadecimal ?? "none")
    }
  }
}

extension Receipt.ProvedPassage {
  fileprivate init(_ packet: DocumentMembers) throws(ProvenanceError) {
    var licenses: [String] = []
    for license in try packet.array("licenses", limit: 16) {
      guard let text = license.string else {
        throw packet.malformed("text in \"licenses\"", "another value")
      }
      licenses.append(text)
    }
    let bytes = try packet.array("bytes", limit: 2).compactMap { $0.integer.flatMap(Int.init) }
    guard bytes.count == 2, bytes[0] >= 0, bytes[0] <= bytes[1] else {
      throw packet.malformed("a start and an end in \"bytes\"", "other values")
    }
    self.init(
      key: try packet.string("key"), title: try packet.string("title"), licenses: licenses,
      textDigest: try packet.digest("text_sha256").hexadecimal,
      sourceDigest: try packet.string("sha1"), sourceBytes: bytes[0]..<bytes[1])
  }
}

/// What the name and the lines of a generation's checkpoint say.
package struct GenerationName: Hashable, Sendable {
  private static let prefix = "footnote-index"
  private static let manifestLine = "manifest "

  package var index: String
  package var generation: UInt64
  package var manifest: String

  package init(index: String, generation: UInt64, manifest: String) {
    self.index = index
    self.generation = generation
    self.manifest = manifest
  }

  package init?(_ checkpoint: Checkpoint) {
    let parts = checkpoint.origin.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.prefix,
      SHA256Digest(hexadecimal: String(parts[1])) != nil,
      let generation = UInt64(parts[2]), "\(generation)" == parts[2],
      checkpoint.extensions.count == 1, checkpoint.extensions[0].hasPrefix(Self.manifestLine)
    else { return nil }
    let manifest = String(checkpoint.extensions[0].dropFirst(Self.manifestLine.count))
    guard SHA256Digest(hexadecimal: manifest) != nil else { return nil }
    self.init(index: String(parts[1]), generation: generation, manifest: manifest)
  }

  fileprivate init(_ checkpoint: Checkpoint, _ source: String) throws(ProvenanceError) {
    guard let name = GenerationName(checkpoint) else {
      throw .malformed(
        document: source, expected: "a checkpoint of a generation of an index",
        found: "\"\(checkpoint.origin)\"")
    }
    self = name
  }

  /// The checkpoint of a generation's tree.
  package func checkpoint(_ tree: Statement.Tree) -> Checkpoint {
    Checkpoint(
      origin: "\(Self.prefix)/\(index)/\(generation)", size: tree.size, root: tree.root,
      extensions: [Self.manifestLine + manifest])
  }
}
