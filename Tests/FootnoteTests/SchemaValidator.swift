import TestSupport
import JSON

/// Checks JSON against a JSON Schema (draft 2020-12), for the keywords that the project's uses.
///
/// A keyword that is not known here is a fault of the schema, so that nothing goes unchecked.
struct SchemaValidator {
  let root: JSONValue

  private static let annotations: Set<String> = ["$schema", "title", "description", "$defs"]

  /// What is wrong, each with the place in the value; empty for a valid value.
  func faults(in value: JSONValue) -> [String] { faults(in: value, root, at: "") }

  private func faults(in value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
    guard let keywords = schema.object else { return ["\(place): a schema that is no object"] }
    var faults: [String] = []
    for keyword in keywords where !Self.annotations.contains(keyword.name) {
      faults += check(value, keyword, in: schema, at: place)
    }
    return faults
  }

  private func check(
    _ value: JSONValue, _ keyword: JSONValue.Member, in schema: JSONValue, at place: String
  ) -> [String] {
    func fault(_ isFine: Bool) -> [String] { isFine ? [] : ["\(place): \(keyword.name)"] }
    let limit = Int64(clamping: keyword.value.integer ?? .max)
    switch keyword.name {
    case "type": return fault(hasType(value, keyword.value.string ?? ""))
    case "const": return fault(value == keyword.value)
    case "enum": return fault(keyword.value.array?.contains(value) ?? false)
    case "minimum": return fault(value.double.map { $0 >= Double(limit) } ?? true)
    case "maximum": return fault(value.double.map { $0 <= Double(limit) } ?? true)
    case "minLength": return fault(value.string.map { $0.unicodeScalars.count >= limit } ?? true)
    case "minItems": return fault(value.array.map { $0.count >= limit } ?? true)
    case "pattern": return fault(value.string.map { matches($0, keyword.value.string) } ?? true)
    case "required": return missing(in: value, keyword.value, at: place)
    case "properties": return properties(of: value, keyword.value, at: place)
    case "additionalProperties":
      return keyword.value == .bool(false)
        ? extra(in: value, beside: schema["properties"], at: place)
        : (value.object ?? []).filter { schema["properties"]?[$0.name] == nil }.flatMap {
          faults(in: $0.value, keyword.value, at: "\(place)/\($0.name)")
        }
    case "propertyNames":
      return (value.object ?? []).flatMap {
        faults(in: .string($0.name), keyword.value, at: "\(place)/\($0.name)")
      }
    case "items":
      return (value.array ?? []).enumerated().flatMap {
        faults(in: $1, keyword.value, at: "\(place)/\($0)")
      }
    case "anyOf":
      let choices = keyword.value.array ?? []
      return fault(choices.contains { faults(in: value, $0, at: place).isEmpty })
    case "$ref": return referenced(keyword.value, value, at: place)
    default: return ["\(place): the keyword \(keyword.name) is not known"]
    }
  }

  private func hasType(_ value: JSONValue, _ type: String) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool),
      ("null", .null), ("integer", .integer), ("number", .integer), ("number", .double):
      true
    default: false
    }
  }

  private func matches(_ text: String, _ pattern: String?) -> Bool {
    guard let pattern, let regex = try? Regex(pattern) else { return false }
    return text.contains(regex)
  }

  private func missing(in value: JSONValue, _ names: JSONValue, at place: String) -> [String] {
    guard value.object != nil else { return [] }
    return (names.array ?? []).compactMap(\.string).filter { value[$0] == nil }
      .map { "\(place): required \($0)" }
  }

  private func properties(of value: JSONValue, _ schemas: JSONValue, at place: String) -> [String] {
    (value.object ?? []).flatMap { member in
      schemas[member.name].map { faults(in: member.value, $0, at: "\(place)/\(member.name)") } ?? []
    }
  }

  private func extra(
    in value: JSONValue, beside properties: JSONValue?, at place: String
  ) -> [String] {
    (value.object ?? []).filter { properties?[$0.name] == nil }
      .map { "\(place): additionalProperties \($0.name)" }
  }

  private func referenced(
    _ reference: JSONValue, _ value: JSONValue, at place: String
  ) -> [String] {
    let prefix = "#/$defs/"
    guard let name = reference.string, name.hasPrefix(prefix),
      let schema = root["$defs"]?[String(name.dropFirst(prefix.count))]
    else { return ["\(place): $ref \(reference) leads nowhere"] }
    return faults(in: value, schema, at: place)
  }
}
