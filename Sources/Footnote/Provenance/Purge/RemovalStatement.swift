import JSON
public import Provenance
import Storage
public import WikiModel

/// What was removed of an index for good, as a signed statement tells; it has none of the text.
public struct RemovalStatement: Hashable, Sendable {
  /// A revision of which passages were removed.
  public struct Removed: Hashable, Sendable {
    /// The wiki's database name.
    public let wiki: String
    /// The page.
    public let page: PageID
    /// Its revision.
    public let revision: RevisionID
    /// The passages' positions in the revision, rising.
    public let ordinals: [UInt32]
  }

  /// The statement's number in its index, from 1.
  public let version: UInt64
  /// When it was made.
  public let issued: Timestamp
  /// The version of the list that revoked what was removed.
  public let listVersion: UInt64
  /// SHA-256 of what was signed of that list, as 64 hexadecimal digits.
  public let listDigest: String
  /// SHA-256 of the newest manifest before, as 64 hexadecimal digits.
  public let manifestBefore: String
  /// SHA-256 of the newest manifest after, as 64 hexadecimal digits.
  public let manifestAfter: String
  /// The first generation that has nothing of what was removed.
  public let generation: UInt64
  /// What was removed, in the order of keys.
  public let removed: [Removed]
  /// Older generations whose bytes are left, since somebody reads them.
  public let heldGenerations: [UInt64]

  /// How many passages were removed.
  public var passageCount: Int { removed.reduce(0) { $0 + $1.ordinals.count } }
  /// Of how many revisions.
  public var revisionCount: Int { removed.count }
  /// Of how many pages.
  public var pageCount: Int {
    Set(removed.map { PageName(wiki: $0.wiki, page: $0.page) }).count
  }

  /// Verifies a signed statement.
  ///
  /// - Parameters:
  ///   - envelope: The bytes of the file.
  ///   - document: The file's name, for errors.
  ///   - trusted: The keys whose signatures count, and how many are needed.
  /// - Throws: `ProvenanceError` where it is not signed as it has to be, or is no statement.
  public init(
    _ envelope: [UInt8], document: String, by trusted: KeySet
  ) throws(ProvenanceError) {
    let payload = try Envelope(decoding: envelope, document: document).verifiedPayload(
      type: Self.payloadType, by: trusted, document: document)
    try self.init(decoding: payload, document: document)
  }
}

extension RemovalStatement {
  static let format = "footnote-removal"
  static let payloadType = "application/vnd.footnote.removal+json"
  private static let limit = 10_000_000

  init(
    version: UInt64, issued: Timestamp, list: RevocationName, manifestBefore: String,
    manifestAfter: String, generation: UInt64, removed: [Removed], heldGenerations: [UInt64]
  ) {
    self.version = version
    self.issued = issued
    (listVersion, listDigest) = (list.version, list.digest)
    self.manifestBefore = manifestBefore
    self.manifestAfter = manifestAfter
    self.generation = generation
    self.removed = removed
    self.heldGenerations = heldGenerations
  }

  /// The payload: canonical JSON.
  var encoded: [UInt8] {
    let value: JSONValue = [
      "counts": [
        "pages": .integer(Int64(pageCount)), "passages": .integer(Int64(passageCount)),
        "revisions": .integer(Int64(revisionCount)),
      ],
      "format": .string(Self.format), "generation": .count(generation),
      "held_generations": .array(heldGenerations.map { .count($0) }),
      "issued": .string("\(issued)"),
      "list": ["sha256": .string(listDigest), "version": .count(listVersion)],
      "manifest_after": .string(manifestAfter), "manifest_before": .string(manifestBefore),
      "removed": .array(removed.map(\.json)), "version": .count(version),
    ]
    return value.canonical
  }

  init(decoding payload: [UInt8], document: String) throws(ProvenanceError) {
    let members = try DocumentMembers(parsing: payload, document: document)
    try members.checkFormat(Self.format)
    let list = try members.object("list")
    var removed: [Removed] = []
    for value in try members.array("removed", limit: Self.limit) {
      removed.append(try Removed(DocumentMembers(value, document: document)))
    }
    var held: [UInt64] = []
    for value in try members.array("held_generations", limit: Self.limit) {
      guard let generation = value.unsigned, generation <= Article.identifierLimit else {
        throw members.malformed("numbers of generations in \"held_generations\"", "others")
      }
      held.append(generation)
    }
    self.init(
      version: try members.unsigned("version"), issued: try members.moment("issued"),
      list: RevocationName(
        version: try list.unsigned("version"), digest: try list.digest("sha256").hexadecimal),
      manifestBefore: try members.digest("manifest_before").hexadecimal,
      manifestAfter: try members.digest("manifest_after").hexadecimal,
      generation: try members.unsigned("generation"), removed: removed, heldGenerations: held)
    guard encoded == payload else { throw .notCanonical(document: document) }
  }
}

extension RemovalStatement.Removed {
  fileprivate var json: JSONValue {
    [
      "page": .count(page.rawValue),
      "passages": .array(ordinals.map { .integer(Int64($0)) }),
      "revision": .count(revision.rawValue), "wiki": .string(wiki),
    ]
  }

  fileprivate init(_ members: DocumentMembers) throws(ProvenanceError) {
    var ordinals: [UInt32] = []
    for value in try members.array("passages", limit: Int(UInt32.max)) {
      guard let ordinal = value.unsigned.flatMap(UInt32.init(exactly:)) else {
        throw members.malformed("numbers below 2^32 in \"passages\"", "others")
      }
      ordinals.append(ordinal)
    }
    self.init(
      wiki: try members.string("wiki"), page: PageID(rawValue: try members.unsigned("page")),
      revision: RevisionID(rawValue: try members.unsigned("revision")), ordinals: ordinals)
  }
}
