import JSON
import Storage
import WikiIngest
import WikiModel

extension Policy {
  static let format = "footnote-policy"
  static let version: UInt64 = 1
  /// More than any policy that people write.
  static let byteLimit = 1 << 20
  private static let dayLimit: UInt64 = 36_500
  private static let namespaceLimit: UInt64 = 65_535
  private static let names = [
    "as_of", "expired_manifest", "expired_revocations", "format", "languages", "licenses",
    "minimum_age_days", "namespaces", "refused_templates", "version",
  ]

  /// Reads a policy's file.
  ///
  /// - Parameter source: The file's name, for errors.
  /// - Throws: `FootnoteError.invalidPolicy` with the place of what is wrong, `.storage` with
  ///   `.tooNew` for a later version.
  public init(parsing bytes: [UInt8], source: String) throws(FootnoteError) {
    guard bytes.count <= Self.byteLimit else {
      throw .invalidPolicy(
        path: source, place: "its end", expected: "at most \(Self.byteLimit) bytes",
        found: "\(bytes.count)")
    }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      guard case .malformed(let line, let column, _, let reason) = error else {
        throw .invalidPolicy(
          path: source, place: "its text", expected: "JSON of few levels", found: "\(error)")
      }
      throw .invalidPolicy(
        path: source, place: "line \(line), column \(column)", expected: "JSON", found: reason)
    }
    try self.init(PolicyPlace(value, path: source))
  }

  /// Reads what ``json`` writes.
  init(_ place: PolicyPlace) throws(FootnoteError) {
    self.init()
    try place.allowOnly(Self.names)
    let format = try place.member("format").string()
    guard format == Self.format else {
      throw try place.member("format").wrong(Self.format, format)
    }
    let version = try place.member("version").integer(in: 1...UInt64(UInt32.max))
    guard version <= Self.version else {
      throw .storage(
        .tooNew(
          path: place.path, found: UInt32(version), supported: UInt32(Self.version)))
    }
    licenses = try place.optional("licenses")?.strings()
    languages = try place.optional("languages")?.strings()
    if let list = place.optional("namespaces") {
      var numbers: Set<Int32> = []
      for element in try list.elements() {
        numbers.insert(Int32(try element.integer(in: 0...Self.namespaceLimit)))
      }
      namespaces = numbers
    }
    if let days = place.optional("minimum_age_days") {
      minimumAgeDays = Int(try days.integer(in: 1...Self.dayLimit))
    }
    if let moment = place.optional("as_of") {
      let text = try moment.string()
      asOf = Timestamp(text)
      guard asOf != nil else { throw moment.wrong("a moment such as 2026-01-31T00:00:00Z", text) }
    }
    if let templates = place.optional("refused_templates") {
      for wiki in try templates.members() {
        guard wiki.isWiki else {
          throw templates.wrong("the database names of wikis, or *", "\"\(wiki.name)\"")
        }
        refusedTemplates[wiki.name] = try wiki.templates()
      }
    }
    expiredManifest = try place.optional("expired_manifest")?.reaction() ?? .warn
    expiredRevocations = try place.optional("expired_revocations")?.reaction() ?? .warn
  }

  /// The policy as an index keeps it.
  var json: JSONValue {
    func list(_ texts: Set<String>) -> JSONValue { .array(texts.sorted().map { .string($0) }) }
    var members: [JSONValue.Member] = [
      .init("format", .string(Self.format)), .init("version", .count(Self.version)),
      .init("expired_manifest", .string(expiredManifest.rawValue)),
      .init("expired_revocations", .string(expiredRevocations.rawValue)),
    ]
    if let licenses { members.append(.init("licenses", list(licenses))) }
    if let languages { members.append(.init("languages", list(languages))) }
    if let namespaces {
      let numbers = namespaces.sorted().map { JSONValue.integer(Int64($0)) }
      members.append(.init("namespaces", .array(numbers)))
    }
    if minimumAgeDays > 0 {
      members.append(.init("minimum_age_days", .integer(Int64(minimumAgeDays))))
    }
    if let asOf { members.append(.init("as_of", .string("\(asOf)"))) }
    if !refusedTemplates.isEmpty {
      let wikis = refusedTemplates.sorted { $0.key < $1.key }
        .map { JSONValue.Member($0.key, list($0.value)) }
      members.append(.init("refused_templates", .object(wikis)))
    }
    return .object(members)
  }
}

