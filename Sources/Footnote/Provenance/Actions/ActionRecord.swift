import JSON
import Provenance
import Storage
public import WikiModel

/// Something that was done with what an index may hand out, as its log of actions tells.
public struct ActionRecord: Hashable, Sendable {
  /// What was done.
  public enum Action: String, Sendable {
    /// A list of what is revoked was put in place.
    case revoke
    /// The bytes of what is revoked were removed.
    case purge
    /// The list was passed over.
    case override
  }

  /// Counts the records, from 0.
  public let number: UInt64
  /// SHA-256 of the record before, as 64 hexadecimal digits; zeros of the first.
  public let previous: String
  /// When it was done, by the clock of whoever did it.
  public let moment: Timestamp
  /// What was done.
  public let action: Action
  /// The version of the list in place; nil without one.
  public let listVersion: UInt64?
  /// SHA-256 of what was signed of the list, as 64 hexadecimal digits; nil without one.
  public let listDigest: String?
  /// Of a purge, the first generation without what was removed.
  public let generation: UInt64?
  /// Of a purge, the SHA-256 of the statement of removal.
  public let statementDigest: String?
  /// Of an override, for whom; nil where that was not said.
  public let caller: String?
  /// Of an override, for what; nil where that was not said.
  public let purpose: String?
}

extension ActionRecord {
  /// What a record says besides its place in the log.
  struct Content {
    var action: Action
    var list: RevocationName?
    var generation: UInt64?
    var statementDigest: String?
    var caller: String?
    var purpose: String?
  }

  init(_ content: Content, number: UInt64, previous: String, at moment: Timestamp) {
    self.init(
      number: number, previous: previous, moment: moment, action: content.action,
      listVersion: content.list?.version, listDigest: content.list?.digest,
      generation: content.generation, statementDigest: content.statementDigest,
      caller: content.caller, purpose: content.purpose)
  }

  /// The list that it names.
  var list: RevocationName? {
    guard let listVersion, let listDigest else { return nil }
    return RevocationName(version: listVersion, digest: listDigest)
  }

  /// The text of its line.
  var encoded: [UInt8] {
    var members: [JSONValue.Member] = [
      .init("action", .string(action.rawValue)), .init("at", .string("\(moment)")),
      .init("number", .count(number)), .init("previous", .string(previous)),
    ]
    if let list {
      members.append(
        .init("list", ["sha256": .string(list.digest), "version": .count(list.version)]))
    }
    if let generation { members.append(.init("generation", .count(generation))) }
    if let statementDigest { members.append(.init("statement", .string(statementDigest))) }
    if let caller { members.append(.init("caller", .string(caller))) }
    if let purpose { members.append(.init("purpose", .string(purpose))) }
    return JSONValue.object(members).canonical
  }

  init(decoding line: [UInt8], document: String) throws(ProvenanceError) {
    let members = try DocumentMembers(parsing: line, document: document)
    let name = try members.string("action")
    guard let action = Action(rawValue: name) else {
      throw .unknownValue(document: document, expected: "revoke, purge, override", found: name)
    }
    let list = members.has("list") ? try members.object("list") : nil
    self.init(
      number: try members.unsigned("number"), previous: try members.digest("previous").hexadecimal,
      moment: try members.moment("at"), action: action,
      listVersion: try list?.unsigned("version"),
      listDigest: try list?.digest("sha256").hexadecimal,
      generation: members.has("generation") ? try members.unsigned("generation") : nil,
      statementDigest: members.has("statement")
        ? try members.digest("statement").hexadecimal : nil,
      caller: members.optionalString("caller"), purpose: members.optionalString("purpose"))
  }
}

/// What names a list: its version, and the SHA-256 of what was signed.
struct RevocationName: Equatable, Sendable {
  var version: UInt64
  var digest: String
}
