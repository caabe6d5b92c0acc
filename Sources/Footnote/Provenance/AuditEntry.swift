import JSON
import Provenance
import Storage
import WikiModel

/// An entry of an audit log; `Documentation/Format-audit.md`, "An entry", gives its members.
struct AuditEntry {
  enum Kind: String {
    case start, search, export, exported, override, prune, recovery

    /// Whether it tells of somebody, so that pruning takes its content away.
    var isPersonal: Bool {
      switch self {
      case .search, .export, .exported, .override: true
      case .start, .prune, .recovery: false
      }
    }
  }

  static let format = "footnote audit log"
  static let version: UInt64 = 1
  private static let nonceByteCount = 16

  let json: JSONValue

  private init(_ kind: Kind, at moment: Timestamp, _ members: [JSONValue.Member?]) {
    json = .object(
      [
        .init("at", .string("\(moment)")), .init("kind", .string(kind.rawValue)),
        .init("nonce", .string(hexadecimal(Self.random(Self.nonceByteCount)))),
      ] + members.compactMap { $0 })
  }

  static func random(_ byteCount: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<byteCount).map { _ in .random(in: 0...255, using: &generator) }
  }

  static func start(salt: [UInt8], at moment: Timestamp) -> AuditEntry {
    AuditEntry(
      .start, at: moment,
      [
        .init("format", .string(format)), .init("version", .count(version)),
        .init("salt_sha256", .string(MerkleTree.digest(of: salt).hexadecimal)),
      ])
  }

  static func search(
    _ code: SHA256Digest, question: String?, _ keys: [PassageKey], _ index: IndexIdentity,
    _ audit: SearchAudit, at moment: Timestamp
  ) -> AuditEntry {
    AuditEntry(
      .search, at: moment,
      [
        .init("embedder", .string(index.embedderDigest)),
        .init("passages", .array(keys.map { .string("\($0)") })),
        .init("question_hmac", .string(code.hexadecimal)),
        question.map { .init("question", .string($0)) }, overrides(audit),
      ] + members(index, audit.caller, audit.purpose))
  }

  /// That passages are about to leave without a question.
  static func export(
    _ format: String?, of positions: Range<Int>, _ index: IndexIdentity, _ audit: SearchAudit,
    at moment: Timestamp
  ) -> AuditEntry {
    AuditEntry(
      .export, at: moment,
      [
        format.map { .init("format", .string($0)) }, Self.positions(positions), overrides(audit),
      ] + members(index, audit.caller, audit.purpose))
  }

  /// That passages have left, and which.
  static func exported(
    _ copied: CopiedPassages, _ format: String?, of positions: Range<Int>, _ index: IndexIdentity,
    _ audit: SearchAudit, at moment: Timestamp
  ) -> AuditEntry {
    AuditEntry(
      .exported, at: moment,
      [
        copied.first.map { .init("first", .string("\($0)")) },
        format.map { .init("format", .string($0)) },
        .init("keys_sha256", .string(copied.digest)),
        copied.last.map { .init("last", .string("\($0)")) },
        .init("passages", .count(copied.count)), Self.positions(positions), overrides(audit),
      ] + members(index, audit.caller, audit.purpose))
  }

  private static func positions(_ positions: Range<Int>) -> JSONValue.Member {
    .init(
      "positions",
      [.integer(Int64(positions.lowerBound)), .integer(Int64(positions.upperBound))])
  }

  private static func overrides(_ audit: SearchAudit) -> JSONValue.Member? {
    audit.overrides.isEmpty
      ? nil : .init("overrides", .array(audit.overrides.map { .string($0) }))
  }

  static func override(
    of check: String, document: String, index: IndexIdentity?, caller: String?, purpose: String?,
    at moment: Timestamp
  ) -> AuditEntry {
    AuditEntry(
      .override, at: moment,
      [.init("check", .string(check)), .init("document", .string(document))]
        + members(index, caller, purpose))
  }

  private static func members(
    _ index: IndexIdentity?, _ caller: String?, _ purpose: String?
  ) -> [JSONValue.Member?] {
    [
      index.map { .init("generation", .count($0.generation)) },
      index.map { .init("manifest", .string($0.manifestDigest)) },
      caller.map { .init("caller", .string($0)) }, purpose.map { .init("purpose", .string($0)) },
    ]
  }

  static func prune(before: Timestamp, count: Int, at moment: Timestamp) -> AuditEntry {
    AuditEntry(
      .prune, at: moment,
      [.init("before", .string("\(before)")), .init("count", .count(UInt64(count)))])
  }

  static func recovery(byteCount: Int, at moment: Timestamp) -> AuditEntry {
    AuditEntry(.recovery, at: moment, [.init("byte_count", .count(UInt64(byteCount)))])
  }
}

extension JSONValue {
  /// What an entry of an audit log is; nil for anything else.
  var auditKind: AuditEntry.Kind? { self["kind"]?.string.flatMap(AuditEntry.Kind.init) }

  /// When an entry of an audit log was made.
  var auditMoment: Timestamp? { self["at"]?.string.flatMap(Timestamp.init) }
}
