import TestSupport
import JSON
import Testing

@testable import Footnote

/// The schema of the packet, as the repository holds it.
struct PacketSchema {
  let validator: SchemaValidator

  static func load() throws -> PacketSchema {
    let bytes = try contents(of: "\(SampleCorpus.root)/Documentation/passage.schema.json")
    return PacketSchema(validator: SchemaValidator(root: try JSONValue(parsing: bytes)))
  }

  func faults(in bytes: [UInt8]) throws -> [String] {
    validator.faults(in: try JSONValue(parsing: bytes))
  }
}

private func samplePacket() async throws -> JSONValue {
  let found = try await SampleIndex.shared().index.search("How was the Bay of Fundy measured?")
  let section = try #require(found.first { !$0.attribution.sectionPath.isEmpty })
  return try JSONValue(parsing: Array(section.rendered(as: .json).utf8))
}

@Test("The packet of every passage of the sample corpus follows the schema")
func packetsFollowTheSchema() async throws {
  let schema = try PacketSchema.load()
  for passage in try allPassages(of: await SampleIndex.shared().index) {
    let faults = try schema.faults(in: Array(passage.rendered(as: .json).utf8))
    #expect(faults.isEmpty, "\(passage.attribution.key): \(faults)")
  }
}

@Test("A packet says what its passage says")
func packetsHoldTheirPassage() async throws {
  for passage in try await SampleIndex.shared().index.search("Wie tief ist der Bodensee?") {
    let attribution = passage.attribution
    let packet = try JSONValue(parsing: Array(passage.rendered(as: .json).utf8))
    let about = try #require(packet["attribution"])
    #expect(packet["text"]?.string == passage.text)
    #expect(packet["rank"]?.integer == Int64(passage.rank))
    #expect(packet["score"]?.double == passage.score)
    #expect(packet["confidence"]?.double == passage.confidence)
    #expect(about["name"]?.string == attribution.title)
    #expect(about["identifier"]?.unsigned == attribution.page.rawValue)
    #expect(about["version"]?["identifier"]?.unsigned == attribution.revision.rawValue)
    #expect(about["version"]?["permalink"]?.string == attribution.permalink)
    #expect(about["version"]?["date_modified"]?.string == "\(attribution.timestamp)")
    #expect(about["in_language"]?["identifier"]?.string == attribution.language)
    #expect(about["is_part_of"]?["identifier"]?.string == attribution.wiki)
    #expect(about["url"]?.string == attribution.url)
    #expect(about["license"]?[0]?["url"]?.string == attribution.licenses[0].url)
    #expect(about["credit"]?["text"]?.string == attribution.credit)
    #expect(about["credit"]?["url"]?.string == attribution.historyURL)
    #expect(about["modifications"]?.array?.compactMap(\.string) == attribution.modifications)
    #expect(about["section"]?["path"]?.array?.compactMap(\.string) == attribution.sectionPath)
    #expect(about["section"]?["anchor"]?.string == attribution.sectionAnchor)
    #expect(about["content_sha256"]?.string == attribution.contentDigest)
    #expect(about["source"]?["sha1"]?.string == attribution.source.sha1)
    #expect(about["source"]?["spans"]?.array?.count == attribution.source.spans.count)
    let bytes = attribution.source.bytes
    #expect(about["source"]?["bytes"]?["start"]?.integer == Int64(bytes.lowerBound))
    #expect(about["source"]?["bytes"]?["end"]?.integer == Int64(bytes.upperBound))
    #expect(about["index"]?["manifest_sha256"]?.string == attribution.index.manifestDigest)
    #expect(about["text_fragment_url"]?.string == attribution.textFragmentURL)
  }
}

@Test("The validator refuses a packet from which any member was taken, or that has one more")
func schemaMembers() async throws {
  let schema = try PacketSchema.load()
  let packet = try await samplePacket()
  #expect(schema.validator.faults(in: packet).isEmpty)
  var count = 0
  packet.forEachPath { path in
    guard case .object(let members)? = packet.value(at: path) else { return }
    for (index, member) in members.enumerated() {
      var fewer = members
      fewer.remove(at: index)
      let broken = packet.replacing(path, with: .object(fewer))
      // A confidence is not known of every search, and a credit may have been removed on request.
      let isAllowed =
        path.isEmpty && member.name == "confidence"
        || path == ["attribution", "credit"] && member.name == "url"
      let faults = schema.validator.faults(in: broken)
      #expect(faults.isEmpty == isAllowed, "\(path) without \(member.name)")
      count += 1
    }
    let more = members + [JSONValue.Member("surplus", .string("x"))]
    #expect(!schema.validator.faults(in: packet.replacing(path, with: .object(more))).isEmpty)
  }
  #expect(count > 40)
}

