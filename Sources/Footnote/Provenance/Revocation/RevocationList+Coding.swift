import JSON
import Provenance
import Storage
import WikiModel

extension RevocationList {
  static let format = "footnote-revocations"
  static let payloadType = "application/vnd.footnote.revocations+json"
  /// What a program has to hold in memory of a list is some hundred bytes an entry.
  static let entryLimit = 1_000_000
  static let reasonByteLimit = 1_000
  static let saltDigits = 32...128

  /// The list as canonical JSON, which is what is signed.
  ///
  /// - Throws: As reading it would, for a value that a list cannot have.
  func encoded() throws(ProvenanceError) -> [UInt8] {
    guard version <= Article.identifierLimit else {
      throw .malformed(
        document: "the list", expected: "a version below 2^53", found: "\(version)")
    }
    var members: [JSONValue.Member] = [
      .init("entries", .array(entries.map(\.json))), .init("expires", .string("\(expires)")),
      .init("format", .string(Self.format)), .init("issued", .string("\(issued)")),
      .init("version", .count(version)),
    ]
    if let salt { members.append(.init("salt", .string(salt))) }
    let bytes = JSONValue.object(members).canonical
    _ = try RevocationList(decoding: bytes, document: "the list")
    return bytes
  }

  /// Reads a list that was verified, or that an index has in place.
  ///
  /// - Throws: `ProvenanceError` for anything but canonical JSON of a list's form.
  init(decoding bytes: [UInt8], document: String) throws(ProvenanceError) {
    let members = try DocumentMembers(parsing: bytes, document: document)
    guard (try? members.value.canonicalBytes()) == bytes else {
      throw .notCanonical(document: document)
    }
    try members.allowOnly(["entries", "expires", "format", "issued", "salt", "version"])
    try members.checkFormat(Self.format)
    version = try members.unsigned("version")
    guard version > 0 else { throw members.malformed("a version from 1 on", "0") }
    (issued, expires) = (try members.moment("issued"), try members.moment("expires"))
    guard issued < expires else {
      throw members.malformed("\"expires\" after \(issued)", "\(expires)")
    }
    salt = members.has("salt") ? try members.salt() : nil
    entries = try members.entries()
    let hasEditors = entries.contains { if case .editor = $0.target { true } else { false } }
    guard hasEditors == (salt != nil) else {
      throw members.malformed(
        hasEditors ? "a salt, since editors are named" : "no salt, since no editor is named",
        hasEditors ? "none" : "one")
    }
  }
}

extension DocumentMembers {
  fileprivate func entries() throws(ProvenanceError) -> [RevocationList.Entry] {
    let values = try array("entries", limit: RevocationList.entryLimit)
    var entries: [RevocationList.Entry] = []
    entries.reserveCapacity(values.count)
    var seen: Set<RevocationList.Target> = []
    for (index, value) in values.enumerated() {
      let place = "\(document), entry \(index + 1)"
      let entry = try RevocationList.Entry(DocumentMembers(value, document: place))
      guard seen.insert(entry.target).inserted else { throw .repeated(document: place) }
      entries.append(entry)
    }
    return entries
  }

  fileprivate func salt() throws(ProvenanceError) -> String {
    let text = try string("salt")
    let count = text.utf8.count
    guard RevocationList.saltDigits.contains(count), count % 2 == 0,
      text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 })
    else {
      throw malformed(
        "an even number of hexadecimal digits, 32 to 128, in \"salt\"", "\(count) characters")
    }
    return text
  }

  /// A wiki's database name.
  fileprivate func wiki() throws(ProvenanceError) -> String {
    let wiki = try string("wiki")
    guard Self.isWiki(wiki) else { throw .badName(document: document, found: wiki) }
    return wiki
  }

  fileprivate static func isWiki(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F }
  }

  fileprivate func reason() throws(ProvenanceError) -> String {
    let text = try string("reason")
    let limit = RevocationList.reasonByteLimit
    guard (1...limit).contains(text.utf8.count),
      !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw malformed(
        "1 to \(limit) bytes of text without control characters in \"reason\"",
        "\(text.utf8.count) bytes")
    }
    return text
  }
}

extension RevocationList.Entry {
  fileprivate var json: JSONValue {
    func named(_ wiki: String, _ name: String, _ number: UInt64) -> JSONValue {
      // One that is too large is refused when what was written is read.
      let value: JSONValue =
        number <= Article.identifierLimit ? .count(number) : .string("\(number)")
      return [name: value, "wiki": .string(wiki)]
    }
    let target: JSONValue.Member =
      switch target {
      case .page(let wiki, let page): .init("page", named(wiki, "page", page.rawValue))
      case .revision(let wiki, let revision):
        .init("revision", named(wiki, "revision", revision.rawValue))
      case .passage(let key): .init("passage", .string("\(key)"))
      case .text(let sha256): .init("sha256", .string(sha256))
      case .editor(let sha256): .init("editor_sha256", .string(sha256))
      }
    return .object([
      .init("action", .string(action.rawValue)), .init("reason", .string(reason)), target,
    ])
  }

  init(_ members: DocumentMembers) throws(ProvenanceError) {
    let kinds = ["page", "revision", "passage", "sha256", "editor_sha256"]
    try members.allowOnly(Set(["action", "reason"] + kinds))
    let found = kinds.filter { members.has($0) }
    guard found.count == 1, let kind = found.first else {
      throw members.malformed(
        "exactly one of \(kinds.joined(separator: ", "))",
        found.isEmpty ? "none" : found.joined(separator: " and "))
    }
    let name = try members.string("action")
    guard let action = RevocationList.Action(rawValue: name) else {
      let known = RevocationList.Action.allCases.map(\.rawValue).joined(separator: ", ")
      throw .unknownValue(document: members.document, expected: known, found: name)
    }
    self.action = action
    reason = try members.reason()
    target = try RevocationList.Target(kind, members)
    if action == .credit, case .editor = target {
      throw members.malformed(
        "remove, since what is handed out does not say who edited it", "credit")
    }
  }
}

extension RevocationList.Target {
  fileprivate init(_ kind: String, _ members: DocumentMembers) throws(ProvenanceError) {
    switch kind {
    case "page":
      let page = try members.object("page")
      try page.allowOnly(["page", "wiki"])
      self = .page(wiki: try page.wiki(), PageID(rawValue: try page.unsigned("page")))
    case "revision":
      let revision = try members.object("revision")
      try revision.allowOnly(["revision", "wiki"])
      self = .revision(
        wiki: try revision.wiki(), RevisionID(rawValue: try revision.unsigned("revision")))
    case "passage":
      let text = try members.string("passage")
      guard let key = PassageKey(text),
        max(key.page.rawValue, key.revision.rawValue)
          <= Article.identifierLimit
      else { throw members.malformed("a passage's key, wiki:page:revision:ordinal", text) }
      guard DocumentMembers.isWiki(key.wiki) else {
        throw .badName(document: members.document, found: key.wiki)
      }
      self = .passage(key)
    case "sha256": self = .text(sha256: try members.digest("sha256").hexadecimal)
    default: self = .editor(sha256: try members.digest("editor_sha256").hexadecimal)
    }
  }
}