/// A value in a policy's file, and where it stands.
struct PolicyPlace {
  let value: JSONValue
  let path: String
  /// The names that lead to it; empty for the whole.
  let place: String
  let name: String

  init(_ value: JSONValue, path: String, place: String = "", name: String = "") {
    self.value = value
    self.path = path
    self.place = place
    self.name = name
  }

  func wrong(_ expected: String, _ found: String) -> FootnoteError {
    .invalidPolicy(
      path: path, place: place.isEmpty ? "its text" : "\"\(place)\"", expected: expected,
      found: found)
  }

  /// What a value is, for errors.
  private var kind: String {
    switch value {
    case .null: "null"
    case .bool: "a boolean"
    case .integer(let number): "\(number)"
    case .double: "a number with a fraction or exponent"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  func members() throws(FootnoteError) -> [PolicyPlace] {
    guard let members = value.object else { throw wrong("an object", kind) }
    return members.map {
      PolicyPlace(
        $0.value, path: path, place: place.isEmpty ? $0.name : "\(place).\($0.name)", name: $0.name)
    }
  }

  func allowOnly(_ names: [String]) throws(FootnoteError) {
    guard let other = try members().first(where: { !names.contains($0.name) }) else { return }
    throw other.wrong("no member but \(names.joined(separator: ", "))", "\"\(other.name)\"")
  }

  func optional(_ name: String) -> PolicyPlace? {
    value[name].map { PolicyPlace($0, path: path, place: name, name: name) }
  }

  func member(_ name: String) throws(FootnoteError) -> PolicyPlace {
    guard let member = optional(name) else { throw wrong("a member \"\(name)\"", "none") }
    return member
  }

  func elements() throws(FootnoteError) -> [PolicyPlace] {
    guard let elements = value.array else { throw wrong("a list", kind) }
    return elements.enumerated().map {
      PolicyPlace($0.element, path: path, place: "\(place)[\($0.offset)]")
    }
  }

  func string() throws(FootnoteError) -> String {
    guard let text = value.string else { throw wrong("a text", kind) }
    guard !text.isEmpty else { throw wrong("a text that is not empty", "an empty one") }
    return text
  }

  func strings() throws(FootnoteError) -> Set<String> {
    var texts: Set<String> = []
    for element in try elements() { texts.insert(try element.string()) }
    return texts
  }

  func integer(in range: ClosedRange<UInt64>) throws(FootnoteError) -> UInt64 {
    guard let number = value.unsigned, range.contains(number) else {
      throw wrong("a whole number from \(range.lowerBound) to \(range.upperBound)", kind)
    }
    return number
  }

  func reaction() throws(FootnoteError) -> Policy.Reaction {
    let text = try string()
    guard let reaction = Policy.Reaction(rawValue: text) else {
      throw wrong("warn or refuse", "\"\(text)\"")
    }
    return reaction
  }

  /// Whether the member's name is that of a wiki, or stands for all.
  var isWiki: Bool {
    name == "*"
      || !name.isEmpty
        && name.utf8.allSatisfy {
          0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "_")
        }
  }

  /// Names of templates in the one form that pages' are compared in.
  func templates() throws(FootnoteError) -> Set<String> {
    var names: Set<String> = []
    for element in try elements() {
      let text = try element.string()
      guard let name = TemplateName(text) else {
        throw element.wrong("the name of a template", "\"\(text)\"")
      }
      names.insert(name.text)
    }
    return names
  }
}