@Test("The validator refuses a packet in which any value has another type")
func schemaTypes() async throws {
  let schema = try PacketSchema.load()
  let packet = try await samplePacket()
  let others: [JSONValue] = [
    .bool(true), .integer(-1), .double(0.5), .array([]), .object([]), .string(""), .null,
  ]
  // A score is any number; a permalink and a date may be null; anchors may be empty, numbers 0.
  packet.forEachPath { path in
    guard let value = packet.value(at: path) else { return }
    for other in others where other.kindName != value.kindName {
      let isAllowed =
        path == ["score"] && (other == .double(0.5) || other == .integer(-1))
        || (path.last == "permalink" || path.last == "date") && other == .null
      let faults = schema.validator.faults(in: packet.replacing(path, with: other))
      #expect(faults.isEmpty == isAllowed, "\(other) at \(path)")
    }
  }
}

@Test("The validator refuses values outside of their bounds and forms")
func schemaBounds() async throws {
  let schema = try PacketSchema.load()
  let packet = try await samplePacket()
  let broken: [(path: [String], value: JSONValue)] = [
    ([], .array([])), (["rank"], .integer(0)), (["score"], .null), (["text"], .string("")),
    (["schema_version"], .integer(1)), (["attribution", "content_sha256"], .string("ABC")),
    (["attribution", "identifier"], .integer(-1)), (["attribution", "license"], .array([])),
    (["attribution", "modifications"], .array([])), (["attribution", "url"], .string("ftp://x")),
    (["attribution", "source", "sha1"], .string("short")),
    (["attribution", "source", "format"], .string("html")),
    (["attribution", "source", "date"], .string("yesterday")),
    (["attribution", "source", "spans"], .array([])),
    (["attribution", "version", "permalink"], .string("javascript:x")),
    (["attribution", "version", "date_modified"], .string("2026-01-01")),
    (["attribution", "index", "generation"], .integer(0)),
    (["attribution", "in_language", "identifier"], .string("e")),
  ]
  for (path, value) in broken {
    #expect(!schema.validator.faults(in: packet.replacing(path, with: value)).isEmpty, "\(path)")
  }
}

@Test("The validator refuses a schema with a keyword that it does not know")
func schemaKeywords() throws {
  let schema = try JSONValue(parsing: Array(#"{"type": "string", "maxLength": 3}"#.utf8))
  #expect(SchemaValidator(root: schema).faults(in: .string("ab")).count == 1)
  let nowhere = try JSONValue(parsing: Array(##"{"$ref": "#/$defs/none"}"##.utf8))
  #expect(SchemaValidator(root: nowhere).faults(in: .null).count == 1)
}

extension JSONValue {
  /// What type the schema would call the value.
  fileprivate var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .double: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// Calls `body` with the path to each value; array elements are named by their numbers.
  fileprivate func forEachPath(_ path: [String] = [], _ body: ([String]) -> Void) {
    body(path)
    switch self {
    case .object(let members):
      for member in members { member.value.forEachPath(path + [member.name], body) }
    case .array(let elements):
      for (index, element) in elements.prefix(2).enumerated() {
        element.forEachPath(path + ["\(index)"], body)
      }
    default: break
    }
  }

  fileprivate func value(at path: [String]) -> JSONValue? {
    path.reduce(self) { value, name in value?[name] ?? Int(name).flatMap { value?[$0] } }
  }

  fileprivate func replacing(_ path: [String], with value: JSONValue) -> JSONValue {
    guard let name = path.first else { return value }
    let rest = Array(path.dropFirst())
    switch self {
    case .object(let members):
      return .object(
        members.map {
          $0.name == name
            ? JSONValue.Member(name, $0.value.replacing(rest, with: value)) : $0
        })
    case .array(var elements):
      if let index = Int(name) { elements[index] = elements[index].replacing(rest, with: value) }
      return .array(elements)
    default: return self
    }
  }
}
