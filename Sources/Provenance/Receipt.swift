package import JSON
package import Storage

/// The proof that an index published some passages, which anybody can check without the index.
///
/// It holds each passage's packet: what must be said of it, and its text's digest, not its text.
/// `Documentation/Format-provenance.md`, "Receipts", lists the members.
public struct Receipt: Hashable, Sendable {
  private static let format = "footnote-receipt"
  private static let version: UInt64 = 1
  static let passageLimit = 100_000
  /// Nodes above a leaf: 32 in a segment, and as many above segments.
  private static let proofLimit = 64

  /// A passage's place in the tree of its generation.
  package struct Entry: Hashable, Sendable {
    package var packet: JSONValue
    /// The wiki's names of the namespaces for files and categories, which its text depends on.
    package var names: [String]
    /// The leaf, and how many its segment's tree has.
    package var index: UInt64
    package var size: UInt64
    /// The segment, and how many the generation has.
    package var segment: UInt64
    package var segmentCount: UInt64
    package var proof: [SHA256Digest]

    package init(
      packet: JSONValue, names: [String], index: UInt64, size: UInt64, segment: UInt64,
      segmentCount: UInt64,
      proof: [SHA256Digest]
    ) {
      self.packet = packet
      self.names = names
      self.index = index
      self.size = size
      self.segment = segment
      self.segmentCount = segmentCount
      self.proof = proof
    }
  }

  /// The signed root.
  package var note: SignedNote
  /// How passages were cut from their sources.
  package var cut: String
  package var entries: [Entry]

  package init(note: SignedNote, cut: String, entries: [Entry]) {
    self.note = note
    self.cut = cut
    self.entries = entries
  }

  /// Canonical JSON with a line feed at its end.
  public var encoded: [UInt8] {
    let value: JSONValue = [
      "checkpoint": .string(note.encoded),
      "cut": .string(cut),
      "format": .string(Self.format),
      "passages": .array(entries.map(\.json)),
      "version": .integer(Int64(Self.version)),
    ]
    return value.canonical + [UInt8(ascii: "\n")]
  }

  /// Reads a receipt; nothing in it is to be believed before ``verify(by:)``.
  ///
  /// - Parameter source: The file's name, for errors.
  /// - Throws: `ProvenanceError.malformed`, `.wrongType`.
  public init(
    decoding bytes: [UInt8], source: String = "the receipt"
  ) throws(ProvenanceError) {
    let members = try DocumentMembers(parsing: bytes, document: source)
    try members.allowOnly(["checkpoint", "cut", "format", "passages", "version"])
    try members.checkFormat(Self.format, version: Self.version)
    note = try SignedNote(decoding: try members.string("checkpoint"), document: source)
    cut = try members.string("cut")
    entries = []
    for entry in try members.array("passages", limit: Self.passageLimit) {
      entries.append(try Entry(DocumentMembers(entry, document: source), Self.proofLimit))
    }
    guard !entries.isEmpty else { throw members.malformed("passages", "none") }
  }
}

extension Receipt.Entry {
  private static let nameLimit = 100

  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("index", .integer(Int64(clamping: index))),
      .init("packet", packet),
      .init("proof", .string(Base64.encode(proof.flatMap(\.bytes)))),
      .init("size", .integer(Int64(clamping: size))),
    ]
    if !names.isEmpty { members.append(.init("names", .array(names.map { .string($0) }))) }
    if segmentCount > 1 {
      members.append(.init("segment", .integer(Int64(clamping: segment))))
      members.append(.init("segments", .integer(Int64(clamping: segmentCount))))
    }
    return .object(members)
  }

  fileprivate init(_ members: DocumentMembers, _ proofLimit: Int) throws(ProvenanceError) {
    try members.allowOnly(["index", "names", "packet", "proof", "segment", "segments", "size"])
    let packet = try members.object("packet")
    // It is hashed and compared in its canonical form; some numbers have none.
    guard (try? packet.value.canonicalBytes()) != nil else {
      throw members.malformed("a \"packet\" that RFC 8785 can write", "another number in it")
    }
    self.init(
      packet: packet.value,
      names: members.has("names")
        ? try members.array("names", limit: Self.nameLimit).compactMap(\.string) : [],
      index: try members.unsigned("index"),
      size: try members.unsigned("size"),
      segment: members.has("segments") ? try members.unsigned("segment") : 0,
      segmentCount: members.has("segments") ? try members.unsigned("segments") : 1,
      proof: try members.digests("proof", limit: proofLimit))
    // The one form of each number, so that a receipt has one.
    guard segmentCount != 1 || !members.has("segments") else {
      throw members.malformed("no \"segments\" where there is one", "1")
    }
  }
}
